// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/composition/rehearsalwindow.h"

#include "app/composition/launch.h"
#include "app/composition/statefolders.h"
#include "models/estate/estateparser.h"

#include <QCoreApplication>
#include <QFile>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

RehearsalWindow::RehearsalWindow(CommandLine line, simulator::Scenario scenario)
    : m_line(std::move(line))
    , m_scenario(std::move(scenario))
{
    connect(&m_child, &SimulatorChild::listening, this, [this](const QJsonObject &listening) { carryOut(listening); });
    connect(&m_child, &SimulatorChild::failed, this, &RehearsalWindow::failed);
}

RehearsalWindow::~RehearsalWindow()
{
    close();
}

void RehearsalWindow::start()
{
    SimulatorOptions options;
    options.scenario = m_line.scenario; // an id, or a file of the operator's own
    options.speed = m_line.speed.value_or(10.0); // a person steps no world
    options.seed = m_line.seed;
    options.estateFile = m_scratch.filePath(u"estate.json"_s);
    options.program = m_program;
    m_child.start(options);
}

void RehearsalWindow::close()
{
    m_desk.reset();
    if (m_console)
        m_console->close();
}

QCoro::Task<> RehearsalWindow::carryOut(QJsonObject listening)
{
    const QString path = listening.value("estate"_L1).toString();
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        Q_EMIT failed(tr("The estate file of the simulator cannot be read: %1").arg(file.errorString()));
        co_return;
    }
    const auto estate = parseEstate(file.readAll());
    if (!estate) {
        Q_EMIT failed(tr("The estate file of the simulator is not valid: %1").arg(estate.error().first().problem));
        co_return;
    }
    const auto clock = co_await EstateClock::open(estate->rehearsal, false);
    if (!clock) {
        Q_EMIT failed(clock.error().message);
        co_return;
    }
    const auto folder = makeStateFolder(*estate);
    if (!folder) {
        Q_EMIT failed(folder.error().message);
        co_return;
    }
    keepEstateCopy(*folder, path);
    const KeptScript script{m_scenario, simulator::scenarioText(m_line.scenario).value_or(QByteArray()), m_line.seed};
    static_cast<void>(keepScript(*folder, script)); // for whoever resumes; this window goes on without it
    auto held = takeScript(*estate, *folder);
    build(*estate, path, *folder, *clock, held ? std::move(*held) : HeldScript{script, nullptr});
}

void RehearsalWindow::build(const Estate &estate, const QString &file, const QString &folder,
                            std::shared_ptr<EstateClock> clock, HeldScript held)
{
    m_clock = std::move(clock);
    held.script.scenario = m_scenario; // as it was given, which may be more than its file says
    const ReaderSetup setup{estate, file, m_clock, folder, Mode::Rehearsal};
    m_console = std::make_unique<DriverWindow>(setup, personHere());
    m_desk = std::make_unique<FacilitatorDesk>(*m_console, m_clock, std::move(held), folder);
    connect(m_console.get(), &DriverWindow::left, qApp, [] { QCoreApplication::exit(); });
    const auto opened = m_console->open();
    if (!opened) {
        Q_EMIT failed(opened.error().message);
        return;
    }
    m_desk->start();
    Q_EMIT this->opened();
}

} // namespace twinlake
