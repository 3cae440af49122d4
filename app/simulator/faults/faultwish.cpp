// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/faults/faultwish.h"

#include "app/simulator/faults/faultkinds.h"
#include "app/simulator/world/worldcontext.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;
using nlohmann::json;

namespace {

constexpr double longestSeconds = 60.0 * 86400; // as far as the clock can be advanced in one step
constexpr int longestText = 300;

SimDuration seconds(double count)
{
    return SimDuration(static_cast<SimDuration::rep>(std::llround(count * 1000.0)));
}

std::optional<double> number(const json &value, double low, double high)
{
    if (!value.is_number())
        return std::nullopt;
    const double given = value.get<double>();
    return given >= low && given <= high ? std::optional(given) : std::nullopt; // false for NaN
}

bool text(const json &value, QString &into)
{
    if (!value.is_string())
        return false;
    into = QString::fromStdString(value.get<std::string>());
    return into.size() <= longestText;
}

/// One option: how it must look, and what takes it over. False: it does not look like that.
struct Option {
    QString name;
    QString form;
    bool (*take)(const json &value, Fault &fault);
};

bool takeMatch(const json &value, Fault &fault)
{
    if (!value.is_object())
        return false;
    for (const auto &[key, part] : value.items()) {
        QString given;
        if (part.is_null())
            continue;
        if (!text(part, given))
            return false;
        if (key == "method")
            fault.method = given.toUpper().toLatin1();
        else if (key == "path")
            fault.path = given;
        else
            return false;
    }
    return true;
}

bool takeFlag(const json &value, bool &into)
{
    if (!value.is_boolean())
        return false;
    into = value.get<bool>();
    return true;
}

template <typename Wanted>
bool takeNumber(const json &value, double low, double high, Wanted &into)
{
    const auto given = number(value, low, high);
    if (given)
        into = static_cast<typename Wanted::value_type>(*given);
    return given.has_value();
}

bool takeSeconds(const json &value, double low, SimDuration &into)
{
    const auto given = number(value, low, longestSeconds);
    if (given)
        into = seconds(*given);
    return given.has_value();
}

std::vector<Option> commonOptions()
{
    return {
        {u"match"_s, u"an object with \"method\" and \"path\", both text"_s, takeMatch},
        {u"count"_s, u"a number from 1 to 1000000"_s,
         [](const json &value, Fault &fault) { return takeNumber(value, 1, 1e6, fault.left); }},
        {u"for_s"_s, u"a number of seconds from 0 to 5184000"_s,
         [](const json &value, Fault &fault) {
             fault.lasts = SimDuration(0);
             return takeSeconds(value, 0, *fault.lasts);
         }},
        {u"after_s"_s, u"a number of seconds from 0 to 5184000"_s,
         [](const json &value, Fault &fault) { return takeSeconds(value, 0, fault.after); }},
        {u"status"_s, u"an HTTP status from 200 to 599"_s,
         [](const json &value, Fault &fault) {
             std::optional<int> status;
             const bool good = takeNumber(value, 200, 599, status);
             fault.status = status.value_or(fault.status);
             return good;
         }},
        {u"retry_after"_s, u"a number of seconds from 0 to 1000000000"_s,
         [](const json &value, Fault &fault) { return takeNumber(value, 0, 1e9, fault.retryAfter); }},
        {u"delay_ms"_s, u"a number of milliseconds from 0 to 86400000"_s,
         [](const json &value, Fault &fault) {
             const auto given = number(value, 0, 86'400'000);
             if (given)
                 fault.delay = SimDuration(std::llround(*given));
             return given.has_value();
         }},
    };
}

std::vector<Option> wireOptions()
{
    return {
        {u"fraction"_s, u"a number above 0 and at most 1"_s,
         [](const json &value, Fault &fault) {
             const auto given = number(value, 1e-9, 1);
             fault.fraction = given.value_or(1.0);
             return given.has_value();
         }},
        {u"bytes"_s, u"a number from 0 to 1000000"_s,
         [](const json &value, Fault &fault) { return takeNumber(value, 0, 1e6, fault.bytes); }},
        {u"applied"_s, u"true or false"_s,
         [](const json &value, Fault &fault) { return takeFlag(value, fault.applied); }},
        {u"without_length"_s, u"true or false"_s,
         [](const json &value, Fault &fault) { return takeFlag(value, fault.withoutLength); }},
        {u"location"_s, u"text without control characters"_s,
         [](const json &value, Fault &fault) {
             return text(value, fault.location)
                 && std::none_of(fault.location.cbegin(), fault.location.cend(),
                                 [](QChar one) { return one.unicode() < 0x20 || one.unicode() > 0x7e; });
         }},
    };
}

std::vector<Option> worldOptions()
{
    return {
        {u"factor"_s, u"a number from 0.1 to 1000"_s,
         [](const json &value, Fault &fault) { return takeNumber(value, 0.1, 1000, fault.factor); }},
        {u"skew_s"_s, u"a number of seconds from -86400 to 86400"_s,
         [](const json &value, Fault &fault) {
             const auto given = number(value, -86400, 86400);
             fault.skew = seconds(given.value_or(0));
             return given.has_value();
         }},
        {u"ahead_s"_s, u"a number of seconds from 0 to 5184000"_s,
         [](const json &value, Fault &fault) { return takeSeconds(value, 0, fault.ahead); }},
        {u"late_s"_s, u"a number of seconds from 0 to 5184000"_s,
         [](const json &value, Fault &fault) { return takeSeconds(value, 0, fault.late); }},
        {u"pipeline"_s, u"the name of a pipeline"_s,
         [](const json &value, Fault &fault) { return text(value, fault.pipeline); }},
        {u"workspace"_s, u"the name of a workspace"_s,
         [](const json &value, Fault &fault) { return text(value, fault.workspace); }},
        {u"change"_s, u"\"replace\" or \"notebook\""_s,
         [](const json &value, Fault &fault) {
             return text(value, fault.change) && (fault.change == u"replace"_s || fault.change == u"notebook"_s);
         }},
        {u"reason"_s, u"text of at most 300 characters"_s,
         [](const json &value, Fault &fault) { return text(value, fault.reason); }},
    };
}

const Option *optionNamed(const QString &name)
{
    static const std::vector<Option> all = [] {
        std::vector<Option> list = commonOptions();
        for (const auto &more : {wireOptions(), worldOptions()})
            list.insert(list.end(), more.begin(), more.end());
        return list;
    }();
    const auto found = std::find_if(all.cbegin(), all.cend(), [&](const Option &one) { return one.name == name; });
    return found == all.cend() ? nullptr : &*found;
}

QString oneOf(const QString &what, const QString &given, const QStringList &valid)
{
    return u"\"%1\" is not a %2 here. Valid: %3."_s.arg(given.left(60), what, valid.join(u", "_s));
}

QString textAt(const json &object, const char *key)
{
    QString found;
    if (const auto value = object.find(key); value != object.end())
        text(*value, found);
    return found;
}

std::optional<QString> takeOptions(const json &wish, const FaultKindInfo &info, Fault &fault)
{
    const QStringList valid = commonFaultOptions() + info.options;
    for (const auto &[key, value] : wish.items()) {
        const QString name = QString::fromStdString(key);
        if (!valid.contains(name))
            return oneOf(u"option of "_s + info.name, name, valid);
        if (name == u"target"_s || name == u"kind"_s || value.is_null())
            continue;
        const Option *option = optionNamed(name);
        if (!option->take(value, fault))
            return u"\"%1\" must be %2."_s.arg(name, option->form);
    }
    return std::nullopt;
}

/// The names that a fault of the world mentions exist.
std::optional<QString> settleNames(const FaultKindInfo &info, const FaultScope &scope, Fault &fault)
{
    if (info.family == FaultFamily::Terraform) {
        if (fault.workspace.isEmpty())
            fault.workspace = fault.path; // the general way to aim works too
        QStringList names;
        bool known = fault.workspace.isEmpty() || scope.workspaces.isEmpty();
        for (const auto &[name, id] : scope.workspaces) {
            known = known || namesWorkspace(fault.workspace, name, id);
            names << name;
        }
        if (!known)
            return oneOf(u"workspace"_s, fault.workspace, names);
    }
    if (!fault.pipeline.isEmpty() && !scope.pipelines.isEmpty() && !scope.pipelines.contains(fault.pipeline))
        return oneOf(u"pipeline"_s, fault.pipeline, scope.pipelines.mid(0, 20));
    return std::nullopt;
}

} // namespace

