// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Who may call an address of the simulator: programs of this machine. A web page can make a browser call it too, by our
// name or by one of its own that leads to loopback; its browser then says where the page comes from.
#pragma once

#include "app/simulator/faces/simhttp.h"

namespace twinlake::simulator {

/// False if a Host is none of our loopback names with our port, or if an Origin is of anybody else.
bool mayCall(const SimRequest &request, quint16 ownPort);

} // namespace twinlake::simulator
