// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/sql/sparktranslator.h"

#include "app/simulator/sql/countshortcut.h"
#include "app/simulator/sql/sparkfunctions.h"
#include "app/simulator/sql/sparkrewrites.h"
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

// Words that are no function although a parenthesis may follow.
bool standsBeforeParentheses(const QString &word)
{
    static const QSet<QString> words{
        u"AS"_s,    u"IN"_s,   u"AND"_s,   u"OR"_s,     u"NOT"_s,     u"OVER"_s,      u"EXISTS"_s, u"WHERE"_s,
        u"FROM"_s,  u"ALL"_s,  u"ON"_s,    u"SELECT"_s, u"JOIN"_s,    u"BY"_s,        u"WHEN"_s,   u"THEN"_s,
        u"ELSE"_s,  u"CASE"_s, u"UNION"_s, u"EXCEPT"_s, u"HAVING"_s,  u"INTERSECT"_s, u"LIMIT"_s,  u"OFFSET"_s,
        u"USING"_s, u"LIKE"_s, u"IS"_s,    u"FILTER"_s, u"BETWEEN"_s, u"DISTINCT"_s,  u"VALUES"_s, u"DIV"_s,
        u"MINUS"_s, u"ANY"_s,  u"SOME"_s,  u"ESCAPE"_s, u"WINDOW"_s,  u"PARTITION"_s};
    return words.contains(word.toUpper());
}

const QString countedRoutine = u"total_counted"_s; // of the count shortcut

bool mentions(const SparkNodes &nodes, QLatin1StringView word)
{
    return std::any_of(nodes.begin(), nodes.end(),
                       [word](const SparkNode &node) { return node.isWord(word) || mentions(node.children, word); });
}

// A quotient of whole numbers has a fraction in Spark, and a zero below it is an error.
bool divides(const QStringList &out)
{
    return !out.isEmpty() && (out.last() == u"* 1.0 /" || out.last() == u"%" || out.last() == u"/");
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
    m_readsEvents = mentions(nodes, "event_log"_L1);
    const SparkNodes quick = withCountShortcut(nodes);
    Translation translation{emitNodes(withShortUnions(withSqliteForms(quick))), {}};
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
            SelectItem made{emitNodes(item), m_query.text.mid(begin, item.back().end - begin)};
            hintType(item, made);
            translation.items << std::move(made);
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
    for (std::size_t at = 0; at < nodes.size() && !m_error;) {
        const bool below = divides(out);
        const qsizetype before = out.size();
        at = piece(nodes, at, out);
        if (below && out.size() == before + 1 && out.last() != u"-" && out.last() != u"+")
            out.last() = u"tl_divisor(%1)"_s.arg(out.last());
    }
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
    out << (node.text == u"<=>" ? u"IS"_s : node.text == u"/" ? u"* 1.0 /"_s : node.text);
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
    const bool keyword = standsBeforeParentheses(node.text);
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
    if (node.isWord("CURRENT_DATE"_L1)) {
        out << u"tl_cast(tl_now(),'DATE')"_s;
        return at + 1;
    }
    if (node.isWord("DIV"_L1) && !out.isEmpty() && next && out.last() != u"," && !nodes[at - 1].isWord("SELECT"_L1)) {
        out << u"/"_s;
        return at + 1;
    }
    const bool alias = !out.isEmpty() && out.last().compare(u"AS"_s, Qt::CaseInsensitive) == 0;
    QString piece = alias ? quotedName(nodes[at++].text) : named(nodes, at);
    at = jsonPath(nodes, at, piece);
    out << piece;
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

QString SparkTranslator::cast(const SparkNode &arguments, bool checked)
{
    const SparkNodes &all = arguments.children;
    for (std::size_t at = 1; at + 1 < all.size(); ++at) {
        if (all[at].isWord("AS"_L1))
            return u"%1(%2,%3)"_s.arg(checked ? u"tl_cast"_s : u"tl_try_cast"_s,
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
                                                {u"mean"_s, u"avg"_s},
                                                {u"char_length"_s, u"length"_s}};
    static const QSet<QString> unitFirst{u"timestampdiff"_s, u"timestampadd"_s, u"datediff"_s, u"dateadd"_s};
    const QString name = function.text.toLower();
    if (name == u"cast" || name == u"try_cast")
        return cast(arguments, name == u"cast");
    if (name == u"date" || name == u"to_date")
        return u"tl_cast(%1,'DATE')"_s.arg(emitNodes(arguments.children));
    if (name == u"current_date")
        return u"tl_cast(tl_now(),'DATE')"_s;
    const QString routine = renamed.value(name, name);
    const bool several = std::any_of(arguments.children.begin(), arguments.children.end(),
                                     [](const SparkNode &node) { return node.isSymbol(","_L1); });
    if (several && (name == u"max" || name == u"min")) { // SQLite would compare them with each other
        refuse({u"BAD_REQUEST"_s,
                u"[WRONG_NUM_ARGS.WITHOUT_SUGGESTION] The `%1` requires 1 parameter. SQLSTATE: 42605"_s.arg(name),
                u"42605"_s});
        return {};
    }
    if (!isSparkRoutine(routine) && !renamed.contains(name) && name != countedRoutine) {
        refuse({u"BAD_REQUEST"_s,
                u"[UNRESOLVED_ROUTINE] Cannot resolve routine `%1` on search path. SQLSTATE: 42883"_s.arg(name),
                u"42883"_s});
        return {};
    }
    SparkNodes given = arguments.children;
    if (unitFirst.contains(name) && given.size() > 1 && given[1].isSymbol(","_L1)
        && given.front().kind == SparkNode::Kind::Word)
        given.front().kind = SparkNode::Kind::Text;
    return routine + u'(' + emitNodes(given) + u')';
}

} // namespace twinlake::simulator
