// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Why a step does not go on, in a word for machines: exit codes hang on them, so they are never renamed or translated.
#pragma once

#include <QString>

namespace twinlake::causes {

using namespace Qt::Literals::StringLiterals;

inline const QString locked = u"locked"_s; ///< somebody else drives
inline const QString lockGone = u"lock_gone"_s; ///< the coordination lock was ours and is nobody's; a person must look
inline const QString endedElsewhere = u"ended_elsewhere"_s; ///< another driver ended the incident, or a later one came
inline const QString noTrace = u"no_trace"_s; ///< a write without an answer has left no trace; a person must look
inline const QString credentials = u"credentials"_s; ///< a token is not accepted

} // namespace twinlake::causes
