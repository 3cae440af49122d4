// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// FakeOperatorCommands: writes down what a person told the runner, and answers nothing.
#pragma once

#include "models/ports/operatorcommands.h"

#include <QStringList>

namespace twinlake {

class FakeOperatorCommands : public OperatorCommands {
public:
    using S = QString;

    void open(OpenIncident request) override
    {
        static const QStringList words{QStringLiteral("failover"), QStringLiteral("failback"),
                                       QStringLiteral("switchover"), QStringLiteral("rearm"),
                                       QStringLiteral("settle-debt")};
        const S recipe = words.value(static_cast<int>(request.recipe));
        note({QStringLiteral("open"), recipe, request.group, request.driver});
    }
    void approve(IncidentId, QString gate, QString typed) override { note({QStringLiteral("approve"), gate, typed}); }
    void approveTogether(IncidentId, QString gate, QString, SecondPerson second) override
    {
        note({QStringLiteral("together"), gate, QString::fromUtf8(second.token), second.aloneBecause});
    }
    void decline(IncidentId, QString gate, QString reason) override { note({QStringLiteral("decline"), gate, reason}); }
    void retry(IncidentId, StepId step) override { note({QStringLiteral("retry"), step.value}); }
    void skip(IncidentId, StepId step, QString reason) override { note({QStringLiteral("skip"), step.value, reason}); }
    void overrideRule(IncidentId, StepId step, QString rule, QString reason) override
    {
        note({QStringLiteral("override"), step.value, rule, reason});
    }
    void pause(IncidentId) override { note({QStringLiteral("pause")}); }
    void resume(IncidentId) override { note({QStringLiteral("resume")}); }
    void abort(IncidentId, QString reason) override { note({QStringLiteral("abort"), reason}); }
    void escalate(IncidentId, QString reason) override { note({QStringLiteral("escalate"), reason}); }
    void abandon(IncidentId, QString reason) override { note({QStringLiteral("abandon"), reason}); }

    QStringList sent; ///< one line a command, its parts joined by blanks

private:
    void note(const QStringList &parts) { sent.append(parts.join(QLatin1Char(' '))); }
};

} // namespace twinlake
