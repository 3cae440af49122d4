// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/process/scenarioexpectation.h"

#include "app/simulator/faults/faultkinds.h"
#include "app/simulator/process/scenariojson.h"

#include <nlohmann/json.hpp>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;
using nlohmann::json;

namespace {

constexpr int mostRequests = 1'000'000;

const QStringList &verdictWords()
{
    static const QStringList words{u"passed"_s, u"failed"_s, u"interrupted"_s, u"inconclusive"_s};
    return words;
}

const QStringList &expectedRegions()
{
    static const QStringList words{u"primary"_s, u"secondary"_s};
    return words;
}

QString pickWord(const json &expected, const char *key, const QStringList &valid, QString &into)
{
    into = textAt(expected, key);
    const bool good = into.isEmpty() ? !expected.contains(key) : valid.contains(into);
    return good ? QString() : oneOf(u"expected."_s + QString::fromLatin1(key), into, valid);
}

/// A map of words to words; `names` empty: any name.
QString readWords(const json &expected, const char *key, const QStringList &names, const QStringList &words,
                  std::map<QString, QString> &into)
{
    const QString where = u"expected."_s + QString::fromLatin1(key);
    const json map = memberOf(expected, key, json::object());
    if (!map.is_object())
        return u"\"%1\" must be an object."_s.arg(where);
    for (const auto &[name, value] : map.items()) {
        const QString left = QString::fromStdString(name);
        const QString right = textAt(map, name.c_str());
        if (!names.isEmpty() && !names.contains(left))
            return oneOf(where, left, names);
        if (!words.contains(right))
            return oneOf(where + u'.' + left, right, words);
        into[left] = right;
    }
    return {};
}

QString readCount(const json &request, const char *key, std::optional<int> &into)
{
    if (!request.contains(key))
        return {};
    const json &value = request[key];
    if (!value.is_number_unsigned() || value.get<std::uint64_t>() > mostRequests)
        return u"\"expected.requests.%1\" must be a number."_s.arg(QString::fromLatin1(key));
    into = value.get<int>();
    return {};
}

QString readRequest(const json &request, ExpectedRequests &into)
{
    if (QString stranger = strangers(request, u"expected.requests"_s); !stranger.isEmpty())
        return stranger;
    into.what = textAt(request, "what");
    into.target = textAt(request, "target");
    into.method = textAt(request, "method");
    into.path = textAt(request, "path");
    into.during = textAt(request, "during");
    if (!into.during.isEmpty() && !faultKindNames().contains(into.during))
        return oneOf(u"expected.requests.during"_s, into.during, faultKindNames());
    std::optional<int> least;
    QString complaint = readCount(request, "at_least", least);
    if (complaint.isEmpty())
        complaint = readCount(request, "at_most", into.atMost);
    into.atLeast = least.value_or(0);
    if (complaint.isEmpty() && (into.what.isEmpty() || (!least && !into.atMost)))
        return u"\"expected.requests\" needs \"what\", and \"at_least\" or \"at_most\"."_s;
    return complaint;
}

QString readRequests(const json &expected, ScenarioExpectation &into)
{
    const json list = memberOf(expected, "requests", json::array());
    if (!list.is_array())
        return u"\"expected.requests\" must be a list."_s;
    for (const json &one : list) {
        ExpectedRequests request;
        if (QString complaint = readRequest(one, request); !complaint.isEmpty())
            return complaint;
        into.requests.append(request);
    }
    return {};
}

} // namespace

QStringList scenarioExpectationKeys()
{
    return {u"verdict"_s,   u"incidents"_s, u"serving"_s, u"roles"_s,    u"caught_up"_s,
            u"overrides"_s, u"findings"_s,  u"steps"_s,   u"requests"_s, u"hole_behind_max"_s};
}

QStringList expectedRequestKeys()
{
    return {u"what"_s, u"target"_s, u"method"_s, u"path"_s, u"during"_s, u"at_least"_s, u"at_most"_s};
}

QString readExpectation(const json &expected, ScenarioExpectation &into)
{
    static const QStringList roles{u"active"_s, u"standby_armed"_s, u"partial"_s, u"disarmed"_s};
    static const QStringList outcomes{u"to_come"_s, u"running"_s, u"your_turn"_s, u"done"_s,
                                      u"skipped"_s, u"failed"_s,  u"blocked"_s,   u"outcome_unknown"_s};
    QString complaint = strangers(expected, u"expected"_s);
    if (complaint.isEmpty())
        complaint = pickWord(expected, "verdict", verdictWords(), into.verdict);
    if (complaint.isEmpty())
        complaint = pickWord(expected, "serving", expectedRegions(), into.serving);
    if (complaint.isEmpty())
        complaint = pickWord(expected, "caught_up", {u"proven"_s, u"not_yet"_s, u"cannot_know"_s}, into.caughtUp);
    if (complaint.isEmpty())
        complaint = readWords(expected, "incidents", scenarioRecipes(), verdictWords(), into.incidents);
    if (complaint.isEmpty())
        complaint = readWords(expected, "roles", expectedRegions(), roles, into.roles);
    if (complaint.isEmpty())
        complaint = readWords(expected, "steps", {}, outcomes, into.steps);
    if (complaint.isEmpty())
        complaint = readRequests(expected, into);
    if (!complaint.isEmpty())
        return complaint;
    into.overrides = textsAt(expected, "overrides");
    into.findings = textsAt(expected, "findings");
    into.holeBehindMax = memberOf(expected, "hole_behind_max", false) == true;
    return {};
}

} // namespace twinlake::simulator
