// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/http/loopbackcaller.h"

#include "app/http/network.h"

#include <QCoreApplication>
#include <QHostAddress>
#include <QNetworkProxy>
#include <QNetworkReply>

#include <qcoro/qcoronetworkreply.h>

#include <memory>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int silenceLimitMs = 10'000; // real time, and only for a hung world

} // namespace

LoopbackCaller::LoopbackCaller()
{
    m_network.setProxy(QNetworkProxy::NoProxy);
    m_network.setTransferTimeout(silenceLimitMs);
}

QCoro::Task<LoopbackAnswer> LoopbackCaller::call(QByteArray method, QUrl url, QByteArray json)
{
    LoopbackAnswer answer;
    if (!QHostAddress(url.host()).isLoopback()) {
        answer.trouble = QCoreApplication::translate("ControlChannel", "it is not on this machine");
        co_return answer;
    }
    QNetworkRequest request(url);
    request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
    const std::unique_ptr<QNetworkReply, LaterDeleter> reply(m_network.sendCustomRequest(request, method, json));
    co_await reply.get();
    answer.status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    answer.body = reply->readAll();
    answer.trouble = answer.status == 0 ? reply->errorString() : QString();
    co_return answer;
}

} // namespace twinlake
