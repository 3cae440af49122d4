// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/world/draw.h"

#include <bit>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;

namespace {

// splitmix64's finaliser: a fixed, documented mixing step, the same on every machine and compiler.
std::uint64_t mix(std::uint64_t value)
{
    value += 0x9e3779b97f4a7c15ULL;
    value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9ULL;
    value = (value ^ (value >> 27)) * 0x94d049bb133111ebULL;
    return value ^ (value >> 31);
}

} // namespace

std::uint64_t Draw::bits(const QString &entity, std::uint64_t ordinal) const
{
    std::uint64_t state = mix(m_seed);
    for (const QChar letter : entity)
        state = mix(state ^ letter.unicode());
    return mix(state ^ std::rotl(ordinal, 17) ^ ordinal);
}

double Draw::fraction(const QString &entity, std::uint64_t ordinal) const
{
    return static_cast<double>(bits(entity, ordinal) >> 11) * 0x1.0p-53;
}

std::int64_t Draw::between(const QString &entity, std::uint64_t ordinal, std::int64_t low, std::int64_t high) const
{
    const auto span = static_cast<std::uint64_t>(high - low) + 1;
    return low + static_cast<std::int64_t>(bits(entity, ordinal) % span);
}

QString Draw::uuid(const QString &entity, std::uint64_t ordinal) const
{
    const QString digits = hex(entity, ordinal, 32);
    return u"%1-%2-4%3-a%4-%5"_s.arg(digits.mid(0, 8), digits.mid(8, 4), digits.mid(13, 3), digits.mid(17, 3),
                                     digits.mid(20, 12));
}

std::int64_t Draw::number(const QString &entity, std::uint64_t ordinal) const
{
    constexpr std::uint64_t mask = (1ULL << 60) - 1;
    return static_cast<std::int64_t>((bits(entity, ordinal) & mask) | (1ULL << 53));
}

QString Draw::terraformId(const QString &prefix, const QString &entity, std::uint64_t ordinal) const
{
    static const QString alphabet = u"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"_s;
    QString id = prefix;
    for (int place = 0; place < 16; ++place) {
        const std::uint64_t drawn = bits(u"%1#%2"_s.arg(prefix + entity).arg(place), ordinal);
        id += alphabet.at(static_cast<qsizetype>(drawn % static_cast<std::uint64_t>(alphabet.size())));
    }
    return id;
}

QString Draw::hex(const QString &entity, std::uint64_t ordinal, int digits) const
{
    QString text;
    for (int part = 0; text.size() < digits; ++part)
        text += u"%1"_s.arg(bits(u"%1/%2"_s.arg(entity).arg(part), ordinal), 16, 16, QLatin1Char('0'));
    return text.left(digits);
}

} // namespace twinlake::simulator
