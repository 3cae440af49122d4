// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Replies of the Databricks face: JSON bodies, the error envelope (contracts/databricks-api.md 2.1, 2.4), and typed
// reading of request bodies that collects what is wrong instead of throwing.
#pragma once

#include "app/simulator/faces/simhttp.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <optional>
#include <vector>

namespace twinlake::simulator {

inline QString toText(const std::string &utf8)
{
    return QString::fromStdString(utf8);
}

/// Serialises anything; bytes that are not UTF-8 become replacement characters.
SimResponse jsonReply(const nlohmann::json &body, int status = 200);
/// A 200 whose JSON is written out already.
SimResponse textReply(const std::string &json);
/// A 200 with "{}" that changed the world, or not.
SimResponse doneReply(bool applied);
/// `code` is a word, or the number 403 for a bad token.
SimResponse refusal(int status, const nlohmann::json &code, const QString &message);
SimResponse invalidParameter(const QString &message);

/// The request's JSON object; an empty body is {}. Empty: not JSON, not an object, or nested absurdly deep.
std::optional<nlohmann::json> parseBody(const QByteArray &body);

class BodyReader {
public:
    explicit BodyReader(const nlohmann::json &body)
        : m_body(body)
    {
    }

    QString text(const char *key);
    std::optional<std::int64_t> number(const char *key);
    std::optional<bool> flag(const char *key);
    nlohmann::json object(const char *key); ///< {} if absent
    std::vector<std::string> texts(const char *key);
    /// Set once a field had the wrong type: the answer to give.
    const std::optional<SimResponse> &complaint() const { return m_complaint; }

private:
    const nlohmann::json *field(const char *key) const;
    void complain(const char *key, const char *wanted);

    const nlohmann::json &m_body;
    std::optional<SimResponse> m_complaint;
};

/// A page of a list: `[from, from + size)`. Empty if the token is not one of ours.
struct Page {
    std::size_t from = 0;
    std::size_t size = 0;

    QString nextToken() const;
    /// The tokens of a page out of `total`, where there is a next or a previous one.
    void addTokens(nlohmann::json &body, std::size_t total) const;
    std::size_t end(std::size_t total) const { return std::min(total, from + size); }
};
std::optional<Page> pageOf(const QString &token, std::size_t size);

} // namespace twinlake::simulator
