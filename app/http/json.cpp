// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/http/json.h"

#include <QCoreApplication>

#include <nlohmann/json.hpp>

#include <limits>
#include <string>

namespace twinlake {

namespace {

bool isTooDeep(const QByteArray &text)
{
    int depth = 0;
    bool inText = false;
    bool escaped = false;
    for (const char c : text) {
        if (inText) {
            if (!escaped && c == '"')
                inText = false;
            escaped = !escaped && c == '\\';
        } else if (c == '"') {
            inText = true;
        } else if (c == '[' || c == '{') {
            if (++depth > jsonDepthCap)
                return true;
        } else if (c == ']' || c == '}') {
            --depth;
        }
    }
    return false;
}

std::string unescaped(std::string_view token)
{
    std::string name;
    for (std::size_t i = 0; i < token.size(); ++i) {
        const bool escape = token[i] == '~' && i + 1 < token.size();
        name += escape ? (token[i + 1] == '1' ? '/' : '~') : token[i];
        i += escape ? 1 : 0;
    }
    return name;
}

const nlohmann::json *element(const nlohmann::json &array, std::string_view token)
{
    std::size_t index = 0;
    if (token.empty() || token.size() > 9)
        return nullptr;
    for (const char c : token) {
        if (c < '0' || c > '9')
            return nullptr;
        index = index * 10 + static_cast<std::size_t>(c - '0');
    }
    return index < array.size() ? &array[index] : nullptr;
}

const nlohmann::json *child(const nlohmann::json &parent, std::string_view token)
{
    if (parent.is_array())
        return element(parent, token);
    if (!parent.is_object())
        return nullptr;
    const auto found = parent.find(unescaped(token));
    return found == parent.end() ? nullptr : &*found;
}

} // namespace

Result<nlohmann::json> parseJson(const QByteArray &text)
{
    if (text.size() > jsonSizeCap)
        return fail(Error::Kind::Protocol,
                    QCoreApplication::translate("Http", "The answer is larger than %1 MiB and was not read.")
                        .arg(jsonSizeCap / (1024LL * 1024)));
    if (isTooDeep(text))
        return fail(Error::Kind::Protocol,
                    QCoreApplication::translate("Http", "The answer is nested too deeply and was not read."));
    nlohmann::json document = nlohmann::json::parse(text.begin(), text.end(), nullptr, false);
    if (document.is_discarded())
        return fail(Error::Kind::Protocol,
                    QCoreApplication::translate("Http",
                                                "The answer is not complete JSON: it was cut short, or it is "
                                                "not an answer of this API."));
    return document;
}

const nlohmann::json *valueAt(const nlohmann::json &document, std::string_view path)
{
    const nlohmann::json *value = &document;
    while (!path.empty() && value) {
        if (path.front() != '/')
            return nullptr;
        path.remove_prefix(1);
        const std::string_view token = path.substr(0, path.find('/'));
        value = child(*value, token);
        path.remove_prefix(token.size());
    }
    return value;
}

std::optional<QString> textAt(const nlohmann::json &document, std::string_view path)
{
    const nlohmann::json *value = valueAt(document, path);
    if (!value || !value->is_string())
        return std::nullopt;
    return toQString(*value);
}

std::optional<qint64> integerAt(const nlohmann::json &document, std::string_view path)
{
    const nlohmann::json *value = valueAt(document, path);
    if (!value || !value->is_number_integer())
        return std::nullopt;
    if (const auto *large = value->get_ptr<const nlohmann::json::number_unsigned_t *>()) {
        if (*large > static_cast<nlohmann::json::number_unsigned_t>(std::numeric_limits<qint64>::max()))
            return std::nullopt;
        return static_cast<qint64>(*large);
    }
    return static_cast<qint64>(*value->get_ptr<const nlohmann::json::number_integer_t *>());
}

std::optional<bool> boolAt(const nlohmann::json &document, std::string_view path)
{
    const nlohmann::json *value = valueAt(document, path);
    const auto *flag = value ? value->get_ptr<const nlohmann::json::boolean_t *>() : nullptr;
    return flag ? std::optional<bool>(*flag) : std::nullopt;
}

std::optional<Instant> instantAt(const nlohmann::json &document, std::string_view path)
{
    const std::optional<QString> text = textAt(document, path);
    return text ? fromIso(*text) : std::nullopt;
}

std::optional<Instant> epochAt(const nlohmann::json &document, std::string_view path)
{
    const std::optional<qint64> millis = integerAt(document, path);
    if (!millis || *millis <= 0)
        return std::nullopt;
    return fromEpoch(std::chrono::milliseconds(*millis));
}

QString textOr(const nlohmann::json &document, std::string_view path, const QString &otherwise)
{
    return textAt(document, path).value_or(otherwise);
}

bool boolOr(const nlohmann::json &document, std::string_view path, bool otherwise)
{
    return boolAt(document, path).value_or(otherwise);
}

const nlohmann::json &arrayAt(const nlohmann::json &document, std::string_view path)
{
    static const nlohmann::json none = nlohmann::json::array();
    const nlohmann::json *value = valueAt(document, path);
    return value && value->is_array() ? *value : none;
}

QString toQString(const nlohmann::json &text)
{
    const auto *raw = text.get_ptr<const nlohmann::json::string_t *>();
    return raw ? QString::fromStdString(*raw) : QString();
}

QByteArray toBytes(const nlohmann::json &document)
{
    return QByteArray::fromStdString(document.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
}

} // namespace twinlake
