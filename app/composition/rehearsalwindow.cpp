// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/composition/rehearsalwindow.h"

#include "app/composition/launch.h"
#include "app/composition/statefolders.h"
#include "models/estate/estateparser.h"
#include "ui/rehearsal/facilitatorpanel.h"
#include "ui/shell/mainwindow.h"

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
    m_facilitator.reset();
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
    build(*estate, path, *folder, *clock);
}

void RehearsalWindow::build(const Estate &estate, const QString &file, const QString &folder,
                            std::shared_ptr<EstateClock> clock)
{
    m_clock = std::move(clock);
    const ReaderSetup setup{estate, file, m_clock, folder, Mode::Rehearsal};
    m_console = std::make_unique<DriverWindow>(setup, personHere());
    m_console->reader().shell().setScenario(tr("scenario %1, seed %2").arg(m_scenario.id).arg(m_line.seed));
    m_facilitator = std::make_unique<Facilitator>(estate, m_scenario, m_clock->clock(),
                                                  [clock = m_clock] { return clock->anchorAgain(); });
    connect(&m_console->engine(), &EngineHost::stateChanged, m_facilitator.get(), &Facilitator::follow);
    m_panel = std::make_unique<FacilitatorViewModel>(*m_facilitator);
    m_panel->setEstate(estate);
    connect(m_facilitator.get(), &Facilitator::truthTold, m_panel.get(), &FacilitatorViewModel::setTruth);
    m_console->reader().window().addPage(u"rehearsal"_s, tr("Rehearsal"), u"rehearsal"_s,
                                         new FacilitatorPanel(*m_panel));
    connect(&m_console->reader(), &ReaderWindow::windowClosed, qApp, &QCoreApplication::quit);
    const auto opened = m_console->open();
    if (!opened) {
        Q_EMIT failed(opened.error().message);
        return;
    }
    m_facilitator->start();
    Q_EMIT this->opened();
}

} // namespace twinlake
