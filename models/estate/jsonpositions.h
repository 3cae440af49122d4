// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// JsonPositions: where keys and values start in a JSON text. The JSON library hands out values without their places, in
// the order of the text; so the n-th key or value it reports is the n-th start found here.
#pragma once

#include "models/estate/estateproblem.h"

#include <QByteArray>
#include <QList>

namespace twinlake {

class JsonPositions {
public:
    explicit JsonPositions(const QByteArray &text);

    /// The place of the next key, scalar, "{" or "[". Goes on from the one before: all of them together look at each
    /// byte once, however long the lines are.
    TextPosition next();
    /// The place of a byte; beyond the end is the end.
    TextPosition at(qsizetype byte) const;
    /// The byte at which the token that `byte` belongs to starts.
    qsizetype tokenStart(qsizetype byte) const;
    /// How many bytes next() and at() have looked at so far.
    qsizetype bytesCounted() const { return m_counted; }

private:
    /// A byte whose line and column are known.
    struct Mark {
        qsizetype byte = 0;
        TextPosition place;
    };

    Mark markFrom(const Mark &known, qsizetype byte) const;
    void findStarts();
    qsizetype skipComment(qsizetype from) const;
    qsizetype skipString(qsizetype from) const;

    QByteArray m_text;
    QList<qsizetype> m_starts; ///< bytes
    QList<qsizetype> m_lines; ///< bytes at which lines start
    qsizetype m_next = 0;
    Mark m_mark; ///< of the latest next()
    mutable qsizetype m_counted = 0;
};

} // namespace twinlake
