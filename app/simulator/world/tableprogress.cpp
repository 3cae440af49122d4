// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/world/tableprogress.h"

#include <algorithm>

namespace twinlake::simulator {

namespace {

constexpr std::size_t batchesKept = 2'000; // of each pipeline: hours of a running one

} // namespace

void TableProgress::advanceTo(std::int64_t files, SimTime at)
{
    if (files <= m_files)
        return;
    m_files = files;
    m_batches.push_back({files, at});
    ++m_batchCount;
    if (m_batches.size() > batchesKept) {
        m_forgotten = m_batches.front().upTo;
        m_batches.pop_front();
    }
}

std::optional<SimTime> TableProgress::when(std::int64_t file) const
{
    if (file < m_forgotten || file >= m_files)
        return std::nullopt;
    const auto batch = std::partition_point(m_batches.begin(), m_batches.end(),
                                            [file](const Batch &candidate) { return candidate.upTo <= file; });
    return batch == m_batches.end() ? std::nullopt : std::optional(batch->at);
}

} // namespace twinlake::simulator
