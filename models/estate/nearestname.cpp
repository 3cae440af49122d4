// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Levenshtein's distance over one row, letters compared without case.
#include "models/estate/nearestname.h"

#include <algorithm>
#include <numeric>
#include <vector>

namespace twinlake {

namespace {

constexpr qsizetype longestName = 64; // nobody mistypes a longer one; keeps hostile input cheap

qsizetype distance(const QString &a, const QString &b)
{
    std::vector<qsizetype> row(static_cast<size_t>(b.size()) + 1);
    std::iota(row.begin(), row.end(), 0);
    for (qsizetype i = 0; i < a.size(); ++i) {
        qsizetype diagonal = row.front();
        row.front() = i + 1;
        for (size_t j = 1; j < row.size(); ++j) {
            const bool same = a.at(i).toCaseFolded() == b.at(static_cast<qsizetype>(j) - 1).toCaseFolded();
            const qsizetype replaced = diagonal + (same ? 0 : 1);
            diagonal = row.at(j);
            row.at(j) = std::min({replaced, row.at(j) + 1, row.at(j - 1) + 1});
        }
    }
    return row.back();
}

} // namespace

std::optional<QString> nearestName(const QString &written, const QStringList &known)
{
    if (written.isEmpty() || written.size() > longestName)
        return std::nullopt;
    std::optional<QString> nearest;
    qsizetype fewest = std::max<qsizetype>(1, written.size() / 3) + 1;
    for (const QString &name : known) {
        const qsizetype edits = distance(written, name);
        if (edits < fewest) {
            fewest = edits;
            nearest = name;
        }
    }
    return nearest;
}

} // namespace twinlake
