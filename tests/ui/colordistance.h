// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Contrast (WCAG 2), CIEDE2000, and colours as other eyes see them (Machado 2009, full severity).
#pragma once

#include <QColor>

#include <array>
#include <cmath>
#include <numbers>

namespace twinlake::colordistance {

using Triple = std::array<double, 3>;

enum class Vision { Normal, Protan, Deutan, Tritan };
inline constexpr std::array allVisions{Vision::Normal, Vision::Protan, Vision::Deutan, Vision::Tritan};

inline double linear(double channel)
{
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

inline Triple linearRgb(const QColor &color)
{
    return {linear(color.redF()), linear(color.greenF()), linear(color.blueF())};
}

inline double contrast(const QColor &a, const QColor &b)
{
    const auto luminance = [](const QColor &color) {
        const Triple rgb = linearRgb(color);
        return 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2];
    };
    const double lighter = std::max(luminance(a), luminance(b));
    const double darker = std::min(luminance(a), luminance(b));
    return (lighter + 0.05) / (darker + 0.05);
}

inline Triple times(const std::array<double, 9> &m, const Triple &v)
{
    return {m[0] * v[0] + m[1] * v[1] + m[2] * v[2], m[3] * v[0] + m[4] * v[1] + m[5] * v[2],
            m[6] * v[0] + m[7] * v[1] + m[8] * v[2]};
}

inline Triple labOf(const Triple &rgb)
{
    const Triple xyz =
        times({0.4124564, 0.3575761, 0.1804375, 0.2126729, 0.7151522, 0.0721750, 0.0193339, 0.1191920, 0.9503041}, rgb);
    const auto f = [](double t) { return t > 0.008856 ? std::cbrt(t) : 7.787 * t + 16.0 / 116; };
    const double x = f(xyz[0] / 0.95047);
    const double y = f(xyz[1]);
    const double z = f(xyz[2] / 1.08883);
    return {116 * y - 16, 500 * (x - y), 200 * (y - z)};
}

/// CIELAB of `color` as an eye with this vision sees it.
inline Triple seenAs(const QColor &color, Vision vision)
{
    Triple rgb = linearRgb(color);
    if (vision == Vision::Protan)
        rgb = times({0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998}, rgb);
    else if (vision == Vision::Deutan)
        rgb = times({0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881}, rgb);
    else if (vision == Vision::Tritan)
        rgb = times({1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.303900}, rgb);
    for (double &channel : rgb)
        channel = std::min(1.0, std::max(0.0, channel));
    return labOf(rgb);
}

inline double ciede2000(const Triple &one, const Triple &two)
{
    constexpr double degree = std::numbers::pi / 180;
    const double c1 = std::hypot(one[1], one[2]);
    const double c2 = std::hypot(two[1], two[2]);
    const double mean7 = std::pow((c1 + c2) / 2, 7);
    const double g = 0.5 * (1 - std::sqrt(mean7 / (mean7 + std::pow(25., 7))));
    const double a1 = one[1] * (1 + g);
    const double a2 = two[1] * (1 + g);
    const double d1 = std::hypot(a1, one[2]);
    const double d2 = std::hypot(a2, two[2]);
    const auto hue = [](double a, double b) {
        const double h = a == 0 && b == 0 ? 0 : std::atan2(b, a) / degree;
        return h < 0 ? h + 360 : h;
    };
    const double h1 = hue(a1, one[2]);
    const double h2 = hue(a2, two[2]);
    const bool grey = d1 * d2 == 0;
    double dh = grey ? 0 : h2 - h1;
    dh += dh > 180 ? -360 : dh < -180 ? 360 : 0;
    const double bigH = 2 * std::sqrt(d1 * d2) * std::sin(dh / 2 * degree);
    double meanH = h1 + h2;
    if (!grey)
        meanH = std::abs(h1 - h2) <= 180 ? meanH / 2 : (meanH + (meanH < 360 ? 360 : -360)) / 2;
    const double l = (one[0] + two[0]) / 2;
    const double c = (d1 + d2) / 2;
    const double t = 1 - 0.17 * std::cos((meanH - 30) * degree) + 0.24 * std::cos(2 * meanH * degree)
        + 0.32 * std::cos((3 * meanH + 6) * degree) - 0.20 * std::cos((4 * meanH - 63) * degree);
    const double sl = 1 + 0.015 * (l - 50) * (l - 50) / std::sqrt(20 + (l - 50) * (l - 50));
    const double sc = 1 + 0.045 * c;
    const double sh = 1 + 0.015 * c * t;
    const double c7 = std::pow(c, 7);
    const double turn = -2 * std::sqrt(c7 / (c7 + std::pow(25., 7)))
        * std::sin(60 * std::exp(-std::pow((meanH - 275) / 25, 2)) * degree);
    const double dl = (two[0] - one[0]) / sl;
    const double dc = (d2 - d1) / sc;
    const double dH = bigH / sh;
    return std::sqrt(dl * dl + dc * dc + dH * dH + turn * dc * dH);
}

} // namespace twinlake::colordistance
