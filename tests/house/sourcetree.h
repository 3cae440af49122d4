// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The tree's own sources as text, and what a check found in them.
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace twinlake {

struct SourceFile {
    QString path; ///< from the top, "models/domain/ids.h"
    QStringList lines;
};

struct Finding {
    QString path;
    int line = 1;
    QString what; ///< what is wrong and what to do
};

/// All headers and sources below app, models, ui and tests, without tests/data.
QList<SourceFile> sourceTree();
/// A file of samples: "=== PATH" starts the next one. "// FLAW" marks the lines that a check must find.
QList<SourceFile> samples(const QString &fileName);
/// The line without its // comment.
QString codeOf(const QString &line);
QString toText(const QList<Finding> &findings);

} // namespace twinlake
