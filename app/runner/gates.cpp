// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Runner: answers at gates, by one person or by two.
#include "app/runner/runner.h"

#include "models/runbook/events.h"

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

void Runner::answerNow(const IncidentId &incident, const QString &gate, bool approved, const QString &text,
                       const QString &second)
{
    const Drive drive = driveOf(incident);
    if (!drive)
        return;
    const std::optional<OpenGate> open = drive->state().gate;
    if (!open || open->id != gate) {
        refuse(tr("The gate %1 is not open.").arg(gate));
        return;
    }
    if (approved && open->kind == GateKind::TypedRegion && text.trimmed() != open->typedWord) {
        refuse(tr("Type %1 to confirm.").arg(open->typedWord));
        return;
    }
    if (approved && open->secondPerson && second.isEmpty()) {
        refuse(tr("This estate asks for four eyes: a second person agrees with a token of their own."));
        return;
    }
    const QString key = approved ? u"typed"_s : u"reason"_s;
    QJsonObject data{{u"gate"_s, gate}, {u"approved"_s, approved}, {key, text.left(500)}};
    if (approved && open->secondPerson)
        data.insert(u"second"_s, second.left(200));
    drive->record(events::make(incident, events::gateAnswered, open->step, data));
    if (!approved && open->step.value == "declare"_L1) {
        drive->record(events::make(
            incident, events::incidentClosed, {},
            {{u"result"_s, u"interrupted"_s}, {u"sentence"_s, tr("Closed as a false alarm: %1").arg(text.left(500))}}));
    } else if (!approved) {
        drive->record(events::make(incident, events::stepFailed, open->step,
                                   {{u"sentence"_s, tr("Declined: %1").arg(text.left(500))}}));
    }
    drive->wake();
}

void Runner::togetherNow(const IncidentId &incident, const QString &gate, const QString &typed,
                         const SecondPerson &second)
{
    const Drive drive = driveOf(incident);
    const std::optional<OpenGate> open = drive ? drive->state().gate : std::nullopt;
    if (!drive)
        return;
    if (!open || open->id != gate || !open->secondPerson) {
        answerNow(incident, gate, true, typed);
        return;
    }
    if (!second.token.isEmpty()) {
        proveSecond(incident, *open, typed, second.token);
        return;
    }
    if (second.aloneBecause.trimmed().isEmpty() || between(open->openedAt, m_ports.clock->now()) < aloneAfter) {
        refuse(
            tr("One person alone may go on %1 after the gate opened, with a reason.").arg(humanDuration(aloneAfter)));
        return;
    }
    drive->record(events::make(incident, events::override, open->step,
                               {{u"rule"_s, u"four_eyes"_s}, {u"reason"_s, second.aloneBecause.left(500)}}));
    answerNow(incident, gate, true, typed, tr("nobody"));
}

/// Both tokens are asked who they are, by the workspace of the region that is to serve. Neither is kept.
QCoro::Task<> Runner::proveSecond(IncidentId incident, OpenGate gate, QString typed, QByteArray token)
{
    const Region region = m_drives.value(incident)->state().to;
    const std::stop_token stop = m_stop.get_token();
    if (!m_ports.whoIs) {
        refuse(tr("A second person cannot be proven here."));
        co_return;
    }
    ++m_looking;
    const Result<QString> driver = co_await m_ports.reads[region]->whoAmI(stop);
    const Result<QString> other = co_await m_ports.whoIs(region, token, stop);
    --m_looking;
    const Drive drive = m_drives.value(incident);
    const bool stillOpen = drive && drive->state().gate && drive->state().gate->id == gate.id
        && drive->state().gate->openedAt == gate.openedAt;
    if (!driver || !other)
        refuse(driver ? other.error() : driver.error());
    else if (*driver == *other)
        refuse(tr("That is %1 again. The second person has to be somebody else.").arg(*other));
    else if (stillOpen)
        answerNow(incident, gate.id, true, typed, *other);
    rest();
}

} // namespace twinlake
