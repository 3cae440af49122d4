// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// EstateProblem: one thing that is wrong in an estate file, where it is, and what to write instead.
#pragma once

#include <QString>

namespace twinlake {

/// A place in the text, both counted from 1. Columns are characters, not bytes; a tab is one.
struct TextPosition {
    int line = 1;
    int column = 1;

    friend bool operator==(const TextPosition &, const TextPosition &) = default;
    friend bool operator<(const TextPosition &a, const TextPosition &b)
    {
        return a.line != b.line ? a.line < b.line : a.column < b.column;
    }
};

struct EstateProblem {
    int line = 1;
    int column = 1;
    QString path; ///< JSON path of the value, "$.regions.primary.host"
    QString problem; ///< one sentence
    QString remedy; ///< one sentence: what to write instead

    friend bool operator==(const EstateProblem &, const EstateProblem &) = default;
};

/// A sentence about the estate file in the language of the user.
QString estateWords(const char *text);

} // namespace twinlake
