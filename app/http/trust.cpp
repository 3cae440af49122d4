// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/http/trust.h"

#include <QFile>
#include <QFileInfo>
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

} // namespace

QSslConfiguration trustWith(const QString &caBundle)
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    for (const char *variable : {"SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"}) {
        const QString path = qEnvironmentVariable(variable);
        addFile(configuration, path);
        addFolder(configuration, path);
    }
    addFolder(configuration, qEnvironmentVariable("SSL_CERT_DIR"));
    addFile(configuration, caBundle);
    return configuration;
}

} // namespace twinlake
