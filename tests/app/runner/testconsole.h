// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Console: a runner at the FakeWorld whose gates are answered and whose clock is moved by the test.
#pragma once

#include "app/runner/runner.h"
#include "app/runner/transcript.h"
#include "tests/app/runner/fakeworld.h"
#include "tests/app/runner/memoryjournal.h"

#include <QCoreApplication>

#include <memory>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

/// A console at the FakeWorld; a second one over the same journal is a restart.
class Console {
public:
    Console(FakeWorld &world, Journal &journal, const QString &place = u"here"_s,
            const std::function<void(RunnerPorts &)> &adjust = {})
        : m_world(world)
        , m_a(world, Region::Primary)
        , m_b(world, Region::Secondary)
        , m_writes(world)
        , m_terraform(world)
        , m_canary(world)
    {
        RunnerPorts ports;
        ports.estate = fakeEstate();
        ports.reads = {&m_a, &m_b};
        ports.writes = {&m_writes, &m_writes};
        ports.terraformReads = &m_terraform;
        ports.terraformWrites = &m_terraform;
        ports.neutral = &m_canary;
        ports.journal = &journal;
        ports.clock = &world.clock;
        ports.person = u"sam"_s;
        ports.place = place;
        if (adjust)
            adjust(ports);
        RunnerListeners listeners;
        listeners.stateChanged = [this](const RunState &latest) { state = latest; };
        listeners.journalled = [this](const JournalEvent &event) {
            if (qEnvironmentVariableIsSet("TWINLAKE_TEST_TRANSCRIPT"))
                qInfo("%s", transcriptText(event).constData());
            Q_UNUSED(this)
        };
        listeners.refused = [this](const Error &why) { refusals.append(why.message); };
        listeners.journalFailed = [this](const Error &) { journalBroken = true; };
        runner = std::make_unique<Runner>(ports, listeners);
    }
    ~Console()
    {
        runner->stop();
        settle();
    }

    void open(RecipeKind recipe)
    {
        OpenIncident request;
        request.recipe = recipe;
        request.group = u"orders"_s;
        request.driver = u"jo"_s;
        runner->open(request);
        settle();
    }

    /// Answers what is due now, without moving the clock.
    void settle()
    {
        for (int i = 0; i < 40; ++i)
            QCoreApplication::processEvents(QEventLoop::AllEvents);
    }

    /// Runs on until `until` holds; gates are answered as `answers` says.
    bool drive(const std::function<bool(const RunState &)> &until)
    {
        int idle = 0; // rounds without a timer: answers may still be on their way
        for (int i = 0; i < 6000; ++i) {
            settle();
            if (until(state))
                return true;
            if (answersGates && state.gate) {
                runner->approve(state.id, state.gate->id, state.gate->typedWord);
                gates.append(state.gate->id);
                settle();
                continue;
            }
            idle = m_world.clock.advanceToNext() ? 0 : idle + 1;
            if (idle > 20)
                return until(state);
        }
        return false;
    }
    bool driveToEnd()
    {
        return drive([](const RunState &s) { return s.closedAt.has_value(); });
    }
    bool driveTo(const QString &step, StepStatus status)
    {
        return drive([&](const RunState &s) {
            const StepProgress *progress = s.step(StepId{step});
            return s.closedAt || (progress && progress->status == status);
        });
    }
    StepProgress step(const QString &id) const
    {
        const StepProgress *found = state.step(StepId{id});
        return found ? *found : StepProgress();
    }

    std::unique_ptr<Runner> runner;
    RunState state;
    QStringList refusals;
    QStringList gates;
    bool answersGates = true;
    bool journalBroken = false;

private:
    FakeWorld &m_world;
    FakeWorkspaceReads m_a;
    FakeWorkspaceReads m_b;
    FakeWorkspaceWrites m_writes;
    FakeTerraform m_terraform;
    FakeCanary m_canary;
};

/// A world, a journal and a console, of which most tests need nothing more.
struct Scene {
    FakeClock clock;
    FakeWorld world{clock};
    MemoryJournal journal;
    Console console{world, journal};

    ~Scene() { world.interfere = nullptr; } // it may look at what the test has let go by now
};

/// The primary is dark and a failover has been opened.
struct Outage : Scene {
    Outage()
    {
        world.regions.primary.dark = true;
        console.open(RecipeKind::Failover);
    }
};

} // namespace twinlake
