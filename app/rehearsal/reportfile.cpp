// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/rehearsal/reportfile.h"

#include <QCoreApplication>
#include <QDir>
#include <QJsonDocument>
#include <QSaveFile>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

Result<> writeReportFile(const QString &folder, const QString &name, const QJsonObject &document)
{
    const QString path = QDir(folder).filePath(name);
    QSaveFile file(path);
    const QByteArray text = QJsonDocument(document).toJson(QJsonDocument::Indented);
    if (!QDir().mkpath(folder) || !file.open(QIODevice::WriteOnly) || file.write(text) != text.size()
        || !file.commit()) {
        return fail(Error::Kind::Storage,
                    QCoreApplication::translate("ReportFile", "The report %1 cannot be written: %2")
                        .arg(path, file.errorString()));
    }
    return {};
}

} // namespace twinlake
