// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/process/scenariojson.h"

#include "app/simulator/process/scenarioreader.h"

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;
using nlohmann::json;

QString textAt(const json &object, const char *key)
{
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? QString::fromStdString(found->get<std::string>()) : QString();
}

QStringList textsAt(const json &object, const char *key)
{
    QStringList texts;
    for (const json &one : object.value(key, json::array()))
        texts << (one.is_string() ? QString::fromStdString(one.get<std::string>()) : QString());
    return texts;
}

json memberOf(const json &object, const char *key, const json &otherwise)
{
    const auto found = object.find(key);
    return found == object.end() || found->is_null() ? otherwise : *found;
}

QString oneOf(const QString &where, const QString &given, const QStringList &valid)
{
    return u"\"%1\" is no value for %2. Valid: %3."_s.arg(given.left(60), where, valid.join(u", "_s));
}

/// Checks the keys of one object of the file.
QString strangers(const json &object, const QString &where)
{
    if (!object.is_object())
        return u"\"%1\" must be an object."_s.arg(where);
    const QStringList valid = scenarioKeys()[where];
    for (const auto &[name, value] : object.items()) {
        const QString key = QString::fromStdString(name);
        if (!valid.contains(key))
            return u"\"%1\" has no key \"%2\". Valid: %3."_s.arg(where.isEmpty() ? u"the file"_s : where, key.left(60),
                                                                 valid.join(u", "_s));
    }
    return {};
}

} // namespace twinlake::simulator
