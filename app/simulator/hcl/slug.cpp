// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/hcl/slug.h"

#include <QDir>

#include <array>

#include <zlib.h>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype largest = 64LL * 1024 * 1024; // unpacked
constexpr qsizetype block = 512;

tl::expected<QByteArray, QString> gunzip(const QByteArray &archive)
{
    z_stream stream{};
    if (inflateInit2(&stream, MAX_WBITS + 16) != Z_OK) // 16: a gzip header, not a zlib one
        return tl::unexpected(u"out of memory"_s);
    stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(archive.constData()));
    stream.avail_in = static_cast<uInt>(archive.size());
    QByteArray content;
    std::array<char, 65536> piece;
    int state = Z_OK;
    while (state == Z_OK && content.size() <= largest) {
        stream.next_out = reinterpret_cast<Bytef *>(piece.data());
        stream.avail_out = static_cast<uInt>(piece.size());
        state = inflate(&stream, Z_NO_FLUSH);
        content.append(piece.data(), static_cast<qsizetype>(piece.size()) - static_cast<qsizetype>(stream.avail_out));
    }
    inflateEnd(&stream);
    if (content.size() > largest)
        return tl::unexpected(u"the archive is larger than the simulator takes"_s);
    if (state != Z_STREAM_END)
        return tl::unexpected(u"not a gzip archive, or one that is cut short"_s);
    return content;
}

QString textField(const QByteArray &header, qsizetype from, qsizetype length)
{
    return QString::fromUtf8(header.mid(from, length).split('\0').constFirst());
}

// A pax record is "<length> path=<value>\n".
QString paxPath(const QByteArray &records)
{
    for (const QByteArray &line : records.split('\n')) {
        const qsizetype start = line.indexOf(" path=");
        if (start > 0)
            return QString::fromUtf8(line.mid(start + 6));
    }
    return {};
}

QString nameOf(const QByteArray &header, const QString &longName)
{
    if (!longName.isEmpty())
        return longName;
    const QString prefix = header.mid(257, 5) == "ustar"_ba ? textField(header, 345, 155) : QString();
    const QString name = textField(header, 0, 100);
    return prefix.isEmpty() ? name : prefix + u'/' + name;
}

} // namespace

tl::expected<SlugFiles, QString> unpackSlug(const QByteArray &archive)
{
    const auto tar = gunzip(archive);
    if (!tar)
        return tl::unexpected(tar.error());
    SlugFiles files;
    QString longName;
    for (qsizetype at = 0; at + block <= tar->size();) {
        const QByteArray header = tar->mid(at, block);
        if (header.at(0) == '\0')
            break;
        bool isNumber = false;
        const qsizetype size = header.mid(124, 11).trimmed().toLongLong(&isNumber, 8);
        at += block;
        if (!isNumber || size < 0 || size > tar->size() - at)
            return tl::unexpected(u"the tar archive is damaged"_s);
        const QByteArray content = tar->mid(at, size);
        const char kind = header.at(156);
        if (kind == 'x')
            longName = paxPath(content);
        else if (kind == 'L')
            longName = QString::fromUtf8(content.split('\0').constFirst());
        else if (kind == '0' || kind == '\0')
            files[QDir::cleanPath(nameOf(header, longName))] = content;
        if (kind != 'x' && kind != 'L' && kind != 'g')
            longName.clear();
        at += (size + block - 1) / block * block;
    }
    return files;
}

} // namespace twinlake::simulator
