// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/rehearsal/reportfile.h"

#include "app/cli/privatefiles.h"

#include <QCoreApplication>
#include <QDir>
#include <QJsonDocument>

namespace twinlake {

Result<> writeReportFile(const QString &folder, const QString &name, const QJsonObject &document)
{
    const QString path = QDir(folder).filePath(name);
    Result<> written = makePrivateFolder(folder);
    if (written)
        written = writePrivateFile(path, QJsonDocument(document).toJson(QJsonDocument::Indented));
    if (written)
        return {};
    return fail(Error::Kind::Storage,
                QCoreApplication::translate("ReportFile", "The report %1 cannot be written: %2")
                    .arg(path, written.error().message));
}

} // namespace twinlake
