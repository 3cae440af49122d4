// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The forms in which notebooks go in and out of a workspace: source with its header line, Jupyter and HTML.
#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace twinlake::simulator {

/// "py" for PYTHON, and so on; empty for no language of notebooks.
QString extensionOf(const QString &language);
/// PYTHON for "x.py", and so on; empty if the name ends otherwise.
QString languageOfName(const QString &path);
/// "# Databricks notebook source" in the language's own comment.
QByteArray sourceHeader(const QString &language);
bool hasSourceHeader(const QByteArray &content, const QString &language);

/// What is kept: the source without its header line.
QByteArray withoutHeader(const QByteArray &content, const QString &language);
QByteArray asSource(const QByteArray &kept, const QString &language);
QByteArray asJupyter(const QByteArray &kept, const QString &language);
QByteArray asHtml(const QByteArray &kept, const QString &name);

struct ImportedNotebook {
    QByteArray kept;
    QString language;
};
/// Empty: not a Jupyter document.
std::optional<ImportedNotebook> fromJupyter(const QByteArray &content);

} // namespace twinlake::simulator
