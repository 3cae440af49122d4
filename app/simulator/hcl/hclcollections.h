// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Functions over lists, sets and maps, and the conversions between types.
#pragma once

#include "app/simulator/hcl/hcltexts.h"

namespace twinlake::simulator {

std::map<QString, HclFunction> hclCollectionFunctions();

} // namespace twinlake::simulator
