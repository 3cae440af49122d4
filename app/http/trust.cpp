// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/http/trust.h"

#include <QFile>
#include <QFileInfo>
#include <QHash>
#include <QMutex>
#include <QSet>
#include <QSslCertificate>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

void addFile(QSslConfiguration &configuration, const QString &path)
{
    if (!path.isEmpty() && QFileInfo(path).isFile())
        configuration.addCaCertificates(QSslCertificate::fromPath(path, QSsl::Pem));
}

void addFolder(QSslConfiguration &configuration, const QString &path)
{
    if (!path.isEmpty() && QFileInfo(path).isDir())
        configuration.addCaCertificates(
            QSslCertificate::fromPath(path + u"/*"_s, QSsl::Pem, QSslCertificate::PatternSyntax::Wildcard));
}

QSslConfiguration load(const QSet<QString> &places)
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    for (const QString &place : places) {
        addFile(configuration, place);
        addFolder(configuration, place);
    }
    return configuration;
}

} // namespace

QSslConfiguration trustWith(const QString &caBundle)
{
    static QMutex mutex;
    static QHash<QSet<QString>, QSslConfiguration> known;
    QSet<QString> places{caBundle};
    for (const char *variable : {"SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"})
        places.insert(qEnvironmentVariable(variable));
    const QMutexLocker locker(&mutex);
    const auto found = known.constFind(places);
    return found != known.cend() ? *found : *known.insert(places, load(places));
}

} // namespace twinlake
