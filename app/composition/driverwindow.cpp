// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/composition/driverwindow.h"

#include "app/composition/launch.h"
#include "models/runbook/codec.h"
#include "ui/runbook/runbookpage.h"
#include "ui/shell/mainwindow.h"

#include <QEvent>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

DriverWindow::DriverWindow(const ReaderSetup &setup, const QString &driver)
    : m_estate(setup.estate)
    , m_engine({setup.estate, setup.clock, setup.folder, driver})
    , m_reader(setup)
    , m_wizard(m_engine.commands())
{
    m_wizard.setEstate(setup.estate);
    m_wizard.setDriver(driver);
    m_reader.shell().setPerson(driver);
    m_reader.window().addPage(u"runbook"_s, tr("Runbook"), u"runbook"_s, new RunbookPage(m_wizard));
    connect(&m_engine, &EngineHost::stateChanged, this, [this](const RunState &state) {
        m_wizard.setRunState(state);
        m_reader.setRunState(state);
        m_reader.setRemarks({tr("journal durable, %n events", nullptr, static_cast<int>(state.lastSequence))});
    });
    connect(&m_engine, &EngineHost::refused, &m_wizard, [this](const Error &why) { m_wizard.refused(why.message); });
    connect(&m_reader, &ReaderWindow::ticked, &m_wizard, &WizardViewModel::tick);
    connect(&m_reader, &ReaderWindow::snapshotTaken, this, [this](const EstateSnapshot &snapshot) {
        m_wizard.setSnapshot(snapshot);
        m_engine.offer(snapshot);
    });
    connect(&m_engine, &EngineHost::stopped, this, &DriverWindow::partStopped);
    connect(&m_reader, &ReaderWindow::stopped, this, &DriverWindow::partStopped);
    m_reader.window().installEventFilter(this);
    connect(&m_reader.overview(), &OverviewViewModel::actionChosen, this, &DriverWindow::follow);
}

DriverWindow::~DriverWindow()
{
    close();
}

Result<> DriverWindow::open()
{
    const auto started = m_engine.start();
    if (!started)
        return started;
    m_reader.open();
    return {};
}

void DriverWindow::close()
{
    m_reader.close();
    m_engine.stop();
}

/// A write may be on its way. Its answer, or that there is none, is written down before the window goes.
void DriverWindow::leave()
{
    if (std::exchange(m_leaving, true))
        return;
    m_stopping = 2;
    m_reader.window().centralWidget()->setEnabled(false);
    m_reader.setRemarks({tr("closing: what is in flight is waited for, a few seconds at most")});
    m_reader.beginStop();
    m_engine.beginStop();
}

void DriverWindow::partStopped()
{
    if (!m_leaving || --m_stopping > 0)
        return;
    m_reader.window().hide();
    Q_EMIT left();
}

bool DriverWindow::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::Close || (m_leaving && m_stopping == 0))
        return QObject::eventFilter(watched, event);
    leave();
    event->ignore();
    return true;
}

void DriverWindow::beginWith(const CommandLine &line)
{
    m_reader.window().showPage(u"runbook"_s);
    if (line.command == CliCommand::Resume) {
        m_engine.commands().resume(line.incident);
        return;
    }
    OpenIncident request;
    request.recipe = recipeFromKey(line.runbook);
    request.group = line.group;
    request.t0 = line.t0;
    request.driver = personHere();
    request.dryRun = line.dryRun;
    m_engine.open(request);
}

// The advice's button opens a page, it never acts (visual-design.md 7).
void DriverWindow::follow(Advice::Action action, const QString &group)
{
    if (action == Advice::Action::None)
        return;
    if (action == Advice::Action::Rehearse) {
        m_reader.showRehearsal();
        return;
    }
    m_wizard.openAdvice(action, group);
    m_reader.window().showPage(u"runbook"_s);
}

} // namespace twinlake
