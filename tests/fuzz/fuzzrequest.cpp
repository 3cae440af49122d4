// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "tests/fuzz/fuzzrequest.h"

#include <QUrl>

#include <algorithm>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::size_t mostSteps = 12;
constexpr int longestPass = 3600; // seconds

QByteArray withIds(QByteArray text, const QByteArrayList &ids)
{
    for (qsizetype place = 0; place < ids.size(); ++place)
        text.replace('{' + QByteArray::number(place + 1) + '}', ids.at(place));
    return text;
}

} // namespace

std::vector<FuzzStep> fuzzSteps(const QByteArray &bytes, const QByteArrayList &ids, const QByteArray &token)
{
    std::vector<FuzzStep> steps;
    const QByteArrayList lines = bytes.split('\n');
    for (const QByteArray &line : lines) {
        if (!line.startsWith('>')) {
            if (!steps.empty())
                steps.back().request.body += (steps.back().request.body.isEmpty() ? QByteArray() : "\n"_ba) + line;
            continue;
        }
        if (steps.size() == mostSteps)
            break;
        const QByteArrayList words = line.mid(1).split(' ');
        FuzzStep step;
        step.request.method = words.value(0).toUpper();
        const QByteArray target = withIds(words.value(1), ids);
        const qsizetype question = target.indexOf('?');
        step.request.path = QString::fromUtf8(QByteArray::fromPercentEncoding(target.left(question)));
        if (question >= 0)
            step.request.query = QUrlQuery(QString::fromUtf8(target.mid(question + 1)));
        step.request.host = u"127.0.0.1:1"_s;
        step.request.headers.append({"authorization"_ba, "Bearer "_ba + token});
        step.request.headers.append({"content-type"_ba, "application/json"_ba});
        step.passes = std::chrono::seconds(std::clamp(words.value(2).toInt(), 0, longestPass));
        steps.push_back(std::move(step));
    }
    for (FuzzStep &step : steps)
        step.request.body = withIds(step.request.body, ids);
    return steps;
}

} // namespace twinlake::simulator
