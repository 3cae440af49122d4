// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The intent's data.
#include "models/runbook/intents.h"

#include "models/runbook/mutationcodec.h"

#include <QCryptographicHash>
#include <QJsonDocument>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

QString nextIntentId(const RunState &state)
{
    return u"%1-%2-%3"_s.arg(state.id.value).arg(state.epoch).arg(state.intents.size() + 1);
}

QJsonObject intentData(const RunState &state, const Send &send)
{
    const QJsonObject call = toJson(send.mutation);
    const CallText text = callText(send.mutation);
    const QByteArray body = QJsonDocument(call).toJson(QJsonDocument::Compact);
    return {{u"intent"_s, nextIntentId(state)},
            {u"phase"_s, send.phase},
            {u"subject"_s, send.subject},
            {u"call"_s, call},
            {u"method"_s, text.method},
            {u"path"_s, text.path},
            {u"target"_s, text.target},
            {u"body_hash"_s, QString::fromLatin1(QCryptographicHash::hash(body, QCryptographicHash::Sha256).toHex())},
            {u"seen"_s, send.seen},
            {u"epoch"_s, state.epoch}};
}

QJsonObject wouldSendData(const Send &send, const QString &verdict)
{
    const CallText text = callText(send.mutation);
    return {{u"phase"_s, send.phase}, {u"subject"_s, send.subject}, {u"method"_s, text.method},
            {u"path"_s, text.path},   {u"target"_s, text.target},   {u"verdict"_s, verdict}};
}

} // namespace twinlake
