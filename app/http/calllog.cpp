// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/http/calllog.h"

#include "models/domain/plaintext.h"

#include <QRegularExpression>

#include <spdlog/spdlog.h>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int bodyCut = 96;

/// Scheme, host, port and path: a query may hold more than an address, so it is never logged.
QString place(const CallLine &line)
{
    QUrl shown;
    shown.setScheme(line.url.scheme());
    shown.setHost(line.url.host());
    shown.setPort(line.url.port());
    return shown.toString() + (line.secretPath ? u"/<redacted>"_s : line.url.path());
}

} // namespace

void logCall(const CallLine &line)
{
    const bool failed = line.status == 0 || line.status >= 400;
    const QString body = failed ? plainServerText(QString::fromUtf8(line.body), bodyCut) : QString();
    spdlog::log(failed ? spdlog::level::info : spdlog::level::debug, "http {} {} {} {} ms {} {}",
                line.method.toStdString(), place(line).toStdString(), line.status, line.took.count(),
                line.note.toStdString(), body.toStdString());
}

QString plainServerText(const QString &text, int limit)
{
    static const QRegularExpression secrets(
        u"(?:dapi[0-9a-f-]{8,}|[A-Za-z0-9]{14}\\.atlasv1\\.\\S+|eyJ[\\w-]{10,}\\S*|(?<=Bearer )\\S+)"_s);
    QString plain = withoutObeyed(text.left(4LL * limit));
    plain.replace(secrets, u"<redacted>"_s);
    plain = plain.trimmed();
    return plain.size() <= limit ? plain : plain.left(limit - 1) + u'\u2026';
}

} // namespace twinlake
