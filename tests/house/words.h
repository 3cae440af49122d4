// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Words that must not stand in a source, and what must stand at its top.
#pragma once

#include "sourcetree.h"

#include <QRegularExpression>

namespace twinlake {

struct WordRule {
    const char *name;
    QRegularExpression pattern;
    QString instead;
    QStringList files; ///< prefixes; empty: all
    QStringList except; ///< prefixes
    bool inComments = false;
};

const QList<WordRule> &wordRules();
QList<Finding> forbiddenWords(const WordRule &rule, const SourceFile &file);
/// The two SPDX lines; for a header also its subject and #pragma once; no more than 400 lines.
QList<Finding> shapeFlaws(const SourceFile &file);

} // namespace twinlake
