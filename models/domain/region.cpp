// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "models/domain/region.h"

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

QString regionKey(Region region)
{
    return region == Region::Primary ? u"primary"_s : u"secondary"_s;
}

std::optional<Region> regionFromKey(const QString &key)
{
    if (key == "primary"_L1)
        return Region::Primary;
    if (key == "secondary"_L1)
        return Region::Secondary;
    return std::nullopt;
}

} // namespace twinlake
