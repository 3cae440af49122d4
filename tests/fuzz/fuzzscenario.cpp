// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Scenario files of any kind: read or refused with a sentence; what is read can be carried into a fleet.
#include "app/simulator/process/scenario.h"

#include <cstdlib>

using namespace twinlake;
using namespace twinlake::simulator;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const auto scenario = parseScenario(QByteArray(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size)));
    if (!scenario && scenario.error().message.isEmpty())
        std::abort();
    if (!scenario)
        return 0;
    static const Fleet reference = defaultFleet(7);
    Fleet fleet = reference;
    applyScenario(*scenario, fleet);
    return 0;
}
