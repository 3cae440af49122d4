// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Kind and status together tell where a write ended: no status, no server.
#include "models/runbook/outcomewords.h"

#include <QCoreApplication>

namespace twinlake {

namespace {

struct OutcomeWords {
    Q_DECLARE_TR_FUNCTIONS(Outcome)
};

} // namespace

QString outcomeSentence(const Outcome &outcome)
{
    const bool answered = outcome.httpStatus > 0;
    switch (outcome.kind) {
    case Outcome::Kind::Done:
        return outcome.text.isEmpty() ? OutcomeWords::tr("The write was accepted.")
                                      : OutcomeWords::tr("The write was accepted: %1").arg(outcome.text);
    case Outcome::Kind::Refused:
        return answered ? OutcomeWords::tr("The server refused the write: %1").arg(outcome.text)
                        : OutcomeWords::tr("The write was not carried out: %1").arg(outcome.text);
    case Outcome::Kind::NotSent:
        return answered ? OutcomeWords::tr("The server turned the write away unread: %1").arg(outcome.text)
                        : OutcomeWords::tr("The write was not sent: %1").arg(outcome.text);
    case Outcome::Kind::Unknown:
        break;
    }
    return outcome.text.isEmpty() ? OutcomeWords::tr("It is not known whether the write was carried out.")
                                  : outcome.text;
}

QString outcomeWord(const Outcome &outcome)
{
    const bool answered = outcome.httpStatus > 0;
    switch (outcome.kind) {
    case Outcome::Kind::Done:
        return OutcomeWords::tr("accepted");
    case Outcome::Kind::Refused:
        return answered ? OutcomeWords::tr("refused") : OutcomeWords::tr("not carried out");
    case Outcome::Kind::NotSent:
        return answered ? OutcomeWords::tr("turned away") : OutcomeWords::tr("not sent");
    case Outcome::Kind::Unknown:
        break;
    }
    return OutcomeWords::tr("outcome unknown");
}

} // namespace twinlake
