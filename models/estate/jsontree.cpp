// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Builds the tree from the JSON library's events and explains its syntax errors.
#include "models/estate/jsontree.h"

#include "models/estate/jsonpositions.h"

#include <QHash>

#include <nlohmann/json.hpp>

#include <limits>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype largestText = qsizetype(1024) * 1024;
constexpr size_t deepest = 32;

/// What to do about a syntax error, from what the JSON library expected and what it met.
QString syntaxRemedy(const QString &what, const QByteArray &met)
{
    if (what.contains("unexpected end of input"_L1))
        return estateWords(QT_TRANSLATE_NOOP("EstateFile", "Close every string, { and [ that is open."));
    if (what.contains("invalid string"_L1))
        return estateWords(
            QT_TRANSLATE_NOOP("EstateFile", "End the string with \" on its own line, and write \\\\ for a backslash."));
    if (met == "}" || met == "]")
        return estateWords(QT_TRANSLATE_NOOP("EstateFile", "Remove the comma before it, or write the missing value."));
    if (what.contains("expected '}'"_L1) || what.contains("expected ']'"_L1))
        return estateWords(QT_TRANSLATE_NOOP("EstateFile", "Put a comma between two entries."));
    if (what.contains("object key"_L1))
        return estateWords(QT_TRANSLATE_NOOP("EstateFile", "Write the key in double quotes."));
    if (what.contains("object separator"_L1))
        return estateWords(QT_TRANSLATE_NOOP("EstateFile", "Put a colon between a key and its value."));
    if (what.contains("expected end of input"_L1))
        return estateWords(QT_TRANSLATE_NOOP("EstateFile", "Remove everything behind the closing }."));
    return estateWords(
        QT_TRANSLATE_NOOP("EstateFile", "Write a text in double quotes, a number, true, false, { or [."));
}

// Named as nlohmann's SAX interface wants it.
class TreeBuilder : public nlohmann::json_sax<nlohmann::json> {
public:
    TreeBuilder(const QByteArray &text, JsonTree &tree)
        : m_text(text)
        , m_positions(text)
        , m_tree(tree)
    {
    }

    bool null() override { return add(JsonNode::Kind::Null) != nullptr; }
    bool boolean(bool value) override
    {
        add(JsonNode::Kind::Boolean)->boolean = value;
        return true;
    }
    bool number_integer(number_integer_t value) override
    {
        add(JsonNode::Kind::Integer)->integer = value;
        return true;
    }
    bool number_unsigned(number_unsigned_t value) override
    {
        const bool fits = value <= static_cast<number_unsigned_t>(std::numeric_limits<qint64>::max());
        add(fits ? JsonNode::Kind::Integer : JsonNode::Kind::Fraction)->integer = fits ? static_cast<qint64>(value) : 0;
        return true;
    }
    bool number_float(number_float_t, const string_t &) override { return add(JsonNode::Kind::Fraction) != nullptr; }
    bool string(string_t &value) override
    {
        add(JsonNode::Kind::Text)->text = QString::fromStdString(value);
        return true;
    }
    bool binary(binary_t &) override { return false; }
    bool start_object(std::size_t) override { return open(JsonNode::Kind::Object); }
    bool start_array(std::size_t) override { return open(JsonNode::Kind::Array); }
    bool end_object() override { return close(); }
    bool end_array() override { return close(); }
    bool key(string_t &value) override;
    bool parse_error(std::size_t position, const std::string &, const nlohmann::detail::exception &error) override;

private:
    JsonNode *add(JsonNode::Kind kind);
    bool open(JsonNode::Kind kind);
    bool close();
    void complain(TextPosition at, const QString &problem, const QString &remedy);

    QByteArray m_text;
    JsonPositions m_positions;
    JsonTree &m_tree;
    std::vector<JsonNode *> m_open; // ancestors; a node's address is steady while it is open
    std::vector<QHash<QString, int>> m_keys; // of each of them, with the line of the first one: 1 MiB may be one object
    QString m_key;
    TextPosition m_keyAt;
};

