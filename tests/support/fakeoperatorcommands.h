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
        note({}, {QStringLiteral("open"), recipe, request.group, request.driver});
    }
    void approve(IncidentId id, QString gate, QString typed) override
    {
        note(id, {QStringLiteral("approve"), gate, typed});
    }
    void approveTogether(IncidentId id, QString gate, QString, SecondPerson second) override
    {
        note(id, {QStringLiteral("together"), gate, QString::fromUtf8(second.token), second.aloneBecause});
    }
    void decline(IncidentId id, QString gate, QString reason) override
    {
        note(id, {QStringLiteral("decline"), gate, reason});
    }
    void retry(IncidentId id, StepId step) override { note(id, {QStringLiteral("retry"), step.value}); }
    void skip(IncidentId id, StepId step, QString reason) override
    {
        note(id, {QStringLiteral("skip"), step.value, reason});
    }
    void overrideRule(IncidentId id, StepId step, QString rule, QString reason) override
    {
        note(id, {QStringLiteral("override"), step.value, rule, reason});
    }
    void pause(IncidentId id) override { note(id, {QStringLiteral("pause")}); }
    void resume(IncidentId id) override { note(id, {QStringLiteral("resume")}); }
    void abort(IncidentId id, QString reason) override { note(id, {QStringLiteral("abort"), reason}); }
    void escalate(IncidentId id, QString reason) override { note(id, {QStringLiteral("escalate"), reason}); }
    void abandon(IncidentId id, QString reason) override { note(id, {QStringLiteral("abandon"), reason}); }

    QStringList sent; ///< one line a command, its parts joined by blanks
    QStringList addressees; ///< the incident of each; empty for one that is opened

private:
    void note(const IncidentId &incident, const QStringList &parts)
    {
        sent.append(parts.join(QLatin1Char(' ')));
        addressees.append(incident.value);
    }
};

} // namespace twinlake
