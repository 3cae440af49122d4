// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which certificates we trust: the system's, those of the usual variables and the estate's bundle. Qt reads none of the
// variables by itself.
#pragma once

#include <QSslConfiguration>
#include <QString>

namespace twinlake {

/// SSL_CERT_FILE, SSL_CERT_DIR, REQUESTS_CA_BUNDLE, CURL_CA_BUNDLE and `caBundle` added to the default configuration.
/// Read once for each set of names: a bundle takes long to parse. Any thread.
QSslConfiguration trustWith(const QString &caBundle);

} // namespace twinlake
