// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/rehearsal/controlchannel.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

tl::unexpected<Error> controlError(const QUrl &control, const QString &why)
{
    return fail(Error::Kind::Unreachable,
                QCoreApplication::translate("ControlChannel", "The simulator's control address %1 does not answer: %2")
                    .arg(control.toString(), why.left(200)));
}

} // namespace

ControlChannel::ControlChannel(QUrl control)
    : m_control(std::move(control))
{
}

QCoro::Task<Result<QJsonObject>> ControlChannel::call(QByteArray method, QString path, QJsonObject body)
{
    QUrl url = m_control;
    url.setPath(path);
    const QByteArray payload = body.isEmpty() ? QByteArray() : QJsonDocument(body).toJson(QJsonDocument::Compact);
    const LoopbackAnswer told = co_await m_caller.call(method, url, payload);
    const int status = told.status;
    if (status == 0)
        co_return controlError(m_control, told.trouble);
    const QByteArray text = told.body;
    const QJsonDocument answer = QJsonDocument::fromJson(text);
    if (status / 100 != 2) {
        auto refused = controlError(m_control, u"%1 %2"_s.arg(status).arg(QString::fromUtf8(text.left(300))));
        refused.value().httpStatus = status;
        co_return refused;
    }
    if (!text.isEmpty() && !answer.isObject())
        co_return controlError(m_control,
                               QCoreApplication::translate("ControlChannel", "the answer is no JSON object"));
    co_return Result<QJsonObject>(answer.object());
}

QCoro::Task<Result<WorldAnchor>> ControlChannel::clock()
{
    const auto asked = std::chrono::steady_clock::now();
    const auto answer = co_await call("GET"_ba, u"/control/clock"_s, {});
    if (!answer)
        co_return tl::unexpected<Error>(answer.error());
    const auto world = fromIso(answer->value("virtual_time"_L1).toString());
    if (!world)
        co_return controlError(m_control, QCoreApplication::translate("ControlChannel", "it names no virtual time"));
    const auto middle = asked + (std::chrono::steady_clock::now() - asked) / 2;
    const QJsonValue speed = answer->value("speed"_L1);
    co_return Result<WorldAnchor>(WorldAnchor{*world, middle, speed.toDouble(), speed.toString() == "step"_L1});
}

QCoro::Task<Result<QJsonObject>> ControlChannel::state()
{
    return call("GET"_ba, u"/control/state"_s, {});
}

QCoro::Task<Result<QJsonObject>> ControlChannel::ledger()
{
    return call("GET"_ba, u"/control/ledger"_s, {});
}

QCoro::Task<Result<QString>> ControlChannel::addFault(QJsonObject fault)
{
    const auto answer = co_await call("POST"_ba, u"/control/faults"_s, fault);
    if (!answer)
        co_return tl::unexpected<Error>(answer.error());
    co_return Result<QString>(answer->value("id"_L1).toVariant().toString());
}

QCoro::Task<Result<>> ControlChannel::liftFault(QString id)
{
    const auto answer = co_await call("DELETE"_ba, u"/control/faults/"_s + id, {});
    const bool overBefore = !answer && answer.error().httpStatus == 404;
    if (!answer && !overBefore)
        co_return tl::unexpected<Error>(answer.error());
    co_return Result<>();
}

QCoro::Task<Result<>> ControlChannel::tell(QString path, QJsonObject body)
{
    const auto answer = co_await call("POST"_ba, path, body);
    if (!answer)
        co_return tl::unexpected<Error>(answer.error());
    co_return Result<>();
}

QCoro::Task<Result<>> ControlChannel::backfill(QString region)
{
    return tell(u"/control/backfill"_s, {{u"target"_s, region}});
}

QCoro::Task<Result<>> ControlChannel::setSpeed(double speed)
{
    return tell(u"/control/clock"_s, {{u"speed"_s, speed}});
}

QCoro::Task<Result<Instant>> ControlChannel::advance(Duration span)
{
    QJsonObject body;
    body.insert(u"advance_s"_s, static_cast<double>(span.count()) / 1000.0);
    const auto answer = co_await call("POST"_ba, u"/control/clock"_s, body);
    if (!answer)
        co_return tl::unexpected<Error>(answer.error());
    const auto world = fromIso(answer->value("virtual_time"_L1).toString());
    if (!world)
        co_return controlError(m_control, QCoreApplication::translate("ControlChannel", "it names no virtual time"));
    co_return Result<Instant>(*world);
}

QCoro::Task<Result<Advanced>> ControlChannel::advanceTo(Instant instant, QList<QByteArray> calls)
{
    QJsonArray names;
    for (const QByteArray &call : calls)
        names.append(QString::fromLatin1(call));
    QJsonObject body;
    body.insert(u"advance_to"_s, toIso(instant));
    body.insert(u"holding"_s, names);
    const auto answer = co_await call("POST"_ba, u"/control/clock"_s, body);
    if (!answer)
        co_return tl::unexpected<Error>(answer.error());
    const auto world = fromIso(answer->value("virtual_time"_L1).toString());
    if (!world)
        co_return controlError(m_control, QCoreApplication::translate("ControlChannel", "it names no virtual time"));
    Advanced advanced{*world, answer->value("held"_L1).toBool(true), {}};
    for (const QJsonValue call : answer->value("missing"_L1).toArray())
        advanced.missing.append(call.toString().toLatin1());
    co_return Result<Advanced>(advanced);
}

} // namespace twinlake
