// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A hash: a journal is copied and exported, the machine's id need not be in it.
#include "app/composition/place.h"

#include <QCryptographicHash>
#include <QFileInfo>
#include <QSysInfo>

namespace twinlake {

QString placeOf(const QString &folder)
{
    const QFileInfo info(folder);
    const QString path = info.exists() ? info.canonicalFilePath() : info.absoluteFilePath();
    const QByteArray text =
        QSysInfo::machineUniqueId() + '|' + QSysInfo::machineHostName().toUtf8() + '|' + path.toUtf8();
    return QString::fromLatin1(QCryptographicHash::hash(text, QCryptographicHash::Sha256).toHex().left(16));
}

} // namespace twinlake
