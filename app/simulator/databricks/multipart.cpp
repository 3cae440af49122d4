// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/databricks/multipart.h"

#include <QRegularExpression>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int mostParts = 100;

QByteArray boundaryOf(const SimRequest &request)
{
    static const QRegularExpression boundary(uR"re(^multipart/form-data\s*;.*boundary="?([^";]{1,200})"?)re"_s,
                                             QRegularExpression::CaseInsensitiveOption);
    return boundary.match(QString::fromLatin1(request.header("content-type"_ba))).captured(1).toLatin1();
}

QString nameOf(const QByteArray &head)
{
    static const QRegularExpression name(uR"re(content-disposition:[^\r\n]*[;\s]name="([^"]*)")re"_s,
                                         QRegularExpression::CaseInsensitiveOption);
    return name.match(QString::fromUtf8(head)).captured(1);
}

} // namespace

std::optional<QMap<QString, QByteArray>> multipartForm(const SimRequest &request)
{
    const QByteArray boundary = boundaryOf(request);
    if (boundary.isEmpty())
        return std::nullopt;
    const QByteArray opening = "--"_ba + boundary;
    const QByteArray body = "\r\n"_ba + request.body;
    const QByteArray mark = "\r\n"_ba + opening;
    QMap<QString, QByteArray> form;
    qsizetype at = body.indexOf(mark);
    for (int part = 0; at >= 0 && part < mostParts; ++part) {
        const qsizetype begin = at + mark.size();
        if (body.mid(begin, 2) == "--")
            return form;
        const qsizetype next = body.indexOf(mark, begin);
        const qsizetype blank = body.indexOf("\r\n\r\n", begin);
        if (next < 0 || blank < 0 || blank > next)
            return std::nullopt;
        const QString name = nameOf(body.mid(begin, blank - begin));
        if (name.isEmpty())
            return std::nullopt;
        form.insert(name, body.mid(blank + 4, next - blank - 4));
        at = next;
    }
    return std::nullopt;
}

} // namespace twinlake::simulator
