// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/http/network.h"

#include "app/http/trust.h"

#include <QHostAddress>
#include <QNetworkProxy>
#include <QSysInfo>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

class SystemProxy : public QNetworkProxyFactory {
public:
    QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery &query) override
    {
        QUrl peer;
        peer.setHost(query.peerHostName());
        // The application's, which has none. Said to be none here, Qt would read each byte of an answer's head with a
        // call to the kernel of its own, as it does over no other connection.
        if (isLoopback(peer))
            return {QNetworkProxy(QNetworkProxy::DefaultProxy)};
        return systemProxyForQuery(query);
    }
};

int portOf(const QUrl &url)
{
    return url.port(url.scheme() == "https"_L1 ? 443 : 80);
}

QString userAgent(const QString &secretKind)
{
    return u"twinlake/%1 qt/%2 os/%3 auth/%4"_s.arg(QStringLiteral(TWINLAKE_VERSION), QString::fromLatin1(qVersion()),
                                                    QSysInfo::kernelType(),
                                                    secretKind.isEmpty() ? u"none"_s : secretKind);
}

} // namespace

ManagerPtr makeManager()
{
    ManagerPtr manager(new QNetworkAccessManager);
    manager->setProxyFactory(new SystemProxy);
    manager->setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
    manager->setAutoDeleteReplies(false);
    return manager;
}

QNetworkRequest makeRequest(const QUrl &url, const QString &caBundle, const QString &secretKind)
{
    QNetworkRequest request(url);
    if (url.scheme() == "https"_L1)
        request.setSslConfiguration(trustWith(caBundle));
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    request.setHeader(QNetworkRequest::UserAgentHeader, userAgent(secretKind));
    return request;
}

void authorize(QNetworkRequest &request, const Secret &secret)
{
    request.setRawHeader("Authorization"_ba, "Bearer "_ba + secret.token);
}

bool isSameOrigin(const QUrl &a, const QUrl &b)
{
    return a.scheme() == b.scheme() && a.host().compare(b.host(), Qt::CaseInsensitive) == 0 && portOf(a) == portOf(b);
}

bool isLoopback(const QUrl &url)
{
    return url.host() == "localhost"_L1 || QHostAddress(url.host()).isLoopback();
}

} // namespace twinlake
