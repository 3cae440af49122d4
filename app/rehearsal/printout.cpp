// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/rehearsal/printout.h"

#include <QJsonDocument>

#include <cstdio>

namespace twinlake {

void print(const QByteArray &line)
{
    std::fwrite(line.constData(), 1, static_cast<std::size_t>(line.size()), stdout);
    std::fputc('\n', stdout);
    std::fflush(stdout);
}

void print(const QJsonObject &line)
{
    print(QJsonDocument(line).toJson(QJsonDocument::Compact));
}

} // namespace twinlake
