// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/server/faultboard.h"

#include "app/simulator/world/worldcontext.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;
using nlohmann::json;

namespace {

QString textAt(const json &object, const char *key)
{
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? QString::fromStdString(found->get<std::string>()) : QString();
}

std::optional<double> numberAt(const json &object, const char *key)
{
    const auto found = object.find(key);
    if (found == object.end() || !found->is_number())
        return std::nullopt;
    const double value = found->get<double>();
    return value >= 0 && value < 1e9 ? std::optional(value) : std::nullopt;
}

SimDuration millis(double count)
{
    return SimDuration(static_cast<SimDuration::rep>(std::llround(count)));
}

QString oneOf(const QString &what, const QString &given, const QStringList &valid)
{
    return u"\"%1\" is not a %2 here. Valid: %3."_s.arg(given.left(60), what, valid.join(u", "_s));
}

json faultDocument(const Fault &fault)
{
    json one = {{"id", fault.id.toStdString()},
                {"target", fault.target.toStdString()},
                {"kind", fault.kind.toStdString()},
                {"since", isoMillis(fault.since).toStdString()}};
    if (!fault.method.isEmpty())
        one["match"]["method"] = fault.method.toStdString();
    if (!fault.path.isEmpty())
        one["match"]["path"] = fault.path.toStdString();
    if (fault.left)
        one["count"] = *fault.left;
    if (fault.lasts)
        one["for_s"] = static_cast<double>(fault.lasts->count()) / 1000.0;
    return one;
}

} // namespace

QStringList FaultBoard::wireKinds()
{
    return {u"dark"_s,    u"refuse"_s, u"reset_before"_s, u"reset_after"_s, u"stall"_s, u"truncate"_s,
            u"garbage"_s, u"html"_s,   u"status"_s,       u"throttle"_s,    u"slow"_s,  u"redirect"_s};
}

QStringList FaultBoard::worldKinds()
{
    return {u"region_outage"_s, u"compute_out"_s, u"storage_out"_s, u"feeder_stopped"_s};
}

QStringList FaultBoard::targets()
{
    return {u"primary"_s, u"secondary"_s, u"terraform"_s, u"consumers"_s, u"witness"_s, u"blobs"_s};
}

tl::expected<QString, QString> FaultBoard::add(const json &wish)
{
    if (!wish.is_object())
        return tl::unexpected(u"A fault is a JSON object with \"target\" and \"kind\"."_s);
    Fault fault;
    fault.target = textAt(wish, "target");
    fault.kind = textAt(wish, "kind");
    const bool ofWorld = worldKinds().contains(fault.kind);
    if (!ofWorld && !wireKinds().contains(fault.kind))
        return tl::unexpected(oneOf(u"kind of fault"_s, fault.kind, wireKinds() + worldKinds()));
    const QStringList valid = ofWorld ? targets().mid(0, 2) : targets();
    if (!valid.contains(fault.target))
        return tl::unexpected(oneOf(u"target"_s, fault.target, valid));
    const json match = wish.value("match", json::object());
    if (match.is_object()) {
        fault.method = textAt(match, "method").toUpper().toLatin1();
        fault.path = textAt(match, "path");
    }
    if (const auto count = numberAt(wish, "count"); count && *count >= 1)
        fault.left = static_cast<int>(std::min(*count, 1e6));
    if (const auto seconds = numberAt(wish, "for_s"))
        fault.lasts = millis(*seconds * 1000.0);
    if (const auto status = numberAt(wish, "status"); status && *status >= 200 && *status <= 599)
        fault.status = static_cast<int>(*status);
    fault.retryAfter = numberAt(wish, "retry_after");
    if (const auto delay = numberAt(wish, "delay_ms"))
        fault.delay = millis(*delay);
    fault.id = u"fault-%1"_s.arg(++m_lastId);
    fault.since = m_scheduler.now();
    book(fault);
    return fault.id;
}

void FaultBoard::book(const Fault &fault)
{
    m_faults.push_back(fault);
    if (fault.lasts)
        m_scheduler.after(*fault.lasts, [this, id = fault.id] { lift(id); });
    Q_EMIT changed();
}

bool FaultBoard::lift(const QString &id)
{
    const auto removed = std::erase_if(m_faults, [&](const Fault &one) { return one.id == id; });
    if (removed > 0)
        Q_EMIT changed();
    return removed > 0;
}

std::optional<Fault> FaultBoard::strike(const QString &target, const QByteArray &method, const QString &path)
{
    const auto found = std::find_if(m_faults.begin(), m_faults.end(), [&](const Fault &one) {
        return one.target == target && wireKinds().contains(one.kind) && (one.method.isEmpty() || one.method == method)
            && path.contains(one.path);
    });
    if (found == m_faults.end())
        return std::nullopt;
    const Fault struck = *found;
    if (found->left && --*found->left == 0)
        lift(QString(struck.id));
    return struck;
}

bool FaultBoard::isDark(const QString &target) const
{
    return std::any_of(m_faults.cbegin(), m_faults.cend(), [&](const Fault &one) {
        return one.target == target && (one.kind == u"region_outage"_s || (one.kind == u"dark"_s && one.matchesAll()));
    });
}

bool FaultBoard::isRefused(const QString &target) const
{
    return std::any_of(m_faults.cbegin(), m_faults.cend(), [&](const Fault &one) {
        return one.target == target && one.kind == u"refuse"_s && one.matchesAll();
    });
}

RegionConditions FaultBoard::conditions(Region region) const
{
    RegionConditions conditions;
    for (const Fault &fault : m_faults) {
        if (fault.target != regionKey(region))
            continue;
        const bool outage = fault.kind == u"region_outage"_s;
        conditions.computeOut = conditions.computeOut || outage || fault.kind == u"compute_out"_s;
        conditions.storageOut = conditions.storageOut || outage || fault.kind == u"storage_out"_s;
        conditions.feederStopped = conditions.feederStopped || fault.kind == u"feeder_stopped"_s;
    }
    return conditions;
}

std::optional<SimTime> FaultBoard::outageOf(Region region) const
{
    for (const Fault &fault : m_faults) {
        if (fault.target == regionKey(region) && fault.kind == u"region_outage"_s)
            return fault.since;
    }
    return std::nullopt;
}

json FaultBoard::document() const
{
    json list = json::array();
    for (const Fault &fault : m_faults)
        list.push_back(faultDocument(fault));
    return list;
}

} // namespace twinlake::simulator
