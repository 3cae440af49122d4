// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// ReadingForm: which of its forms a reading is shown in. A value that is stale or was not answered again is never shown
// as a live one (visual-design.md sections 6 and 7).
#pragma once

#include "models/domain/observation.h"
#include "models/views/statesign.h"

#include <QString>

namespace twinlake {

enum class ReadingForm {
    Asking, ///< never tried: say whom we ask and for how long
    Live, ///< the latest try gave it, young enough
    Late, ///< young enough, but the latest try failed: the value with a clock instead of its sign
    Stale, ///< three polls missed: STALE over the value
    Unknown, ///< the host is silent: UNKNOWN, and what was seen last
    Refused, ///< the host answers, but not this: its sentence
};

/// What a judgement needs beside the reading itself.
struct ReadingContext {
    Instant now;
    Instant askingSince; ///< when this console began to ask
    Duration limit{}; ///< older than this counts as unknown (models/rules/limits.h)
    bool hostSilent = false; ///< by hysteresis
    QString host; ///< its label
};

/// True for errors that say nothing about what was asked, only that no answer came.
bool isTransportError(const Error &error);

template <typename T>
ReadingForm formOf(const Observed<T> &reading, const ReadingContext &context)
{
    if (!reading.value && !reading.error)
        return context.hostSilent ? ReadingForm::Unknown : ReadingForm::Asking;
    if (context.hostSilent)
        return ReadingForm::Unknown;
    if (reading.error && !isTransportError(*reading.error))
        return ReadingForm::Refused;
    if (!reading.value)
        return ReadingForm::Unknown;
    if (between(reading.readAt, context.now) > context.limit)
        return ReadingForm::Stale;
    return reading.error ? ReadingForm::Late : ReadingForm::Live;
}

/// "42 s"; empty for an invalid instant.
QString ageText(const Instant &since, const Instant &now);
/// "02:58:00Z"; with the date when it is another day than `now`.
QString clockTime(const Instant &instant, const Instant &now);
/// "asking, 3 s"; after 5 s it says whom.
QString askingText(const ReadingContext &context);
/// The first line of a server's sentence, capped.
QString errorText(const Error &error);

} // namespace twinlake
