// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// HclLexer: the words of Terraform's language. A quoted text comes whole; its templates are the parser's business.
#pragma once

#include "app/simulator/hcl/hclvalue.h"

#include <QStringList>

#include <vector>

namespace twinlake::simulator {

struct HclToken {
    enum class Kind { Name, Number, Text, Heredoc, Mark, NewLine, End };
    Kind kind = Kind::End;
    QString text; ///< of a Text or Heredoc: what is between the quotes, escapes untouched
    int line = 0;

    bool is(const QString &mark) const { return kind == Kind::Mark && text == mark; }
};

HclResult<std::vector<HclToken>> hclTokens(const QString &source, int firstLine = 1);
/// Where the "}" of a "${" that begins at `at` (behind the brace) stands; -1 if nowhere.
qsizetype endOfInterpolation(const QString &text, qsizetype at, int depth = 0);

} // namespace twinlake::simulator
