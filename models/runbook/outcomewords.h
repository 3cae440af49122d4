// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// OutcomeWords: how the end of a write is told, the same on the page, in the transcript and in a failure. Only a server
// that gave an answer has refused something.
#pragma once

#include "models/domain/mutation.h"

namespace twinlake {

/// "The server refused the write: ...", "The write was not sent: ...": with the reason.
QString outcomeSentence(const Outcome &outcome);
/// "refused", "not sent": for a line of its own beside the call.
QString outcomeWord(const Outcome &outcome);

} // namespace twinlake
