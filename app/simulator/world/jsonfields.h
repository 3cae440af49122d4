// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Reading documents that clients have sent: a field that is absent or of another type is simply not there.
#pragma once

#include <QString>
#include <QStringList>

#include <nlohmann/json.hpp>

namespace twinlake::simulator {

/// Null unless `object` is an object that has `key`, and its value is not null.
inline const nlohmann::json *fieldOf(const nlohmann::json &object, const char *key)
{
    const auto found = object.is_object() ? object.find(key) : object.end();
    return found == object.end() || found->is_null() ? nullptr : &*found;
}

inline QString textOf(const nlohmann::json &object, const char *key)
{
    const nlohmann::json *const value = fieldOf(object, key);
    return value && value->is_string() ? QString::fromStdString(value->get<std::string>()) : QString();
}

inline bool flagOf(const nlohmann::json &object, const char *key)
{
    const nlohmann::json *const value = fieldOf(object, key);
    return value && *value == true;
}

inline std::int64_t numberOf(const nlohmann::json &object, const char *key, std::int64_t fallback)
{
    const nlohmann::json *const value = fieldOf(object, key);
    return value && value->is_number_integer() ? value->get<std::int64_t>() : fallback;
}

inline QStringList textsOf(const nlohmann::json &object, const char *key)
{
    QStringList all;
    const nlohmann::json *const value = fieldOf(object, key);
    if (value && value->is_array()) {
        for (const nlohmann::json &element : *value) {
            if (element.is_string())
                all << QString::fromStdString(element.get<std::string>());
        }
    }
    return all;
}

} // namespace twinlake::simulator
