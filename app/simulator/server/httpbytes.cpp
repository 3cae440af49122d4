// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/server/httpbytes.h"

#include <QHttpServerRequest>
#include <QUrl>

#include <map>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;

namespace {

QByteArray methodName(QHttpServerRequest::Method method)
{
    switch (method) {
    case QHttpServerRequest::Method::Get:
        return "GET"_ba;
    case QHttpServerRequest::Method::Put:
        return "PUT"_ba;
    case QHttpServerRequest::Method::Delete:
        return "DELETE"_ba;
    case QHttpServerRequest::Method::Post:
        return "POST"_ba;
    case QHttpServerRequest::Method::Head:
        return "HEAD"_ba;
    case QHttpServerRequest::Method::Patch:
        return "PATCH"_ba;
    case QHttpServerRequest::Method::Options:
        return "OPTIONS"_ba;
    default:
        return "UNKNOWN"_ba;
    }
}

} // namespace

QByteArray reasonPhrase(int status)
{
    static const std::map<int, QByteArray> phrases = {{200, "OK"_ba},
                                                      {201, "Created"_ba},
                                                      {202, "Accepted"_ba},
                                                      {204, "No Content"_ba},
                                                      {302, "Found"_ba},
                                                      {307, "Temporary Redirect"_ba},
                                                      {400, "Bad Request"_ba},
                                                      {401, "Unauthorized"_ba},
                                                      {403, "Forbidden"_ba},
                                                      {404, "Not Found"_ba},
                                                      {409, "Conflict"_ba},
                                                      {415, "Unsupported Media Type"_ba},
                                                      {422, "Unprocessable Entity"_ba},
                                                      {429, "Too Many Requests"_ba},
                                                      {500, "Internal Server Error"_ba},
                                                      {502, "Bad Gateway"_ba},
                                                      {503, "Service Unavailable"_ba},
                                                      {504, "Gateway Timeout"_ba}};
    const auto found = phrases.find(status);
    return found == phrases.end() ? "Status"_ba : found->second;
}

SimRequest simRequest(const QHttpServerRequest &request)
{
    SimRequest made;
    made.method = methodName(request.method());
    const QUrl url = request.url();
    made.path = url.path(QUrl::FullyDecoded);
    made.query = QUrlQuery(url.query(QUrl::FullyEncoded));
    const auto headers = request.headers();
    for (const auto &[name, value] : headers)
        made.headers.append({name.toLower(), value});
    made.body = request.body();
    made.host = QString::fromLatin1(made.header("host"_ba));
    return made;
}

// Short answers are the bulk of the traffic: one allocation each.
QByteArray httpHead(const SimResponse &response, bool close, bool withLength)
{
    const bool bodiless = response.status == 204 || response.status == 304;
    QByteArray bytes;
    bytes.reserve(512);
    bytes += "HTTP/1.1 "_ba + QByteArray::number(response.status) + ' ' + reasonPhrase(response.status) + "\r\n"_ba;
    if (!response.contentType.isEmpty() && !bodiless)
        bytes += "Content-Type: "_ba + response.contentType + "\r\n"_ba;
    if (!bodiless && withLength)
        bytes += "Content-Length: "_ba + QByteArray::number(response.body.size()) + "\r\n"_ba;
    for (const auto &[name, value] : response.headers)
        bytes += name + ": "_ba + value + "\r\n"_ba;
    if (close)
        bytes += "Connection: close\r\n"_ba;
    return bytes + "\r\n"_ba;
}

QByteArray httpBytes(const SimResponse &response, bool headOnly, bool close)
{
    const bool bodiless = response.status == 204 || response.status == 304;
    const QByteArray head = httpHead(response, close, true);
    return headOnly || bodiless ? head : head + response.body;
}

QByteArray callOf(const QByteArray &head)
{
    const QByteArray mark = "\r\n"_ba + callNameHeader + ": ";
    const QByteArray lower = head.toLower();
    const qsizetype at = lower.indexOf(mark);
    const qsizetype end = at < 0 ? -1 : lower.indexOf("\r\n", at + mark.size());
    return end < 0 ? QByteArray() : head.mid(at + mark.size(), end - at - mark.size());
}

} // namespace twinlake::simulator
