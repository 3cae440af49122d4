// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where random tests begin. What a commit is judged by is the same each time; the night draws what nobody chose
// (TWINLAKE_CHANCE=1), and TWINLAKE_SEED=n has one of its draws again.
#pragma once

#include <QRandomGenerator>

namespace twinlake {

/// Printed, so that a failure can be had again.
inline quint32 seedOfThisRun(quint32 usual)
{
    constexpr quint32 largest = 1'000'000;
    const bool given = qEnvironmentVariableIsSet("TWINLAKE_SEED");
    const bool drawn = qEnvironmentVariableIntValue("TWINLAKE_CHANCE") > 0;
    const quint32 seed = given ? static_cast<quint32>(qEnvironmentVariableIntValue("TWINLAKE_SEED"))
        : drawn                ? QRandomGenerator::system()->bounded(largest)
                               : usual;
    qInfo("TWINLAKE_SEED=%u", seed);
    return seed;
}

} // namespace twinlake
