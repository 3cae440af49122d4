// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Region: a region's fixed identity in the estate file. Which one serves, and each one's role, are read from the APIs.
#pragma once

#include <QString>

#include <array>
#include <optional>

namespace twinlake {

enum class Region { Primary, Secondary };

inline constexpr std::array<Region, 2> bothRegions{Region::Primary, Region::Secondary};

constexpr Region otherRegion(Region region)
{
    return region == Region::Primary ? Region::Secondary : Region::Primary;
}

/// The estate file's key and the wire form: "primary" or "secondary".
QString regionKey(Region region);
std::optional<Region> regionFromKey(const QString &key);

/// One value for each region.
template <typename T>
struct PerRegion {
    T primary{};
    T secondary{};

    T &operator[](Region region) { return region == Region::Primary ? primary : secondary; }
    const T &operator[](Region region) const { return region == Region::Primary ? primary : secondary; }
    friend bool operator==(const PerRegion &, const PerRegion &) = default;
};

} // namespace twinlake
