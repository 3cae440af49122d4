// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/databricks/replies.h"

#include <algorithm>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int deepestBody = 100; // beyond this a document's destructor and writer would eat the stack

bool tooDeep(const QByteArray &body)
{
    int depth = 0;
    bool inText = false;
    for (qsizetype at = 0; at < body.size(); ++at) {
        const char letter = body.at(at);
        if (inText && letter == '\\')
            ++at;
        else if (letter == '"')
            inText = !inText;
        else if (!inText && (letter == '{' || letter == '['))
            ++depth;
        else if (!inText && (letter == '}' || letter == ']'))
            --depth;
        if (depth > deepestBody)
            return true;
    }
    return false;
}

// A header line must stay one line, whatever a request put into the message.
QByteArray headerSafe(const QString &message)
{
    QByteArray safe = message.left(200).toLatin1();
    std::replace_if(
        safe.begin(), safe.end(), [](char letter) { return letter < ' ' || letter > '~'; }, ' ');
    return safe;
}

} // namespace

SimResponse jsonReply(const nlohmann::json &body, int status)
{
    SimResponse response;
    response.status = status;
    response.body = QByteArray::fromStdString(body.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
    return response;
}

SimResponse textReply(const std::string &json)
{
    SimResponse response;
    response.body = QByteArray::fromStdString(json);
    return response;
}

SimResponse doneReply(bool applied)
{
    SimResponse response = jsonReply(nlohmann::json::object());
    response.applied = applied;
    return response;
}

SimResponse refusal(int status, const nlohmann::json &code, const QString &message)
{
    SimResponse response = jsonReply({{"error_code", code}, {"message", message.toStdString()}}, status);
    response.headers.append({"X-Databricks-Reason-Phrase"_ba, headerSafe(message)});
    return response;
}

SimResponse invalidParameter(const QString &message)
{
    return refusal(400, "INVALID_PARAMETER_VALUE", message);
}

std::optional<nlohmann::json> parseBody(const QByteArray &body)
{
    if (body.trimmed().isEmpty())
        return nlohmann::json::object();
    if (tooDeep(body))
        return std::nullopt;
    nlohmann::json parsed = nlohmann::json::parse(body.begin(), body.end(), nullptr, false);
    return parsed.is_object() ? std::optional(std::move(parsed)) : std::nullopt;
}

const nlohmann::json *BodyReader::field(const char *key) const
{
    const auto found = m_body.is_object() ? m_body.find(key) : m_body.end();
    return found == m_body.end() || found->is_null() ? nullptr : &*found;
}

void BodyReader::complain(const char *key, const char *wanted)
{
    if (!m_complaint)
        m_complaint = invalidParameter(u"Could not parse request object: field '%1' must be %2."_s.arg(
            QLatin1StringView(key), QLatin1StringView(wanted)));
}

QString BodyReader::text(const char *key)
{
    const nlohmann::json *const value = field(key);
    if (!value)
        return {};
    if (value->is_string())
        return toText(value->get<std::string>());
    complain(key, "a string");
    return {};
}

std::optional<std::int64_t> BodyReader::number(const char *key)
{
    const nlohmann::json *const value = field(key);
    if (!value)
        return std::nullopt;
    const bool fits =
        value->is_number_integer() && !(value->is_number_unsigned() && value->get<std::uint64_t>() > INT64_MAX);
    if (fits)
        return value->get<std::int64_t>();
    complain(key, "a 64-bit integer");
    return std::nullopt;
}

std::optional<bool> BodyReader::flag(const char *key)
{
    const nlohmann::json *const value = field(key);
    if (!value)
        return std::nullopt;
    if (value->is_boolean())
        return value->get<bool>();
    complain(key, "a boolean");
    return std::nullopt;
}

nlohmann::json BodyReader::object(const char *key)
{
    const nlohmann::json *const value = field(key);
    if (value && value->is_object())
        return *value;
    if (value)
        complain(key, "an object");
    return nlohmann::json::object();
}

std::vector<std::string> BodyReader::texts(const char *key)
{
    std::vector<std::string> all;
    const nlohmann::json *const value = field(key);
    if (!value)
        return all;
    if (!value->is_array())
        complain(key, "an array of strings");
    else
        for (const nlohmann::json &element : *value) {
            if (element.is_string())
                all.push_back(element.get<std::string>());
            else
                complain(key, "an array of strings");
        }
    return all;
}

namespace {

QString pageToken(std::size_t from)
{
    return QString::fromLatin1(("page:" + QByteArray::number(static_cast<qulonglong>(from)))
                                   .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
}

} // namespace

QString Page::nextToken() const
{
    return pageToken(from + size);
}

void Page::addTokens(nlohmann::json &body, std::size_t total) const
{
    if (from + size < total)
        body["next_page_token"] = nextToken().toStdString();
    if (from > 0)
        body["prev_page_token"] = pageToken(from > size ? from - size : 0).toStdString();
}

std::optional<Page> pageOf(const QString &token, std::size_t size)
{
    if (token.isEmpty())
        return Page{0, size};
    const QByteArray plain = QByteArray::fromBase64(token.toLatin1(), QByteArray::Base64UrlEncoding);
    bool good = false;
    const qulonglong from = plain.mid(5).toULongLong(&good);
    if (!good || !plain.startsWith("page:") || from > 1'000'000'000)
        return std::nullopt;
    return Page{static_cast<std::size_t>(from), size};
}

} // namespace twinlake::simulator