JsonNode *TreeBuilder::add(JsonNode::Kind kind)
{
    JsonNode *node = &m_tree.root;
    if (!m_open.empty()) {
        m_open.back()->members.push_back({m_key, m_keyAt, {}});
        node = &m_open.back()->members.back().value;
    }
    m_key.clear();
    node->kind = kind;
    node->at = m_positions.next();
    return node;
}

bool TreeBuilder::open(JsonNode::Kind kind)
{
    JsonNode *node = add(kind);
    if (m_open.size() >= deepest) {
        complain(node->at, estateWords(QT_TRANSLATE_NOOP("EstateFile", "The file is nested more than 32 levels deep.")),
                 estateWords(
                     QT_TRANSLATE_NOOP("EstateFile", "Write the structure of the estate schema; it needs 8 levels.")));
        return false;
    }
    node->complete = false;
    m_open.push_back(node);
    m_keys.emplace_back();
    return true;
}

bool TreeBuilder::close()
{
    m_open.back()->complete = true;
    m_open.pop_back();
    m_keys.pop_back();
    return true;
}

bool TreeBuilder::key(string_t &value)
{
    m_key = QString::fromStdString(value);
    m_keyAt = m_positions.next();
    const int firstLine = m_keys.back().value(m_key);
    if (firstLine == 0) {
        m_keys.back().insert(m_key, m_keyAt.line);
        return true;
    }
    complain(
        m_keyAt,
        estateWords(QT_TRANSLATE_NOOP("EstateFile", "The key \"%1\" stands here a second time.")).arg(m_key.left(80)),
        estateWords(QT_TRANSLATE_NOOP("EstateFile", "Keep one of the two; the first is on line %1.")).arg(firstLine));
    return true;
}

bool TreeBuilder::parse_error(std::size_t position, const std::string &, const nlohmann::detail::exception &error)
{
    const QString what = QString::fromUtf8(error.what());
    const bool atEnd = what.contains("unexpected end of input"_L1);
    const qsizetype start = atEnd ? m_text.size() : m_positions.tokenStart(static_cast<qsizetype>(position) - 1);
    const QString separator = what.contains(" - "_L1) ? u" - "_s : u"] "_s; // in front of it: its own name and position
    const QString detail = what.mid(what.indexOf(separator) + separator.size()).section(u"; last read"_s, 0, 0);
    complain(m_positions.at(start),
             estateWords(QT_TRANSLATE_NOOP("EstateFile", "This is not JSON: %1.")).arg(detail.left(200)),
             syntaxRemedy(what, m_text.mid(start, 1)));
    return false;
}

void TreeBuilder::complain(TextPosition at, const QString &problem, const QString &remedy)
{
    QString path = u"$"_s;
    for (size_t i = 1; i < m_open.size(); ++i) {
        const JsonNode *parent = m_open.at(i - 1);
        const JsonMember &member = parent->members.back();
        path += parent->kind == JsonNode::Kind::Array ? u"[%1]"_s.arg(parent->members.size() - 1) : u'.' + member.key;
    }
    m_tree.problems.append({at.line, at.column, path, problem, remedy});
}

} // namespace

const JsonMember *JsonNode::member(const QString &key) const
{
    const auto found =
        std::find_if(members.begin(), members.end(), [&](const JsonMember &each) { return each.key == key; });
    return kind == Kind::Object && found != members.end() ? &*found : nullptr;
}

JsonTree readJsonTree(const QByteArray &text)
{
    JsonTree tree;
    tree.root.complete = false;
    if (text.size() > largestText) {
        tree.problems.append(
            {1, 1, u"$"_s, estateWords(QT_TRANSLATE_NOOP("EstateFile", "The file is larger than 1 MiB.")),
             estateWords(
                 QT_TRANSLATE_NOOP("EstateFile", "Check that this is an estate file, or split the estate in two."))});
        return tree;
    }
    TreeBuilder builder(text, tree);
    const bool read =
        nlohmann::json::sax_parse(text.begin(), text.end(), &builder, nlohmann::json::input_format_t::json, true, true);
    if (read && tree.root.kind != JsonNode::Kind::Array && tree.root.kind != JsonNode::Kind::Object)
        tree.root.complete = true;
    return tree;
}

} // namespace twinlake
