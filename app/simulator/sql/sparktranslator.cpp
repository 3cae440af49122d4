// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/sql/sparktranslator.h"

#include "app/simulator/sql/countshortcut.h"
#include "app/simulator/sql/sqltime.h"

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;

namespace {

QString quotedText(const QString &text)
{
    return u'\'' + QString(text).replace(u'\0', u' ').replace(u"'"_s, u"''"_s) + u'\'';
}

QString quotedName(const QString &name)
{
    return u'"' + QString(name).replace(u'\0', u' ').replace(u"\""_s, u"\"\""_s) + u'"';
}

bool comparing(const QString &piece)
{
    static const QStringList words{u"="_s,  u"=="_s, u"<"_s,  u"<="_s,      u">"_s,
                                   u">="_s, u"<>"_s, u"!="_s, u"BETWEEN"_s, u"AND"_s};
    return words.contains(piece, Qt::CaseInsensitive);
}

} // namespace

SparkTranslator::SparkTranslator(const SqlCatalogue &catalogue, const SqlQuery &query)
    : m_catalogue(catalogue)
    , m_query(query)
{
}

void SparkTranslator::refuse(SqlError error)
{
    if (!m_error)
        m_error = std::move(error);
}

tl::expected<Translation, SqlError> SparkTranslator::translate(const SparkNodes &nodes)
{
    for (std::size_t at = 0; at + 2 < nodes.size(); ++at) {
        if (nodes[at].isName() && nodes[at + 1].isWord("AS"_L1) && nodes[at + 2].kind == SparkNode::Kind::Group)
            m_commonTables.insert(nodes[at].text.toLower());
    }
    const SparkNodes quick = withCountShortcut(nodes);
    Translation translation;
    translation.sql = emitNodes(quick);
    collectItems(quick, translation);
    if (m_error)
        return tl::unexpected(*m_error);
    return translation;
}

void SparkTranslator::collectItems(const SparkNodes &nodes, Translation &translation)
{
    auto at = nodes.begin();
    while (at != nodes.end() && !at->isWord("SELECT"_L1))
        ++at;
    if (at == nodes.end())
        return;
    ++at;
    if (at != nodes.end() && (at->isWord("DISTINCT"_L1) || at->isWord("ALL"_L1)))
        ++at;
    SparkNodes item;
    const auto close = [&] {
        if (!item.empty()) {
            const qsizetype begin = item.front().begin;
            translation.items << SelectItem{emitNodes(item), m_query.text.mid(begin, item.back().end - begin)};
        }
        item.clear();
    };
    for (; at != nodes.end() && !at->isWord("FROM"_L1) && !at->isWord("UNION"_L1) && !at->isWord("LIMIT"_L1)
         && !at->isWord("ORDER"_L1) && !at->isWord("WHERE"_L1);
         ++at) {
        if (at->isSymbol(","_L1))
            close();
        else
            item.push_back(*at);
    }
    close();
}

QString SparkTranslator::emitNodes(const SparkNodes &nodes)
{
    return pieces(nodes).join(u' ');
}

SparkTranslator::Pieces SparkTranslator::pieces(const SparkNodes &nodes)
{
    Pieces out;
    for (std::size_t at = 0; at < nodes.size() && !m_error;)
        at = piece(nodes, at, out);
    return out;
}

// Translates what begins at `at` and says where the next begins.
std::size_t SparkTranslator::piece(const SparkNodes &nodes, std::size_t at, Pieces &out)
{
    const SparkNode &node = nodes[at];
    switch (node.kind) {
    case SparkNode::Kind::Word:
    case SparkNode::Kind::Name:
        return word(nodes, at, out);
    case SparkNode::Kind::Text:
        out << textLiteral(node.text, !out.isEmpty() && comparing(out.last()));
        return at + 1;
    case SparkNode::Kind::Marker:
        out << u':' + node.text;
        return at + 1;
    case SparkNode::Kind::Group:
        out << u'(' + emitNodes(node.children) + u')';
        return at + 1;
    case SparkNode::Kind::Number:
        out << node.text;
        return at + 1;
    case SparkNode::Kind::Symbol:
        break;
    }
    if (node.text == u"::" && !out.isEmpty() && at + 1 < nodes.size()) {
        out.last() = u"tl_cast(%1,%2)"_s.arg(out.last(), quotedText(nodes[at + 1].text));
        return at + 2;
    }
    out << (node.text == u"<=>" ? u"IS"_s : node.text);
    return at + 1;
}

QString SparkTranslator::textLiteral(const QString &text, bool compared)
{
    // Spark casts a string that is compared with a timestamp; a string that looks like one is compared with nothing
    // else.
    const bool dated = compared && text.size() >= 10 && text.at(4) == u'-' && text.at(7) == u'-';
    if (const auto time = dated ? readTimestamp(text.toStdString()) : std::nullopt)
        return u'\'' + QString::fromLatin1(markedTimestamp(*time)) + u'\'';
    return quotedText(QString(text).remove(QLatin1Char(timestampMark)));
}

