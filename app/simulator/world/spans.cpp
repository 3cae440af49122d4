// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/world/spans.h"

namespace twinlake::simulator {

SpanLog::Handle SpanLog::begin(QString what, QString target, SimTime at)
{
    m_spans.push_back({std::move(what), std::move(target), at, std::nullopt});
    if (m_spans.size() > kept) {
        m_spans.pop_front();
        ++m_forgotten;
    }
    return m_forgotten + m_spans.size() - 1;
}

void SpanLog::end(Handle span, SimTime at)
{
    if (span < m_forgotten || span - m_forgotten >= m_spans.size())
        return;
    Span &ended = m_spans[span - m_forgotten];
    if (!ended.ended)
        ended.ended = at;
}

} // namespace twinlake::simulator
