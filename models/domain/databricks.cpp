// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "models/domain/databricks.h"

#include <algorithm>
#include <array>
#include <utility>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

template <typename State>
struct Word {
    State state;
    QLatin1StringView text;
};
template <typename State> // clang before 17 does not deduce an aggregate's arguments by itself
Word(State, QLatin1StringView)->Word<State>;

constexpr std::array updateWords{
    Word{UpdateState::Queued, "QUEUED"_L1},
    Word{UpdateState::Created, "CREATED"_L1},
    Word{UpdateState::WaitingForResources, "WAITING_FOR_RESOURCES"_L1},
    Word{UpdateState::Initializing, "INITIALIZING"_L1},
    Word{UpdateState::Resetting, "RESETTING"_L1},
    Word{UpdateState::SettingUpTables, "SETTING_UP_TABLES"_L1},
    Word{UpdateState::Running, "RUNNING"_L1},
    Word{UpdateState::Stopping, "STOPPING"_L1},
    Word{UpdateState::Completed, "COMPLETED"_L1},
    Word{UpdateState::Failed, "FAILED"_L1},
    Word{UpdateState::Canceled, "CANCELED"_L1},
};

constexpr std::array pipelineWords{
    Word{PipelineState::Deleted, "DELETED"_L1},       Word{PipelineState::Deploying, "DEPLOYING"_L1},
    Word{PipelineState::Failed, "FAILED"_L1},         Word{PipelineState::Idle, "IDLE"_L1},
    Word{PipelineState::Recovering, "RECOVERING"_L1}, Word{PipelineState::Resetting, "RESETTING"_L1},
    Word{PipelineState::Running, "RUNNING"_L1},       Word{PipelineState::Starting, "STARTING"_L1},
    Word{PipelineState::Stopping, "STOPPING"_L1},
};

constexpr std::array warehouseWords{
    Word{WarehouseState::Starting, "STARTING"_L1}, Word{WarehouseState::Running, "RUNNING"_L1},
    Word{WarehouseState::Stopping, "STOPPING"_L1}, Word{WarehouseState::Stopped, "STOPPED"_L1},
    Word{WarehouseState::Deleting, "DELETING"_L1}, Word{WarehouseState::Deleted, "DELETED"_L1},
};

template <typename State, std::size_t N>
State fromWire(const std::array<Word<State>, N> &words, const QString &word)
{
    const auto found = std::find_if(words.begin(), words.end(), [&](const auto &entry) { return entry.text == word; });
    return found == words.end() ? State::Unknown : found->state;
}

template <typename State, std::size_t N>
QString toWire(const std::array<Word<State>, N> &words, State state)
{
    const auto found =
        std::find_if(words.begin(), words.end(), [&](const auto &entry) { return entry.state == state; });
    return found == words.end() ? u"UNKNOWN"_s : QString(found->text);
}

} // namespace

UpdateState updateStateFromWire(const QString &word)
{
    return fromWire(updateWords, word);
}

PipelineState pipelineStateFromWire(const QString &word)
{
    return fromWire(pipelineWords, word);
}

WarehouseState warehouseStateFromWire(const QString &word)
{
    return fromWire(warehouseWords, word);
}

QString wireWord(UpdateState state)
{
    return toWire(updateWords, state);
}

QString wireWord(PipelineState state)
{
    return toWire(pipelineWords, state);
}

QString wireWord(WarehouseState state)
{
    return toWire(warehouseWords, state);
}

bool isFinal(UpdateState state)
{
    return state == UpdateState::Completed || state == UpdateState::Failed || state == UpdateState::Canceled;
}

bool isActive(UpdateState state)
{
    return state != UpdateState::Unknown && !isFinal(state);
}

std::optional<Update> Pipeline::activeUpdate() const
{
    if (latestUpdates.isEmpty() || !twinlake::isActive(latestUpdates.first().state))
        return std::nullopt;
    return latestUpdates.first();
}

bool JobRun::isActive() const
{
    static const std::array final{"TERMINATED"_L1, "SKIPPED"_L1, "INTERNAL_ERROR"_L1};
    return std::none_of(final.begin(), final.end(), [this](auto word) { return lifeCycleState == word; });
}

std::optional<Duration> TableWatermark::lag() const
{
    if (!watermark)
        return std::nullopt;
    return std::max(Duration::zero(), between(*watermark, serverNow));
}

} // namespace twinlake