std::size_t SparkTranslator::word(const SparkNodes &nodes, std::size_t at, Pieces &out)
{
    const SparkNode &node = nodes[at];
    const SparkNode *const next = at + 1 < nodes.size() ? &nodes[at + 1] : nullptr;
    const bool afterDistinct = !out.isEmpty() && out.last().compare(u"DISTINCT"_s, Qt::CaseInsensitive) == 0;
    if (((node.isWord("FROM"_L1) && !afterDistinct) || node.isWord("JOIN"_L1)) && next && next->isName()) {
        out << node.text;
        return table(nodes, at + 1, out);
    }
    if ((node.isWord("TIMESTAMP"_L1) || node.isWord("DATE"_L1)) && next && next->kind == SparkNode::Kind::Text) {
        const auto time = readTimestamp(next->text.toStdString());
        if (!time)
            refuse({u"BAD_REQUEST"_s,
                    u"[INVALID_TYPED_LITERAL] The value '%1' is not a TIMESTAMP. SQLSTATE: 42604"_s.arg(
                        next->text.left(40)),
                    u"42604"_s});
        out << u'\'' + QString::fromLatin1(markedTimestamp(time.value_or(SimTime()))) + u'\'';
        return at + 2;
    }
    if (node.isWord("INTERVAL"_L1) && next)
        return interval(nodes, at, out);
    const bool keyword = node.isWord("AS"_L1) || node.isWord("IN"_L1) || node.isWord("AND"_L1) || node.isWord("OR"_L1)
        || node.isWord("NOT"_L1) || node.isWord("OVER"_L1) || node.isWord("EXISTS"_L1) || node.isWord("WHERE"_L1)
        || node.isWord("SELECT"_L1) || node.isWord("FROM"_L1) || node.isWord("ALL"_L1) || node.isWord("ON"_L1);
    if (next && next->kind == SparkNode::Kind::Group && node.kind == SparkNode::Kind::Word && !keyword) {
        const bool commonTable =
            m_commonTables.contains(node.text.toLower()) && at + 2 < nodes.size() && nodes[at + 2].isWord("AS"_L1);
        out << (commonTable ? node.text + u'(' + emitNodes(next->children) + u')' : call(node, *next));
        return at + 2;
    }
    if (node.isWord("CURRENT_TIMESTAMP"_L1)) {
        out << u"tl_now()"_s;
        return at + 1;
    }
    QStringList path{node.kind == SparkNode::Kind::Name ? quotedName(node.text) : node.text};
    ++at;
    while (at + 1 < nodes.size() && nodes[at].isSymbol("."_L1) && nodes[at + 1].isName()) {
        path << quotedName(nodes[at + 1].text);
        at += 2;
    }
    out << path.mid(std::max<qsizetype>(path.size() - 2, 0)).join(u'.');
    return at;
}

// `x + INTERVAL 5 MINUTES`: the sum is a function call, for SQLite would add numbers.
std::size_t SparkTranslator::interval(const SparkNodes &nodes, std::size_t at, Pieces &out)
{
    const qsizetype size = out.size();
    const bool plus = size >= 2 && out.last() == u"+";
    const bool minus = size >= 2 && out.last() == u"-";
    QStringList words = nodes[at + 1].text.split(u' ', Qt::SkipEmptyParts);
    std::size_t next = at + 2;
    if (words.size() == 1 && next < nodes.size())
        words << nodes[next++].text;
    bool good = words.size() == 2 && (plus || minus);
    const double count = good ? words.first().toDouble(&good) : 0;
    const auto unit = good ? unitOf(words.last()) : std::nullopt;
    if (!unit || std::abs(count) > 1e9) {
        refuse(syntaxError(u"INTERVAL"_s));
        return nodes.size();
    }
    const auto millis = static_cast<qint64>(count * static_cast<double>(unit->count()));
    out.removeLast();
    out.last() = u"tl_add(%1,%2)"_s.arg(out.last()).arg(minus ? -millis : millis);
    return next;
}

QString SparkTranslator::cast(const SparkNode &arguments)
{
    const SparkNodes &all = arguments.children;
    for (std::size_t at = 1; at + 1 < all.size(); ++at) {
        if (all[at].isWord("AS"_L1))
            return u"tl_cast(%1,%2)"_s.arg(
                emitNodes(SparkNodes(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(at))),
                quotedText(all[at + 1].text));
    }
    refuse(syntaxError(u"CAST"_s));
    return {};
}

QString SparkTranslator::call(const SparkNode &function, const SparkNode &arguments)
{
    static const QMap<QString, QString> renamed{{u"current_timestamp"_s, u"tl_now"_s},
                                                {u"now"_s, u"tl_now"_s},
                                                {u"if"_s, u"iif"_s},
                                                {u"nvl"_s, u"ifnull"_s},
                                                {u"greatest"_s, u"max"_s},
                                                {u"least"_s, u"min"_s},
                                                {u"array_max"_s, u"max"_s},
                                                {u"count_if"_s, u"count_if"_s}};
    static const QSet<QString> wallClock{u"date"_s,   u"time"_s, u"datetime"_s,   u"julianday"_s, u"strftime"_s,
                                         u"random"_s, u"rand"_s, u"randomblob"_s, u"unixepoch"_s, u"load_extension"_s};
    static const QSet<QString> unitFirst{u"timestampdiff"_s, u"timestampadd"_s, u"datediff"_s, u"dateadd"_s};
    const QString name = function.text.toLower();
    if (name == u"cast" || name == u"try_cast")
        return cast(arguments);
    if (wallClock.contains(name)) {
        refuse({u"BAD_REQUEST"_s,
                u"[UNRESOLVED_ROUTINE] Cannot resolve routine `%1` on search path. SQLSTATE: 42883"_s.arg(name),
                u"42883"_s});
        return {};
    }
    SparkNodes given = arguments.children;
    if (unitFirst.contains(name) && !given.empty() && given.front().kind == SparkNode::Kind::Word)
        given.front().kind = SparkNode::Kind::Text;
    return renamed.value(name, function.text) + u'(' + emitNodes(given) + u')';
}

} // namespace twinlake::simulator
