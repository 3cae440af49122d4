// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// print: one line of data to stdout, at once, so that a reader of the pipe sees it as it happens.
#pragma once

#include <QByteArray>
#include <QJsonObject>

namespace twinlake {

void print(const QByteArray &line);
void print(const QJsonObject &line);

} // namespace twinlake
