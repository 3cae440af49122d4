// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/world/spans.h"

namespace twinlake::simulator {

SpanLog::Handle SpanLog::begin(QString what, QString target, SimTime at)
{
    m_spans.push_back({std::move(what), std::move(target), at, std::nullopt});
    return m_spans.size() - 1;
}

void SpanLog::end(Handle span, SimTime at)
{
    if (!m_spans.at(span).ended)
        m_spans.at(span).ended = at;
}

} // namespace twinlake::simulator
