// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/http/json.h"
#include "app/terraform/plandocument.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <set>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

const nlohmann::json nothing;

bool isTrue(const nlohmann::json &value)
{
    return value.is_boolean() && value == true;
}

/// One place in the five shapes that a change has; a marker that is true covers everything below it.
struct Place {
    QString path;
    const nlohmann::json &before;
    const nlohmann::json &after;
    const nlohmann::json &unknown;
    const nlohmann::json &sensitiveBefore;
    const nlohmann::json &sensitiveAfter;

    bool isSensitive() const { return isTrue(sensitiveBefore) || isTrue(sensitiveAfter); }
};

const nlohmann::json &member(const nlohmann::json &parent, const std::string &key)
{
    if (!parent.is_object())
        return nothing;
    const auto found = parent.find(key);
    return found == parent.end() ? nothing : *found;
}

const nlohmann::json &element(const nlohmann::json &parent, std::size_t index)
{
    return parent.is_array() && index < parent.size() ? parent[index] : nothing;
}

bool decidesActivation(const QString &path)
{
    static const std::array watched{"continuous"_L1, "schedule[0].pause_status"_L1, "continuous[0].pause_status"_L1,
                                    "trigger[0].pause_status"_L1};
    return std::any_of(watched.begin(), watched.end(), [&](auto entry) { return QString(entry).startsWith(path); });
}

QString jsonText(const nlohmann::json &value)
{
    return QString::fromUtf8(toBytes(value));
}

void addLeaf(const Place &place, QList<AttributeChange> &changes)
{
    if (isTrue(place.unknown))
        changes << AttributeChange{
            place.path, place.isSensitive() ? QString() : jsonText(place.before), {}, true, place.isSensitive()};
    else if (place.isSensitive() && (place.before != place.after || decidesActivation(place.path)))
        changes << AttributeChange{place.path, {}, {}, false, true};
    else if (!place.isSensitive() && place.before != place.after)
        changes << AttributeChange{place.path, jsonText(place.before), jsonText(place.after), false, false};
}

template <typename Test>
bool anyShape(const Place &place, Test test)
{
    return test(place.before) || test(place.after) || test(place.unknown);
}

void walk(const Place &place, QList<AttributeChange> &changes);

void walkMembers(const Place &place, QList<AttributeChange> &changes)
{
    std::set<std::string> keys;
    for (const nlohmann::json *shape : {&place.before, &place.after, &place.unknown}) {
        if (!shape->is_object())
            continue;
        for (const auto &[key, value] : shape->items())
            keys.insert(key);
    }
    for (const std::string &key : keys) {
        const QString name = QString::fromStdString(key);
        walk(Place{place.path.isEmpty() ? name : place.path + u'.' + name, member(place.before, key),
                   member(place.after, key), member(place.unknown, key), member(place.sensitiveBefore, key),
                   member(place.sensitiveAfter, key)},
             changes);
    }
}

void walkElements(const Place &place, QList<AttributeChange> &changes)
{
    std::size_t count = 0;
    for (const nlohmann::json *shape : {&place.before, &place.after, &place.unknown})
        count = std::max(count, shape->is_array() ? shape->size() : 0);
    for (std::size_t i = 0; i < count; ++i) {
        walk(Place{place.path + u"[%1]"_s.arg(i), element(place.before, i), element(place.after, i),
                   element(place.unknown, i), element(place.sensitiveBefore, i), element(place.sensitiveAfter, i)},
             changes);
    }
}

/// Depth is bounded by the cap of parseJson().
void walk(const Place &place, QList<AttributeChange> &changes)
{
    const auto isObject = [](const nlohmann::json &value) { return value.is_object() && !value.empty(); };
    const auto isArray = [](const nlohmann::json &value) { return value.is_array() && !value.empty(); };
    const bool mixed = anyShape(place, isObject) && anyShape(place, isArray);
    const bool whole = isTrue(place.unknown) || place.isSensitive() || mixed;
    if (!whole && anyShape(place, isObject))
        walkMembers(place, changes);
    else if (!whole && anyShape(place, isArray))
        walkElements(place, changes);
    else
        addLeaf(place, changes);
}

} // namespace

QList<AttributeChange> attributeChanges(const nlohmann::json &change)
{
    QList<AttributeChange> changes;
    walk(Place{{},
               member(change, "before"),
               member(change, "after"),
               member(change, "after_unknown"),
               member(change, "before_sensitive"),
               member(change, "after_sensitive")},
         changes);
    return changes;
}

} // namespace twinlake
