// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "models/rules/catchup.h"

#include <QCoreApplication>

#include <algorithm>

namespace twinlake {

namespace {

struct CatchUpWords {
    Q_DECLARE_TR_FUNCTIONS(CatchUp)
};

Evidence witness(const QString &question, EvidenceVerdict verdict, const QString &detail, const Instant &readAt)
{
    const auto word = [verdict] {
        switch (verdict) {
        case EvidenceVerdict::Good:
            return CatchUpWords::tr("PROVEN");
        case EvidenceVerdict::NotYet:
            return CatchUpWords::tr("NOT YET");
        case EvidenceVerdict::CannotKnow:
            return CatchUpWords::tr("CANNOT KNOW");
        case EvidenceVerdict::Bad:
            return CatchUpWords::tr("FOUND");
        case EvidenceVerdict::Waiting:
            break;
        }
        return CatchUpWords::tr("WAITING");
    };
    return {question, verdict, word(), detail, readAt};
}

/// A maximum beyond the server's own now hides where the true data end (recovery-model.md fact 9).
bool datedInTheFuture(const CatchUpPoll &poll, Duration allowance)
{
    return poll.watermark.watermark && *poll.watermark.watermark > later(poll.watermark.serverNow, allowance);
}

/// Nothing below T0 + slack is left to read although newer files were found: the source had nothing to say.
bool provenQuiet(const CatchUpPoll &poll, const CatchUpInput &input)
{
    const CatchUpEvidence &evidence = poll.evidence;
    return evidence.unreadFiles == 0 && evidence.newestDiscovered
        && *evidence.newestDiscovered > later(input.t0, input.lateness);
}

bool reachedT0(const CatchUpPoll &poll, const CatchUpInput &input)
{
    if (datedInTheFuture(poll, input.lateness))
        return false;
    const bool reached = poll.watermark.watermark && *poll.watermark.watermark >= input.t0;
    return reached || provenQuiet(poll, input);
}

Evidence watermarkWitness(const CatchUpPoll &poll, const CatchUpInput &input)
{
    const QString question = CatchUpWords::tr("Watermark has reached T0");
    const auto &watermark = poll.watermark.watermark;
    const Instant &at = poll.watermark.serverNow;
    if (datedInTheFuture(poll, input.lateness)) {
        return witness(question, EvidenceVerdict::CannotKnow,
                       CatchUpWords::tr("%1 lies in the future and hides the true watermark").arg(toIso(*watermark)),
                       at);
    }
    if (watermark && *watermark >= input.t0)
        return witness(question, EvidenceVerdict::Good, toIso(*watermark), at);
    if (provenQuiet(poll, input)) {
        return witness(question, EvidenceVerdict::Good,
                       CatchUpWords::tr("quiet source: files up to %1 are known and all older ones are read")
                           .arg(toIso(*poll.evidence.newestDiscovered)),
                       at);
    }
    if (!watermark)
        return witness(question, EvidenceVerdict::NotYet, CatchUpWords::tr("no row yet"), at);
    return witness(
        question, EvidenceVerdict::NotYet,
        CatchUpWords::tr("%1, %2 missing").arg(toIso(*watermark), humanDuration(between(*watermark, input.t0))), at);
}

Evidence servedWitness(const CatchUpPoll &poll, const CatchUpInput &input)
{
    const QString question = CatchUpWords::tr("Not behind what consumers have seen");
    const auto &watermark = poll.watermark.watermark;
    const Instant &at = poll.watermark.serverNow;
    if (datedInTheFuture(poll, input.lateness))
        return witness(question, EvidenceVerdict::CannotKnow, CatchUpWords::tr("the watermark lies in the future"), at);
    if (!watermark)
        return witness(question, EvidenceVerdict::NotYet, CatchUpWords::tr("no row yet"), at);
    if (*watermark >= *input.servedUpTo)
        return witness(question, EvidenceVerdict::Good,
                       CatchUpWords::tr("they have seen %1").arg(toIso(*input.servedUpTo)), at);
    return witness(question, EvidenceVerdict::NotYet,
                   CatchUpWords::tr("consumers would lose %1 that they have already seen")
                       .arg(humanDuration(between(*watermark, *input.servedUpTo))),
                   at);
}

Evidence backlogWitness(const CatchUpPoll &poll, const CatchUpInput &input)
{
    const QString question = CatchUpWords::tr("No unread file older than T0 + %1").arg(humanDuration(input.lateness));
    const auto &unread = poll.evidence.unreadFiles;
    const Instant &at = poll.evidence.serverNow;
    if (!unread) {
        return witness(question, EvidenceVerdict::CannotKnow,
                       CatchUpWords::tr("not asked: no streaming table is named for it"), at);
    }
    if (*unread == 0)
        return witness(question, EvidenceVerdict::Good, CatchUpWords::tr("none left"), at);
    return witness(question, EvidenceVerdict::NotYet, CatchUpWords::tr("%1 files left").arg(*unread), at);
}

/// Polls at the end that had reached T0 with nothing unread, and counted the same rows. Two answers of one server
/// instant are one poll.
int equalPolls(const CatchUpInput &input)
{
    int equal = 0;
    const CatchUpPoll &newest = input.polls.constLast();
    Instant previous;
    for (auto it = input.polls.crbegin(); it != input.polls.crend(); ++it) {
        const bool settled = reachedT0(*it, input) && it->evidence.unreadFiles.value_or(0) == 0;
        if (!settled || it->evidence.rowsUpToT0 != newest.evidence.rowsUpToT0)
            break;
        if (it->evidence.serverNow != previous)
            ++equal;
        previous = it->evidence.serverNow;
    }
    return equal;
}

Evidence stableWitness(const CatchUpInput &input)
{
    const QString question = CatchUpWords::tr("Rows up to T0 unchanged for %1 polls").arg(input.stablePolls);
    const CatchUpPoll &newest = input.polls.constLast();
    const int equal = equalPolls(input);
    if (equal == 0)
        return witness(question, EvidenceVerdict::Waiting, CatchUpWords::tr("starts when those above hold"), {});
    const QString detail = CatchUpWords::tr("%1 rows, %2 of %3 equal polls")
                               .arg(newest.evidence.rowsUpToT0)
                               .arg(std::min(equal, input.stablePolls))
                               .arg(input.stablePolls);
    const auto verdict = equal >= input.stablePolls ? EvidenceVerdict::Good : EvidenceVerdict::NotYet;
    return witness(question, verdict, detail, newest.evidence.serverNow);
}

Evidence futureWitness(const CatchUpPoll &poll, const CatchUpInput &input)
{
    const QString question = CatchUpWords::tr("No row dated in the future");
    const qint64 rows = std::max<qint64>(poll.evidence.rowsInTheFuture, datedInTheFuture(poll, input.lateness) ? 1 : 0);
    const auto verdict = rows == 0 ? EvidenceVerdict::Good : EvidenceVerdict::Bad;
    return witness(question, verdict, CatchUpWords::tr("%1 rows beyond the server's now").arg(rows),
                   poll.evidence.serverNow);
}

QString missingWitnesses(const QList<Evidence> &witnesses)
{
    QStringList parts;
    for (const Evidence &one : witnesses) {
        if (one.verdict != EvidenceVerdict::Good)
            parts << CatchUpWords::tr("%1: %2").arg(one.question, one.detail);
    }
    return parts.join(CatchUpWords::tr("; "));
}

void conclude(CatchUpVerdict &verdict, const QString &table, const Instant &t0)
{
    const auto any = [&verdict](EvidenceVerdict what) {
        return std::any_of(verdict.witnesses.cbegin(), verdict.witnesses.cend(),
                           [what](const Evidence &e) { return e.verdict == what; });
    };
    const bool doubt = any(EvidenceVerdict::CannotKnow) || any(EvidenceVerdict::Bad);
    // Waiting alone is the count of rows, which starts by itself; behind a doubt it would wait for ever.
    if (any(EvidenceVerdict::NotYet) || (any(EvidenceVerdict::Waiting) && !doubt)) {
        verdict.verdict = CaughtUp::NotYet;
        verdict.sentence = CatchUpWords::tr("NOT YET. %1: %2.").arg(table, missingWitnesses(verdict.witnesses));
    } else if (doubt) {
        verdict.verdict = CaughtUp::CannotKnow;
        verdict.sentence = CatchUpWords::tr("CANNOT KNOW. %1: %2.").arg(table, missingWitnesses(verdict.witnesses));
    } else {
        verdict.verdict = CaughtUp::Proven;
        verdict.sentence = CatchUpWords::tr("PROVEN. %1 is whole up to %2.").arg(table, toIso(t0));
    }
}

} // namespace

CatchUpVerdict judgeCatchUp(const CatchUpInput &input)
{
    CatchUpVerdict verdict;
    if (input.polls.isEmpty()) {
        verdict.sentence = CatchUpWords::tr("NOT YET. The target was not polled yet.");
        return verdict;
    }
    const CatchUpPoll &newest = input.polls.constLast();
    verdict.witnesses << watermarkWitness(newest, input);
    if (input.servedUpTo)
        verdict.witnesses << servedWitness(newest, input);
    verdict.witnesses << backlogWitness(newest, input) << stableWitness(input) << futureWitness(newest, input);
    conclude(verdict, newest.watermark.table, input.t0);
    return verdict;
}

} // namespace twinlake
