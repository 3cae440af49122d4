// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a write's intent looks like in the journal.
#pragma once

#include "models/runbook/next.h"

namespace twinlake {

/// Unique in the incident.
QString nextIntentId(const RunState &state);
/// The data of the intent event for `send`, under the next id.
QJsonObject intentData(const RunState &state, const Send &send);
/// The data of a dry run's would_send: the same without id; `verdict` says what the checks before a write say.
QJsonObject wouldSendData(const Send &send, const QString &verdict);

} // namespace twinlake
