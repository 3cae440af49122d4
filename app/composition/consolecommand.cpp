// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// `twinlake console`: the operator's window on any estate, read-only if asked.
#include "app/composition/commands.h"

#include "app/cli/estatefile.h"
#include "app/cli/exitcodes.h"
#include "app/composition/facilitatordesk.h"
#include "app/composition/launch.h"
#include "app/composition/resumable.h"
#include "app/composition/statefolders.h"
#include "ui/widgets/theme.h"

#include <QApplication>

#include <functional>

namespace twinlake {

namespace {

Mode modeOf(const CommandLine &line, const Estate &estate)
{
    if (line.readOnly)
        return Mode::ReadOnly;
    if (line.dryRun)
        return Mode::DryRun;
    return estate.rehearsal ? Mode::Rehearsal : Mode::Live;
}

/// What the window begins with, once its engine stands; empty: it waits for the person.
using Beginning = std::function<void(DriverWindow &)>;

int runWindow(const CommandLine &line, const LoadedEstate &loaded, const Beginning &begin)
{
    const auto folder = makeStateFolder(loaded.estate);
    if (!folder) {
        complain(folder.error().message);
        return toInt(ExitCode::JournalUnusable);
    }
    Theme::apply(*qApp, ThemeName::System);
    std::unique_ptr<ReaderWindow> reader;
    std::unique_ptr<DriverWindow> driver;
    std::unique_ptr<FacilitatorDesk> desk;
    const auto go = [&](std::shared_ptr<EstateClock> clock) {
        const Mode mode = modeOf(line, loaded.estate);
        const ReaderSetup setup{loaded.estate, loaded.file, std::move(clock), *folder, mode};
        if (mode == Mode::ReadOnly) {
            reader = std::make_unique<ReaderWindow>(setup);
            QObject::connect(reader.get(), &ReaderWindow::windowClosed, qApp, &QCoreApplication::quit);
            reader->open();
            return;
        }
        if (const auto kept = keepEstateCopy(*folder, loaded.file); !kept)
            complain(kept.error().message);
        driver = std::make_unique<DriverWindow>(setup, personHere());
        if (auto held = takeScript(loaded.estate, *folder)) // of a rehearsal whose console was lost
            desk = std::make_unique<FacilitatorDesk>(*driver, setup.clock, std::move(*held), *folder);
        QObject::connect(driver.get(), &DriverWindow::left, qApp, [] { QCoreApplication::exit(); });
        const auto opened = driver->open();
        if (!opened) {
            complain(opened.error().message);
            QCoreApplication::exit(toInt(ExitCode::JournalUnusable));
            return;
        }
        if (desk)
            desk->start();
        if (begin)
            begin(*driver);
    };
    return runLoop([&] { withClock(loaded.estate, go); }, [] {});
}

} // namespace

int runConsole(const CommandLine &line)
{
    const auto loaded = loadEstate(line.estate);
    if (!loaded) {
        complain(loaded.error());
        return toInt(ExitCode::Usage);
    }
    return runWindow(line, *loaded, {});
}

int runIncidentWindow(const CommandLine &given)
{
    CommandLine line = given;
    const auto estate = estateOfIncident(line);
    if (!estate) {
        complain(estate.error());
        return toInt(ExitCode::Usage);
    }
    return runWindow(line, *estate, [&line](DriverWindow &window) { window.beginWith(line); });
}

} // namespace twinlake
