// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Draw: every random choice and id of the world comes from (seed, entity, ordinal), never from one shared stream, so
// that one more request somewhere does not change what happens elsewhere.
#pragma once

#include <QString>

#include <cstdint>

namespace twinlake::simulator {

class Draw {
public:
    explicit Draw(std::uint64_t seed)
        : m_seed(seed)
    {
    }

    std::uint64_t bits(const QString &entity, std::uint64_t ordinal) const;
    /// In [0, 1).
    double fraction(const QString &entity, std::uint64_t ordinal) const;
    /// In [low, high].
    std::int64_t between(const QString &entity, std::uint64_t ordinal, std::int64_t low, std::int64_t high) const;
    /// A lower-case UUID: pipelines, updates, statements.
    QString uuid(const QString &entity, std::uint64_t ordinal) const;
    /// A positive 64-bit id, most of them beyond 2^53 so that a client that uses doubles is found out.
    std::int64_t number(const QString &entity, std::uint64_t ordinal) const;
    /// "run-" and 16 letters or digits, the form of HCP Terraform's ids.
    QString terraformId(const QString &prefix, const QString &entity, std::uint64_t ordinal) const;
    QString hex(const QString &entity, std::uint64_t ordinal, int digits) const;

private:
    std::uint64_t m_seed;
};

} // namespace twinlake::simulator
