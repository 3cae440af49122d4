// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which virtual table a name after FROM or JOIN means.
#include "app/simulator/sql/sparktranslator.h"

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;

namespace {

QStringList pathAt(const SparkNodes &nodes, std::size_t &at)
{
    QStringList path{nodes[at].text};
    ++at;
    while (at + 1 < nodes.size() && nodes[at].isSymbol("."_L1) && nodes[at + 1].isName()) {
        path << nodes[at + 1].text;
        at += 2;
    }
    return path;
}

bool beginsAlias(const SparkNodes &nodes, std::size_t at)
{
    static const QStringList clauses{u"WHERE"_s, u"GROUP"_s,     u"ORDER"_s,   u"LIMIT"_s,    u"UNION"_s,   u"JOIN"_s,
                                     u"INNER"_s, u"LEFT"_s,      u"RIGHT"_s,   u"FULL"_s,     u"CROSS"_s,   u"ON"_s,
                                     u"USING"_s, u"HAVING"_s,    u"EXCEPT"_s,  u"WINDOW"_s,   u"NATURAL"_s, u"OFFSET"_s,
                                     u"MINUS"_s, u"INTERSECT"_s, u"VERSION"_s, u"TIMESTAMP"_s};
    return at < nodes.size() && nodes[at].isName() && !clauses.contains(nodes[at].text, Qt::CaseInsensitive);
}

} // namespace

std::size_t SparkTranslator::table(const SparkNodes &nodes, std::size_t at, Pieces &out)
{
    const QStringList path = pathAt(nodes, at);
    const bool function = path.size() == 1 && at < nodes.size() && nodes[at].kind == SparkNode::Kind::Group;
    if (function)
        out << tableFunction(path.first().toLower(), nodes[at++]);
    else if (path.size() == 1 && m_commonTables.contains(path.first().toLower()))
        out << path.first();
    else
        out << resolved(path);
    if (!beginsAlias(nodes, at) && !function)
        out << u"AS \"%1\""_s.arg(QString(path.last()).remove(u'"'));
    return at;
}

QString SparkTranslator::resolved(const QStringList &path)
{
    QStringList full = path;
    if (full.size() == 1)
        full.prepend(m_query.schema.isEmpty() ? u"default"_s : m_query.schema);
    if (full.size() == 2)
        full.prepend(m_query.catalog.isEmpty() ? u"main"_s : m_query.catalog);
    const auto found = m_catalogue.tables.constFind(full.join(u'.').toLower());
    if (found != m_catalogue.tables.cend())
        return *found;
    refuse({u"BAD_REQUEST"_s,
            u"[TABLE_OR_VIEW_NOT_FOUND] The table or view `%1` cannot be found. Verify the spelling and correctness of "
            u"the schema and catalog. SQLSTATE: 42P01"_s.arg(path.join(u"`.`"_s).left(200)),
            u"42P01"_s});
    return {};
}

// cloud_files_state(TABLE(name)) and event_log('id') or event_log(TABLE(name)).
QString SparkTranslator::tableFunction(const QString &function, const SparkNode &arguments)
{
    const SparkNodes &given = arguments.children;
    QString named;
    if (given.size() == 2 && given[0].isWord("TABLE"_L1) && given[1].kind == SparkNode::Kind::Group
        && !given[1].children.empty() && given[1].children.front().isName()) {
        std::size_t at = 0;
        const QStringList path = pathAt(given[1].children, at);
        if (resolved(path).isEmpty())
            return {};
        QStringList full = path;
        if (full.size() < 3)
            full.prepend(m_query.catalog.isEmpty() ? u"main"_s : m_query.catalog);
        named = full.join(u'.').toLower();
    } else if (given.size() == 1 && given[0].kind == SparkNode::Kind::Text) {
        named = given[0].text.toLower();
    }
    const bool files = function == u"cloud_files_state";
    const auto &known = files ? m_catalogue.fileStates : m_catalogue.eventLogs;
    if ((files || function == u"event_log") && known.contains(named))
        return known.value(named);
    refuse({u"BAD_REQUEST"_s,
            u"[UNRESOLVABLE_TABLE_VALUED_FUNCTION] Could not resolve `%1` to a table-valued function with these "
            u"arguments. SQLSTATE: 42883"_s.arg(function.left(100)),
            u"42883"_s});
    return {};
}

} // namespace twinlake::simulator
