// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/server/whocalls.h"

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;

namespace {

bool isOurs(const QByteArray &authority, quint16 ownPort)
{
    const QByteArray port = ':' + QByteArray::number(ownPort);
    const QByteArray lower = authority.trimmed().toLower();
    return lower == "127.0.0.1" + port || lower == "localhost" + port || lower == "[::1]" + port;
}

bool isOurOrigin(const QByteArray &origin, quint16 ownPort)
{
    const QByteArray lower = origin.trimmed().toLower();
    for (const QByteArray &scheme : {"http://"_ba, "https://"_ba}) {
        if (lower.startsWith(scheme))
            return isOurs(lower.mid(scheme.size()), ownPort);
    }
    return false; // "null" too: a page from a file or a sandbox
}

} // namespace

bool mayCall(const SimRequest &request, quint16 ownPort)
{
    bool named = false;
    for (const auto &[name, value] : request.headers) {
        const bool isHost = name == "host";
        if ((isHost && !isOurs(value, ownPort)) || (name == "origin" && !isOurOrigin(value, ownPort)))
            return false;
        named = named || isHost;
    }
    return named;
}

} // namespace twinlake::simulator
