// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/world/detours.h"

#include <algorithm>

namespace twinlake::simulator {

namespace {

// Late files that are in the tables are ordinary files again; so many are remembered for the instants of their coming.
constexpr std::size_t detoursKept = 10'000;

} // namespace

const Detour *Detours::of(std::int64_t file) const
{
    const auto after =
        std::partition_point(m_all.begin(), m_all.end(), [file](const Detour &one) { return one.to <= file; });
    return after != m_all.end() && after->from <= file ? &*after : nullptr;
}

std::int64_t Detours::nextFrom(std::int64_t file, std::int64_t otherwise) const
{
    const auto next =
        std::partition_point(m_all.begin(), m_all.end(), [file](const Detour &one) { return one.to <= file; });
    return next == m_all.end() ? otherwise : std::min(std::max(next->from, file), otherwise);
}

void Detours::append(std::int64_t file, std::optional<SimTime> arrives, bool emitted)
{
    // A quiet file is decided when it begins, one that is skipped when its turn comes: the order may be the other way.
    const auto place =
        std::partition_point(m_all.begin(), m_all.end(), [file](const Detour &one) { return one.to <= file; });
    if (place != m_all.end() && place->from <= file)
        return;
    if (place != m_all.begin()) {
        Detour &before = *(place - 1);
        if (before.to == file && !before.arrives && !arrives && before.emitted == emitted) {
            before.to = file + 1;
            return;
        }
    }
    Detour fresh;
    fresh.from = file;
    fresh.to = file + 1;
    fresh.arrives = arrives;
    fresh.emitted = emitted;
    m_all.insert(place, fresh);
    if (m_all.size() > detoursKept) {
        const auto done = std::find_if(m_all.begin(), m_all.end(),
                                       [](const Detour &one) { return one.committed == one.to - one.from; });
        if (done != m_all.end())
            m_all.erase(done);
    }
}

void Detours::forgetProgress()
{
    for (Detour &one : m_all) {
        one.discovered = 0;
        one.committed = 0;
    }
}

} // namespace twinlake::simulator
