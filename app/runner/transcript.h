// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A journal event as one line of a headless run's output: NDJSON for machines, a sentence for people (design.md 4).
#pragma once

#include "models/ports/journal.h"

#include <QByteArray>

namespace twinlake {

/// {"at","incident","event","step",...}; without line feed.
QByteArray transcriptLine(const JournalEvent &event);
/// "2026-11-22T02:58:00Z  activate   write: PATCH terraform /api/v2/..."; empty for events that only a machine needs.
QByteArray transcriptText(const JournalEvent &event);

} // namespace twinlake
