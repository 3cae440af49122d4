// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// slugOf: files as clients upload them, a gzipped tar.
#pragma once

#include <QByteArray>
#include <QList>
#include <QPair>

#include <zlib.h>

#include <cstdio>

namespace twinlake::simulator {

inline QByteArray tarEntry(const QByteArray &name, const QByteArray &content)
{
    QByteArray head(512, '\0');
    const auto put = [&head](int at, const QByteArray &text) { head.replace(at, text.size(), text); };
    put(0, name);
    put(100, "0000644");
    put(124, QByteArray::number(content.size(), 8).rightJustified(11, '0'));
    put(136, "00000000000");
    put(148, "        ");
    put(156, "0");
    put(257,
        QByteArray("ustar\0"
                   "00",
                   8));
    unsigned sum = 0;
    for (const char byte : head)
        sum += static_cast<unsigned char>(byte);
    put(148, QByteArray::number(sum, 8).rightJustified(6, '0') + QByteArray("\0 ", 2));
    return head + content + QByteArray((512 - content.size() % 512) % 512, '\0');
}

inline QByteArray slugOf(const QList<QPair<QByteArray, QByteArray>> &files)
{
    QByteArray tar;
    for (const auto &[name, content] : files)
        tar += tarEntry(name, content);
    tar += QByteArray(1024, '\0');
    z_stream stream{};
    deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY); // 16: as gzip
    QByteArray packed(static_cast<qsizetype>(deflateBound(&stream, static_cast<uLong>(tar.size()))), '\0');
    stream.next_in = reinterpret_cast<Bytef *>(tar.data());
    stream.avail_in = static_cast<uInt>(tar.size());
    stream.next_out = reinterpret_cast<Bytef *>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    deflate(&stream, Z_FINISH);
    packed.truncate(static_cast<qsizetype>(stream.total_out));
    deflateEnd(&stream);
    return packed;
}

} // namespace twinlake::simulator
