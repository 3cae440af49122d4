// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/terraform/runlog.h"

#include "app/http/readdoor.h"

#include <QRegularExpression>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int mostReads = 128; ///< of 64 kB each

ReadRequest pieceOf(const QUrl &address, qint64 offset)
{
    QUrlQuery query; // replaces what was there: the secret is in the path
    query.addQueryItem(u"limit"_s, u"65536"_s);
    query.addQueryItem(u"offset"_s, QString::number(offset));
    ReadRequest request;
    request.url = address;
    request.url.setQuery(query);
    request.expect = ReadRequest::Expect::Text;
    request.accept = "*/*"_ba;
    request.secretPath = true;
    return request;
}

} // namespace

QCoro::Task<Result<QString>> readLog(ReadDoor &door, QUrl address, std::stop_token stop)
{
    QByteArray tail;
    qint64 offset = 0;
    for (int reads = 0; reads < mostReads; ++reads) {
        const ReadRequest request = pieceOf(address, offset);
        const Result<ReadAnswer> piece = co_await door.read(request, stop);
        if (!piece)
            co_return tl::unexpected(piece.error());
        if (piece->body.isEmpty())
            break;
        offset += piece->body.size();
        tail = (tail + piece->body).right(2 * logCap);
        if (tail.endsWith('\x03'))
            break;
    }
    co_return plainLog(tail);
}

QString plainLog(const QByteArray &raw)
{
    static const QRegularExpression colours(u"\\x{1b}\\[[0-9;?]*[ -/]*[@-~]"_s);
    static const QRegularExpression controls(u"[\\x{0}-\\x{8}\\x{b}-\\x{1f}\\x{7f}-\\x{9f}]"_s);
    QString text = QString::fromUtf8(raw);
    text.remove(colours).remove(controls);
    return text.right(logCap);
}

} // namespace twinlake
