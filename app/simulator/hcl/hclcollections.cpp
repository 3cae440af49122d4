// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/hcl/hclcollections.h"

#include <algorithm>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;
using nlohmann::json;

namespace {

json unique(const json &list)
{
    json found = json::array();
    for (const json &one : list) {
        if (std::find(found.begin(), found.end(), one) == found.end())
            found.push_back(one);
    }
    return found;
}

json sorted(json list)
{
    std::sort(list.begin(), list.end());
    return list;
}

json flat(const json &list)
{
    json found = json::array();
    for (const json &one : list) {
        if (!one.is_array()) {
            found.push_back(one);
            continue;
        }
        for (const json &inner : flat(one))
            found.push_back(inner);
    }
    return found;
}

using ListStep = json (*)(const json &);

HclFunction ofList(ListStep step)
{
    return [step](const HclArguments &given) -> HclResult<> {
        const json list = given.at(0);
        return list.is_array() ? HclResult<>(step(list)) : hclWrong(u"a list is needed"_s);
    };
}

HclFunction ofMap(ListStep step)
{
    return [step](const HclArguments &given) -> HclResult<> {
        const json map = given.at(0);
        return map.is_object() ? HclResult<>(step(map)) : hclWrong(u"a map is needed"_s);
    };
}

// Of several lists, the elements that `keep` likes: which list they stand in, and what the others are.
HclFunction ofSets(bool (*keep)(std::size_t list, const json &one, const HclArguments &given))
{
    return [keep](const HclArguments &given) -> HclResult<> {
        json found = json::array();
        for (std::size_t list = 0; list < given.size(); ++list) {
            if (!given.at(list).is_array())
                return hclWrong(u"sets are needed"_s);
            for (const json &one : given.at(list)) {
                if (keep(list, one, given))
                    found.push_back(one);
            }
        }
        return sorted(unique(found));
    };
}

bool isIn(const json &list, const json &one)
{
    return std::find(list.begin(), list.end(), one) != list.end();
}

HclResult<> lengthOf(const HclArguments &given)
{
    const json value = given.at(0);
    if (value.is_string())
        return json(QString::fromStdString(value.get<std::string>()).toUcs4().size());
    return value.is_structured() ? HclResult<>(value.size()) : hclWrong(u"a string, list or map is needed"_s);
}

HclResult<> concatenated(const HclArguments &given)
{
    json found = json::array();
    for (std::size_t place = 0; place < given.size(); ++place) {
        if (!given.at(place).is_array())
            return hclWrong(u"lists are needed"_s);
        for (const json &one : given.at(place))
            found.push_back(one);
    }
    return found;
}

HclResult<> merged(const HclArguments &given)
{
    json found = json::object();
    for (std::size_t place = 0; place < given.size(); ++place) {
        const json map = given.at(place);
        if (!map.is_object() && !map.is_null())
            return hclWrong(u"maps are needed"_s);
        for (const auto &[key, value] : map.items())
            found[key] = value;
    }
    return found;
}

HclResult<> lookedUp(const HclArguments &given)
{
    const auto key = given.text(1);
    if (!given.at(0).is_object() || !key)
        return hclWrong(u"a map and a key are needed"_s);
    const json map = given.at(0);
    if (const auto found = map.find(key->toStdString()); found != map.end())
        return json(*found);
    return given.size() > 2 ? HclResult<>(given.at(2)) : hclWrong(u"lookup failed to find key \"%1\""_s.arg(*key));
}

HclResult<> elementAt(const HclArguments &given)
{
    const json list = given.at(0);
    const auto place = given.number(1);
    if (!list.is_array() || list.empty() || !place)
        return hclWrong(u"a list that is not empty and an index are needed"_s);
    const auto size = static_cast<std::int64_t>(list.size());
    const auto at = (static_cast<std::int64_t>(*place) % size + size) % size;
    return json(list.at(static_cast<std::size_t>(at)));
}

HclResult<> indexOf(const HclArguments &given)
{
    const json list = given.at(0);
    for (std::size_t place = 0; list.is_array() && place < list.size(); ++place) {
        if (list.at(place) == given.at(1))
            return json(place);
    }
    return hclWrong(u"item not found"_s);
}

HclResult<> sliced(const HclArguments &given)
{
    const json list = given.at(0);
    const auto from = given.number(1);
    const auto to = given.number(2);
    if (!list.is_array() || !from || !to || *from < 0 || *to < *from || *to > static_cast<double>(list.size()))
        return hclWrong(u"a list and two indices in it are needed"_s);
    return json(std::vector<json>(list.begin() + static_cast<std::ptrdiff_t>(*from),
                                  list.begin() + static_cast<std::ptrdiff_t>(*to)));
}

HclResult<> firstOf(const HclArguments &given)
{
    for (std::size_t place = 0; place < given.size(); ++place) {
        if (!given.at(place).is_null() && given.at(place) != json(""))
            return given.at(place);
    }
    return hclWrong(u"no non-null, non-empty-string arguments"_s);
}

HclResult<> oneOf(const HclArguments &given)
{
    const json list = given.at(0);
    if (!list.is_array() || list.size() > 1)
        return hclWrong(u"must be a list, set, or tuple value with either zero or one elements"_s);
    return list.empty() ? json(nullptr) : json(list.front());
}

HclResult<> zipped(const HclArguments &given)
{
    const json keys = given.at(0);
    const json values = given.at(1);
    if (!keys.is_array() || !values.is_array() || keys.size() != values.size())
        return hclWrong(u"as many keys as values are needed"_s);
    json found = json::object();
    for (std::size_t place = 0; place < keys.size(); ++place) {
        const auto name = textOfValue(keys.at(place));
        if (!name)
            return tl::unexpected(name.error());
        found[name->toStdString()] = values.at(place);
    }
    return found;
}

template <typename Read, typename Show>
HclFunction converted(Read read, Show show)
{
    return [read, show](const HclArguments &given) -> HclResult<> {
        if (given.at(0).is_null())
            return json(nullptr);
        const auto value = read(given.at(0));
        return value ? HclResult<>(show(*value)) : tl::unexpected(value.error());
    };
}

HclResult<> unchanged(const HclArguments &given)
{
    return given.at(0);
}

} // namespace

