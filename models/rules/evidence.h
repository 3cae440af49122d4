// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Evidence: one question with its answer and age, as a row of a page or a transcript.
#pragma once

#include "models/domain/time.h"

#include <QList>
#include <QString>

#include <optional>

namespace twinlake {

enum class EvidenceVerdict { Good, NotYet, CannotKnow, Bad, Waiting };

/// "Watermark has reached T0", NOT YET, "02:25:27Z, 32 min 33 s missing", read 4 s ago.
struct Evidence {
    QString question;
    EvidenceVerdict verdict = EvidenceVerdict::Waiting;
    QString word; ///< the verdict's word on screen: "PROVEN", "NOT YET", "ANSWERS", "NO ANSWER", ...
    QString detail;
    std::optional<Instant> readAt;

    friend bool operator==(const Evidence &, const Evidence &) = default;
};

} // namespace twinlake
