// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/http/oncebody.h"

#include <algorithm>
#include <cstring>

namespace twinlake {

OnceBody::OnceBody(QByteArray content, QObject *parent)
    : QIODevice(parent)
    , m_content(std::move(content))
{
    open(QIODevice::ReadOnly | QIODevice::Unbuffered);
}

bool OnceBody::atEnd() const
{
    return m_position == m_content.size();
}

qint64 OnceBody::bytesAvailable() const
{
    return m_content.size() - m_position + QIODevice::bytesAvailable();
}

qint64 OnceBody::readData(char *data, qint64 maxSize)
{
    if (atEnd())
        return -1;
    const qsizetype count = std::min<qsizetype>(maxSize, m_content.size() - m_position);
    std::memcpy(data, m_content.constData() + m_position, static_cast<std::size_t>(count));
    m_position += count;
    return count;
}

qint64 OnceBody::writeData(const char *, qint64)
{
    return -1;
}

} // namespace twinlake
