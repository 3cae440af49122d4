// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/sql/sqlengine.h"

#include "app/simulator/sql/describing.h"
#include "app/simulator/sql/eventstable.h"
#include "app/simulator/sql/filestable.h"
#include "app/simulator/sql/listing.h"
#include "app/simulator/sql/resultreader.h"
#include "app/simulator/sql/rowstable.h"
#include "app/simulator/sql/showing.h"
#include "app/simulator/sql/sparkfunctions.h"
#include "app/simulator/sql/sparktranslator.h"
#include "app/simulator/sql/sqltime.h"
#include "app/simulator/world/regionworld.h"
#include "app/simulator/world/simpipeline.h"

#include <sqlite3.h>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int stepsPerCheck = 100'000;
constexpr int checksAllowed = 1'000; // about a second of a modern core; a runaway recursion ends here

// Only what reads: no pragma, no attach, no write, whatever the text says.
int allowOnlyReads(void *, int action, const char *, const char *, const char *, const char *)
{
    const bool reads =
        action == SQLITE_SELECT || action == SQLITE_READ || action == SQLITE_FUNCTION || action == SQLITE_RECURSIVE;
    return reads ? SQLITE_OK : SQLITE_DENY;
}

// SQLite connects an eponymous table when it is first named, and declaring its schema then counts as a write that the
// authorizer refuses: so each is named once before the authorizer is there.
void connectNow(sqlite3 *database, const QString &table)
{
    sqlite3_stmt *prepared = nullptr;
    const QByteArray sql = "SELECT * FROM " + table.toLatin1();
    sqlite3_prepare_v2(database, sql.constData(), -1, &prepared, nullptr);
    sqlite3_finalize(prepared);
}

bool isDescribing(const SparkNode &first)
{
    return first.isWord("DESCRIBE"_L1) || first.isWord("DESC"_L1);
}

// What begins a statement that is refused here. Any other word is no SQL at all.
bool isStatementVerb(const SparkNode &first)
{
    static const QStringList verbs{u"INSERT"_s,  u"UPDATE"_s,   u"DELETE"_s,  u"MERGE"_s,  u"CREATE"_s,  u"DROP"_s,
                                   u"ALTER"_s,   u"TRUNCATE"_s, u"GRANT"_s,   u"REVOKE"_s, u"COPY"_s,    u"OPTIMIZE"_s,
                                   u"VACUUM"_s,  u"REFRESH"_s,  u"USE"_s,     u"SET"_s,    u"SHOW"_s,    u"EXPLAIN"_s,
                                   u"ANALYZE"_s, u"CACHE"_s,    u"CALL"_s,    u"MSCK"_s,   u"RESTORE"_s, u"PRAGMA"_s,
                                   u"WITH"_s,    u"ATTACH"_s,   u"COMMENT"_s, u"UNDROP"_s, u"DECLARE"_s, u"EXECUTE"_s};
    return first.kind == SparkNode::Kind::Word && verbs.contains(first.text, Qt::CaseInsensitive);
}

struct DatabaseCloser {
    void operator()(sqlite3 *database) const { sqlite3_close_v2(database); }
};

struct StatementCloser {
    void operator()(sqlite3_stmt *statement) const { sqlite3_finalize(statement); }
};

} // namespace

class SqlEngine::Connection {
public:
    explicit Connection(RegionWorld &world);

    SqlAnswer run(const Translation &translation, const SqlQuery &query, SimTime now);
    const SqlCatalogue &catalogue() const { return m_catalogue; }
    /// Of the world when the tables were put up.
    int tablesVersion() const { return m_tablesVersion; }

private:
    std::optional<SqlError> bind(sqlite3_stmt *statement, const SqlQuery &query);
    void addPipeline(SimPipeline &pipeline);

    std::unique_ptr<sqlite3, DatabaseCloser> m_database;
    SqlCatalogue m_catalogue;
    SimTime m_now;
    int m_checks = 0;
    int m_tablesVersion;
};