bool namesWorkspace(const QString &wanted, const QString &name, const QString &id)
{
    return wanted.isEmpty() || name.contains(wanted) || wanted.contains(name) || (!id.isEmpty() && wanted.contains(id));
}

tl::expected<Fault, QString> faultFrom(const json &wish, const FaultScope &scope)
{
    if (!wish.is_object())
        return tl::unexpected(u"A fault is a JSON object with \"target\" and \"kind\"."_s);
    Fault fault;
    const QString kind = textAt(wish, "kind");
    const FaultKindInfo *info = faultKindNamed(kind);
    if (!info)
        return tl::unexpected(oneOf(u"kind of fault"_s, kind, faultKindNames()));
    fault.kind = info->kind;
    fault.target = textAt(wish, "target");
    if (!info->targets.contains(fault.target))
        return tl::unexpected(oneOf(u"target of "_s + info->name, fault.target, info->targets));
    if (auto wrong = takeOptions(wish, *info, fault))
        return tl::unexpected(*wrong);
    if (auto wrong = settleNames(*info, scope, fault))
        return tl::unexpected(*wrong);
    return fault;
}

json faultDocument(const Fault &fault)
{
    const auto span = [](SimDuration length) { return static_cast<double>(length.count()) / 1000.0; };
    json one = {{"id", fault.id.toStdString()},
                {"target", fault.target.toStdString()},
                {"kind", infoOf(fault.kind).name.toStdString()},
                {"since", isoMillis(fault.since).toStdString()},
                {"begun", fault.begun}};
    if (!fault.method.isEmpty())
        one["match"]["method"] = fault.method.toStdString();
    if (!fault.path.isEmpty())
        one["match"]["path"] = fault.path.toStdString();
    if (!fault.workspace.isEmpty())
        one["workspace"] = fault.workspace.toStdString();
    if (!fault.pipeline.isEmpty())
        one["pipeline"] = fault.pipeline.toStdString();
    if (fault.left)
        one["count"] = *fault.left;
    if (fault.lasts)
        one["for_s"] = span(*fault.lasts);
    return one;
}

} // namespace twinlake::simulator
