// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// SparkLexer: a statement in Spark's dialect as a tree of tokens, parentheses already matched.
#pragma once

#include "app/simulator/sql/sqlvalues.h"

namespace twinlake::simulator {

struct SparkNode {
    enum class Kind { Word, Name, Text, Number, Marker, Symbol, Group };

    Kind kind = Kind::Symbol;
    QString text; ///< a name or text without its quotes, a marker without its colon
    std::vector<SparkNode> children; ///< of a group
    qsizetype begin = 0; ///< where it stands in the statement
    qsizetype end = 0;

    bool isWord(QLatin1StringView word) const
    {
        return kind == Kind::Word && text.compare(word, Qt::CaseInsensitive) == 0;
    }
    bool isSymbol(QLatin1StringView symbol) const { return kind == Kind::Symbol && text == symbol; }
    bool isName() const { return kind == Kind::Word || kind == Kind::Name; }
};

using SparkNodes = std::vector<SparkNode>;

/// Databricks' parse error for what stands there.
SqlError syntaxError(const QString &near);
tl::expected<SparkNodes, SqlError> readSpark(const QString &statement);

} // namespace twinlake::simulator
