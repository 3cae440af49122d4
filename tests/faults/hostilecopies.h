// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Copies of a JSON document, each with one hostile text in it.
#pragma once

#include <QJsonObject>
#include <QList>

namespace twinlake {

/// Every string and every key of a document, once for each name, each in a copy of the document.
QList<QJsonObject> hostileCopies(const QJsonObject &whole, const QString &hostile);

} // namespace twinlake
