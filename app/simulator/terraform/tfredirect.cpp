// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/terraform/tfredirect.h"

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;

SimResponse tfRedirect(TfBlobs &blobs, const TfCall &call, int status, const QByteArray &content,
                       const QByteArray &contentType)
{
    QString where = blobs.publish(content, contentType);
    // A certificate may name one of the two only; over TLS the blob host therefore keeps its name, and tolerates a
    // token.
    const bool plain = where.startsWith(u"http://127.0.0.1:"_s);
    if (plain && !call.request.host.startsWith(u"localhost"_s))
        where.replace(u"127.0.0.1"_s, u"localhost"_s);
    SimResponse response;
    response.contentType.clear();
    response.status = status;
    response.headers.append({"Location"_ba, where.toUtf8()});
    return response;
}

} // namespace twinlake::simulator
