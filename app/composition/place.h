// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where an incident is driven from: this machine and the folder of its journal. A console in another place cannot be
// kept away by the local lock, so it has to take the coordination lock over.
#pragma once

#include <QString>

namespace twinlake {

QString placeOf(const QString &folder);

} // namespace twinlake