std::map<QString, HclFunction> hclCollectionFunctions()
{
    const auto flags = [](const json &list, bool wanted) {
        return std::any_of(list.begin(), list.end(), [wanted](const json &one) { return (one == true) == wanted; });
    };
    return {
        {u"length"_s, lengthOf},
        {u"concat"_s, concatenated},
        {u"merge"_s, merged},
        {u"lookup"_s, lookedUp},
        {u"element"_s, elementAt},
        {u"index"_s, indexOf},
        {u"slice"_s, sliced},
        {u"coalesce"_s, firstOf},
        {u"one"_s, oneOf},
        {u"zipmap"_s, zipped},
        {u"sensitive"_s, unchanged},
        {u"nonsensitive"_s, unchanged},
        {u"tomap"_s, unchanged},
        {u"keys"_s, ofMap([](const json &map) {
             json found = json::array();
             for (const auto &[key, value] : map.items())
                 found.push_back(key);
             return found;
         })},
        {u"values"_s, ofMap([](const json &map) {
             json found = json::array();
             for (const json &value : map)
                 found.push_back(value);
             return found;
         })},
        {u"tolist"_s, ofList([](const json &list) { return list; })},
        {u"toset"_s, ofList([](const json &list) { return sorted(unique(list)); })},
        {u"distinct"_s, ofList(unique)},
        {u"sort"_s, ofList([](const json &list) { return sorted(list); })},
        {u"reverse"_s, ofList([](const json &list) { return json(std::vector<json>(list.rbegin(), list.rend())); })},
        {u"flatten"_s, ofList(flat)},
        {u"compact"_s, ofList([](const json &list) {
             json found = json::array();
             for (const json &one : list) {
                 if (!one.is_null() && one != json(""))
                     found.push_back(one);
             }
             return found;
         })},
        {u"alltrue"_s, [flags](const HclArguments &given) -> HclResult<> { return json(!flags(given.at(0), false)); }},
        {u"anytrue"_s, [flags](const HclArguments &given) -> HclResult<> { return json(flags(given.at(0), true)); }},
        {u"contains"_s, [](const HclArguments &given) -> HclResult<> { return json(isIn(given.at(0), given.at(1))); }},
        {u"setunion"_s, ofSets([](std::size_t, const json &, const HclArguments &) { return true; })},
        {u"setintersection"_s, ofSets([](std::size_t, const json &one, const HclArguments &given) {
             return std::all_of(given.values.begin(), given.values.end(),
                                [&one](const json &list) { return isIn(list, one); });
         })},
        {u"setsubtract"_s, ofSets([](std::size_t list, const json &one, const HclArguments &given) {
             return list == 0 && !isIn(given.at(1), one);
         })},
        {u"tostring"_s, converted(textOfValue, textValue)},
        {u"tonumber"_s, converted(numberOfValue, numberValue)},
        {u"tobool"_s, converted(flagOfValue, [](bool flag) { return json(flag); })},
    };
}

} // namespace twinlake::simulator
