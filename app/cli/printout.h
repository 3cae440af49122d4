// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// All that is written to stdout and stderr: data as lines that a reader of the pipe sees at once, errors for people.
// Nothing that a terminal would obey gets through, wherever the text came from.
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QString>
#include <QStringList>

namespace twinlake {

/// Data, to stdout. A QString is one line; bytes that can hold foreign line feeds are made of plainLine()s before they
/// come here.
void print(const QByteArray &lines);
void print(const QString &line);
void print(const QJsonObject &line);
/// An error, to stderr: one line, or a line each.
void complain(const QString &line);
void complain(const QStringList &lines);

/// True once something did not arrive on stdout: nobody reads what follows.
bool outputFailed();
/// How the process ends that would end with `code`: it failed if what it printed did not arrive. A code that says more
/// than "fine" or "attention" stays. If the reader went away, it ends as by SIGPIPE, and quietly.
int codeAfterOutput(int code);

} // namespace twinlake
