// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/rehearsal/floor.h"

#include <QJsonArray>
#include <QList>
#include <QMap>

#include <algorithm>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Wait {
    QString what;
    QString target;
    Instant started;
    Instant ended;

    Duration length() const { return between(started, ended); }
};

QList<Wait> waitsBetween(const QJsonObject &state, const Instant &from, const Instant &to)
{
    QList<Wait> waits;
    for (const auto &entry : state.value("spans"_L1).toArray()) {
        const QJsonObject span = entry.toObject();
        const auto started = fromIso(span.value("started"_L1).toString());
        const auto ended = fromIso(span.value("ended"_L1).toString());
        if (started && ended && *started >= from && *ended <= to)
            waits.append({span.value("what"_L1).toString(), span.value("target"_L1).toString(), *started, *ended});
    }
    return waits;
}

/// One Terraform run's waits, told apart by whether it was applied.
struct RunWaits {
    Duration queueAndPlan{};
    std::optional<Wait> apply;
};

QMap<QString, RunWaits> runsOf(const QList<Wait> &waits, const QString &workspace)
{
    QMap<QString, RunWaits> runs;
    const QString prefix = u"terraform/%1/"_s.arg(workspace);
    for (const Wait &wait : waits) {
        if (!wait.target.startsWith(prefix))
            continue;
        if (wait.what == "apply"_L1)
            runs[wait.target].apply = wait;
        else
            runs[wait.target].queueAndPlan += wait.length();
    }
    return runs;
}

/// The end where there is none.
QMap<QString, RunWaits>::const_iterator appliedRun(const QMap<QString, RunWaits> &runs)
{
    return std::find_if(runs.cbegin(), runs.cend(), [](const RunWaits &run) { return run.apply.has_value(); });
}

Duration longestWarehouseStart(const QList<Wait> &waits, const QString &target)
{
    Duration longest{};
    for (const Wait &wait : waits) {
        if (wait.what == "warehouse_start"_L1 && wait.target.startsWith(target))
            longest = std::max(longest, wait.length());
    }
    return longest;
}

Duration longestPreview(const QMap<QString, RunWaits> &activation)
{
    Duration longest{};
    for (const RunWaits &run : activation)
        longest = run.apply ? longest : std::max(longest, run.queueAndPlan);
    return longest;
}

/// From the apply's start to the last pipeline caught up; each pipeline is a chain of its own.
Duration becomingWhole(const QList<Wait> &waits, const QString &target)
{
    QMap<QString, Duration> chains;
    for (const Wait &wait : waits) {
        if (wait.target.startsWith(target) && (wait.what == "update_start"_L1 || wait.what == "catch_up"_L1))
            chains[wait.target] += wait.length();
    }
    const auto longest = std::max_element(chains.cbegin(), chains.cend());
    return longest == chains.cend() ? Duration{} : *longest;
}

std::optional<Instant> firstUpdateStart(const QList<Wait> &waits, const QString &target)
{
    std::optional<Instant> first;
    for (const Wait &wait : waits) {
        if (wait.what == "update_start"_L1 && wait.target.startsWith(target) && (!first || wait.started < *first))
            first = wait.started;
    }
    return first;
}

/// Preview, plan, apply, update and catch-up follow one another; beside them the warehouse only has to be up for the
/// proof.
std::optional<Duration> activationChain(const QList<Wait> &waits, const FloorQuestion &question)
{
    const auto runs = runsOf(waits, question.activationWorkspace);
    const auto applied = appliedRun(runs);
    const auto update = firstUpdateStart(waits, question.target);
    if (applied == runs.cend() || !update)
        return std::nullopt;
    // The apply waits for RUNNING itself; only what it does before the pipeline is told counts beside the update.
    const Duration chain = longestPreview(runs) + applied->queueAndPlan
        + std::max(Duration{}, between(applied->apply->started, *update)) + becomingWhole(waits, question.target);
    return std::max(chain, longestWarehouseStart(waits, question.target));
}

/// The consumers follow while the apply is still ending, so their wait is counted from its start.
std::optional<Duration> pointerChain(const QList<Wait> &waits, const FloorQuestion &question)
{
    const auto runs = runsOf(waits, question.consumersWorkspace);
    const auto applied = appliedRun(runs);
    if (applied == runs.cend())
        return std::nullopt;
    Instant end = applied->apply->ended;
    for (const Wait &wait : waits) {
        const bool ours = wait.what == "canary"_L1 && wait.target.contains(question.group);
        if (ours && wait.started >= applied->apply->started)
            end = std::max(end, wait.ended);
    }
    return applied->queueAndPlan + between(applied->apply->started, end);
}

} // namespace

std::optional<Duration> serverFloor(const QJsonObject &controlState, const FloorQuestion &question)
{
    const QList<Wait> waits = waitsBetween(controlState, question.from, question.to);
    const std::optional<Duration> whole =
        question.activationWorkspace.isEmpty() ? std::optional<Duration>(Duration{}) : activationChain(waits, question);
    const std::optional<Duration> moved = pointerChain(waits, question);
    return whole && moved ? std::optional(*whole + *moved) : std::nullopt;
}

} // namespace twinlake
