// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The estate file of a rehearsal: the same document an operator would write, with loopback hosts and a "rehearsal"
// section (design.md sections 3 and 13).
#pragma once

#include "app/simulator/process/scenario.h"

#include <QByteArray>

namespace twinlake::simulator {

struct EstateAddresses {
    PerRegion<QString> hosts;
    QString terraform;
    QString consumers;
    QString witness;
    QString control;
    QString rehearsalId;
    QString caBundle; ///< empty over plain http
};

QByteArray rehearsalEstate(const Fleet &fleet, const Scenario &scenario, const EstateAddresses &addresses);

} // namespace twinlake::simulator
