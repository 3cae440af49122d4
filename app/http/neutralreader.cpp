// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/http/neutralreader.h"

#include "app/http/calllog.h"
#include "app/http/json.h"
#include "app/http/readdoor.h"

#include <QCoreApplication>

#include <nlohmann/json.hpp>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

ReadRequest requestFor(const QUrl &url, ReadRequest::Expect expect)
{
    ReadRequest request = ReadRequest::probe({});
    request.url = url;
    request.expect = expect;
    request.accept = "*/*"_ba;
    return request;
}

Result<CanaryAnswer> canaryAnswer(const CanaryQuestion &question, const QByteArray &body)
{
    const Result<nlohmann::json> document = parseJson(body);
    if (!document)
        return tl::unexpected(document.error());
    const std::optional<QString> region = textAt(*document, question.regionPointer.toStdString());
    if (!region)
        return fail(
            Error::Kind::Protocol,
            QCoreApplication::translate("Http", "The canary's answer has no text at %1.").arg(question.regionPointer));
    CanaryAnswer answer;
    answer.regionValue = plainServerText(*region, 100);
    for (const Region candidate : bothRegions) {
        if (question.values[candidate] == *region)
            answer.region = candidate;
    }
    if (!question.watermarkPointer.isEmpty())
        answer.watermark = instantAt(*document, question.watermarkPointer.toStdString());
    return answer;
}

} // namespace

NeutralReader::NeutralReader(Clock &clock, QString caBundle, Activity *activity)
    : m_clock(clock)
    , m_caBundle(std::move(caBundle))
    , m_activity(activity)
{
}

NeutralReader::~NeutralReader() = default;

ReadDoor &NeutralReader::doorTo(const QUrl &url)
{
    const QString key = url.scheme() + u"://"_s + url.authority();
    std::unique_ptr<ReadDoor> &door = m_doors[key];
    if (!door)
        door = std::make_unique<ReadDoor>(HostOptions{url, {}, m_caBundle, m_activity}, m_clock);
    return *door;
}

QCoro::Task<Result<CanaryAnswer>> NeutralReader::canary(CanaryQuestion question, std::stop_token stop)
{
    ReadRequest request = requestFor(question.url, ReadRequest::Expect::Json);
    request.tries = question.once ? 1 : 2;
    const Result<ReadAnswer> answer = co_await doorTo(question.url).read(request, stop);
    if (!answer)
        co_return tl::unexpected(answer.error());
    co_return canaryAnswer(question, answer->body);
}

QCoro::Task<Result<>> NeutralReader::witness(QUrl url, std::stop_token stop)
{
    const ReadRequest request = requestFor(url, ReadRequest::Expect::Text);
    const Result<ReadAnswer> answer = co_await doorTo(url).read(request, stop);
    const bool answered = answer || answer.error().httpStatus > 0;
    if (!answered)
        co_return tl::unexpected(answer.error());
    co_return Result<>();
}

} // namespace twinlake
