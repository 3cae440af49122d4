// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/sql/showing.h"

#include "app/simulator/world/regionworld.h"
#include "app/simulator/world/simpipeline.h"

#include <QRegularExpression>

#include <set>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;

namespace {

/// SHOW kind [IN place] [[LIKE] 'pattern'], read.
struct Shown {
    QString kind; ///< CATALOGS, SCHEMAS or TABLES
    QStringList place; ///< of IN
    std::optional<QString> pattern;
};

std::set<QStringList> tablePaths(const RegionWorld &world)
{
    std::set<QStringList> all;
    for (const auto &pipeline : world.pipelines()) {
        for (const QString &table : {pipeline->fleet().bronzeTable, pipeline->fleet().goldTable})
            all.insert(table.toLower().split(u'.'));
    }
    return all;
}

/// `*` is any text, `|` stands between alternatives; case means nothing.
bool fits(const QString &name, const std::optional<QString> &pattern)
{
    if (!pattern)
        return true;
    const QStringList alternatives = pattern->left(200).split(u'|');
    return std::any_of(alternatives.cbegin(), alternatives.cend(), [&name](const QString &one) {
        const QString any = QRegularExpression::escape(one.trimmed()).replace(u"\\*"_s, u".*"_s);
        return QRegularExpression(QRegularExpression::anchoredPattern(any), QRegularExpression::CaseInsensitiveOption)
            .match(name)
            .hasMatch();
    });
}

tl::expected<Shown, SqlError> readShow(const SparkNodes &nodes)
{
    Shown shown;
    shown.kind = nodes[1].isWord("DATABASES"_L1) ? u"SCHEMAS"_s : nodes[1].text.toUpper();
    std::size_t at = 2;
    if (at + 1 < nodes.size() && (nodes[at].isWord("IN"_L1) || nodes[at].isWord("FROM"_L1))
        && shown.kind != u"CATALOGS") {
        do {
            ++at;
            if (at >= nodes.size() || !nodes[at].isName())
                return tl::unexpected(syntaxError(at < nodes.size() ? nodes[at].text : u"end of input"_s));
            shown.place << nodes[at++].text.toLower();
        } while (at < nodes.size() && nodes[at].isSymbol("."_L1));
    }
    if (at < nodes.size() && nodes[at].isWord("LIKE"_L1))
        ++at;
    if (at < nodes.size() && nodes[at].kind == SparkNode::Kind::Text)
        shown.pattern = nodes[at++].text;
    if (at != nodes.size() || shown.place.size() > (shown.kind == u"TABLES" ? 2 : 1))
        return tl::unexpected(syntaxError(at < nodes.size() ? nodes[at].text : shown.place.last()));
    return shown;
}

SqlError notFound(const QString &what, const QStringList &place)
{
    return {
        u"BAD_REQUEST"_s,
        u"[%1_NOT_FOUND] The %2 `%3` cannot be found. Verify the spelling and correctness of it. SQLSTATE: 42704"_s.arg(
            what.toUpper(), what, place.join(u"`.`"_s).left(200)),
        u"42704"_s};
}

SqlResult namesOf(const std::set<QString> &names, const QString &column, const std::optional<QString> &pattern)
{
    SqlResult result;
    result.columns = {{column, u"STRING"_s}};
    for (const QString &name : names) {
        if (fits(name, pattern))
            result.rows.push_back({name});
    }
    return result;
}

SqlAnswer schemasIn(const QString &catalog, const Shown &shown, const RegionWorld &world)
{
    std::set<QString> schemas;
    for (const QStringList &path : tablePaths(world)) {
        if (path.value(0) == catalog)
            schemas.insert({path.value(1), u"default"_s, u"information_schema"_s});
    }
    if (schemas.empty())
        return tl::unexpected(notFound(u"catalog"_s, {catalog}));
    return namesOf(schemas, u"databaseName"_s, shown.pattern);
}

SqlAnswer tablesIn(const QString &catalog, const QString &schema, const Shown &shown, const RegionWorld &world)
{
    SqlResult result;
    result.columns = {{u"database"_s, u"STRING"_s}, {u"tableName"_s, u"STRING"_s}, {u"isTemporary"_s, u"BOOLEAN"_s}};
    bool known = schema == u"default";
    for (const QStringList &path : tablePaths(world)) {
        if (path.value(0) != catalog || path.value(1) != schema)
            continue;
        known = true;
        if (fits(path.value(2), shown.pattern))
            result.rows.push_back({schema, path.value(2), u"false"_s});
    }
    if (!known)
        return tl::unexpected(notFound(u"schema"_s, {catalog, schema}));
    return result;
}

} // namespace

bool isShowing(const SparkNodes &nodes)
{
    return nodes.size() >= 2 && nodes[0].isWord("SHOW"_L1)
        && (nodes[1].isWord("CATALOGS"_L1) || nodes[1].isWord("SCHEMAS"_L1) || nodes[1].isWord("DATABASES"_L1)
            || nodes[1].isWord("TABLES"_L1));
}

SqlAnswer runShowing(const SparkNodes &nodes, const SqlQuery &query, const RegionWorld &world)
{
    const auto shown = readShow(nodes);
    if (!shown)
        return tl::unexpected(shown.error());
    const QString catalog = query.catalog.isEmpty() ? u"main"_s : query.catalog.toLower();
    if (shown->kind == u"CATALOGS") {
        std::set<QString> catalogs{u"system"_s};
        for (const QStringList &path : tablePaths(world))
            catalogs.insert(path.value(0));
        return namesOf(catalogs, u"catalog"_s, shown->pattern);
    }
    if (shown->kind == u"SCHEMAS")
        return schemasIn(shown->place.value(0, catalog), *shown, world);
    const QString schema = shown->place.isEmpty() ? query.schema.toLower() : shown->place.last();
    return tablesIn(shown->place.size() == 2 ? shown->place.first() : catalog, schema.isEmpty() ? u"default"_s : schema,
                    *shown, world);
}

} // namespace twinlake::simulator