SqlEngine::Connection::Connection(RegionWorld &world)
    : m_tablesVersion(world.tablesVersion())
{
    sqlite3 *opened = nullptr;
    sqlite3_open_v2(":memory:", &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr);
    m_database.reset(opened);
    sqlite3_db_config(opened, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
    sqlite3_limit(opened, SQLITE_LIMIT_SQL_LENGTH, 1'000'000);
    sqlite3_limit(opened, SQLITE_LIMIT_LENGTH, 30'000'000);
    sqlite3_limit(opened, SQLITE_LIMIT_EXPR_DEPTH, 200);
    sqlite3_exec(opened, "PRAGMA case_sensitive_like=ON", nullptr, nullptr, nullptr); // as Spark's LIKE
    addSparkFunctions(opened, m_now);
    for (const auto &pipeline : world.pipelines())
        addPipeline(*pipeline);
    sqlite3_set_authorizer(opened, allowOnlyReads, nullptr);
    sqlite3_progress_handler(
        opened, stepsPerCheck,
        [](void *self) { return ++static_cast<Connection *>(self)->m_checks > checksAllowed ? 1 : 0; }, this);
}

void SqlEngine::Connection::addPipeline(SimPipeline &pipeline)
{
    const QString suffix = QString(pipeline.id()).remove(u'-');
    for (const bool bronze : {true, false}) {
        const QString &name = bronze ? pipeline.fleet().bronzeTable : pipeline.fleet().goldTable;
        const QString table = (bronze ? u"bronze_"_s : u"gold_"_s) + suffix;
        addRowsTable(m_database.get(), table.toLatin1(), pipeline, bronze);
        if (m_catalogue.tables.contains(name.toLower())) // two pipelines of one name: the older one has the table
            continue;
        m_catalogue.tables[name.toLower()] = table;
        m_catalogue.fileStates[name.toLower()] = u"files_"_s + suffix;
        m_catalogue.eventLogs[name.toLower()] = u"events_"_s + suffix;
    }
    addFilesTable(m_database.get(), (u"files_"_s + suffix).toLatin1(), pipeline);
    addEventsTable(m_database.get(), (u"events_"_s + suffix).toLatin1(), pipeline);
    m_catalogue.eventLogs[pipeline.id()] = u"events_"_s + suffix;
    for (const QString &prefix : {u"bronze_"_s, u"gold_"_s, u"files_"_s, u"events_"_s})
        connectNow(m_database.get(), prefix + suffix);
}

std::optional<SqlError> SqlEngine::Connection::bind(sqlite3_stmt *statement, const SqlQuery &query)
{
    for (int at = 1; at <= sqlite3_bind_parameter_count(statement); ++at) {
        const char *const marker = sqlite3_bind_parameter_name(statement, at);
        const QString name = marker ? QString::fromUtf8(marker + 1) : QString();
        const auto given = std::find_if(query.parameters.begin(), query.parameters.end(),
                                        [&name](const SqlParameter &parameter) { return parameter.name == name; });
        if (given == query.parameters.end())
            return SqlError{u"BAD_REQUEST"_s,
                            u"[UNBOUND_SQL_PARAMETER] Found the unbound parameter: %1. SQLSTATE: 42P02"_s.arg(name),
                            u"42P02"_s};
        if (!bindParameter(statement, at, *given))
            return SqlError{
                u"BAD_REQUEST"_s,
                u"[CAST_INVALID_INPUT] The value of parameter %1 cannot be cast to %2. SQLSTATE: 22018"_s.arg(
                    name, given->type.left(40)),
                u"22018"_s};
    }
    return std::nullopt;
}

SqlAnswer SqlEngine::Connection::run(const Translation &translation, const SqlQuery &query, SimTime now)
{
    m_now = now;
    m_checks = 0;
    const QByteArray sql = translation.sql.toUtf8();
    sqlite3_stmt *prepared = nullptr;
    const char *tail = nullptr;
    const int code =
        sqlite3_prepare_v2(m_database.get(), sql.constData(), static_cast<int>(sql.size()), &prepared, &tail);
    const std::unique_ptr<sqlite3_stmt, StatementCloser> statement(prepared);
    if (code != SQLITE_OK || !statement)
        return tl::unexpected(sqlErrorFrom(m_database.get()));
    if (tail && !QByteArray(tail).trimmed().isEmpty())
        return tl::unexpected(syntaxError(QString::fromUtf8(tail)));
    if (auto bad = bind(statement.get(), query))
        return tl::unexpected(*bad);
    return readResult(m_database.get(), statement.get(), translation.items, query);
}

SqlEngine::SqlEngine(RegionWorld &world)
    : m_world(world)
    , m_connection(std::make_unique<Connection>(world))
{
}

SqlEngine::~SqlEngine() = default;

SqlAnswer SqlEngine::run(const SqlQuery &query)
{
    const auto nodes = readSpark(query.text);
    if (!nodes)
        return tl::unexpected(nodes.error());
    if (nodes->empty())
        return tl::unexpected(syntaxError(u"end of input"_s));
    if (nodes->front().isWord("LIST"_L1))
        return runListing(*nodes, m_world);
    if (isDescribing(nodes->front()))
        return runDescribing(*nodes, query, m_world);
    if (isShowing(*nodes))
        return runShowing(*nodes, query, m_world);
    if (!isReadOnly(query.text))
        return tl::unexpected(isStatementVerb(nodes->front())
                                  ? SqlError{u"BAD_REQUEST"_s,
                                             u"[INSUFFICIENT_PERMISSIONS] Insufficient privileges: only SELECT and "
                                             u"LIST are granted here. "
                                             u"SQLSTATE: 42501"_s,
                                             u"42501"_s}
                                  : syntaxError(nodes->front().text));
    if (m_connection->tablesVersion() != m_world.tablesVersion())
        m_connection = std::make_unique<Connection>(m_world);
    SparkTranslator translator(m_connection->catalogue(), query);
    const auto translation = translator.translate(*nodes);
    if (!translation)
        return tl::unexpected(translation.error());
    return m_connection->run(*translation, query, m_world.serverNow());
}

bool SqlEngine::isReadOnly(const QString &text)
{
    const auto nodes = readSpark(text);
    if (!nodes || nodes->empty())
        return false;
    const SparkNode &first = nodes->front();
    if (first.isWord("SELECT"_L1) || first.isWord("LIST"_L1) || isDescribing(first) || isShowing(*nodes))
        return true;
    const bool writes = std::any_of(nodes->begin(), nodes->end(), [](const SparkNode &node) {
        return node.isWord("INSERT"_L1) || node.isWord("UPDATE"_L1) || node.isWord("DELETE"_L1)
            || node.isWord("MERGE"_L1);
    });
    return first.isWord("WITH"_L1) && !writes;
}

} // namespace twinlake::simulator
