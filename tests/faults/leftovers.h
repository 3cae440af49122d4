// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a run left on the disk: which files hold a secret, in any form, and which others than their owner may read.
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

namespace twinlake {

/// The forms in which a secret may stand in a file: as it is, base64 at each of three offsets, hex, percent-encoded,
/// UTF-16.
QList<QByteArray> formsOf(const QByteArray &secret);
/// Files below `folder` that hold one of `secrets`, with the form that was found.
QStringList filesThatHold(const QString &folder, const QList<QByteArray> &secrets);
/// Whatever is below `folder` and not 0600 or, a folder, 0700.
QStringList whatOthersMayRead(const QString &folder);

} // namespace twinlake
