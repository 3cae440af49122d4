// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Names of columns: words that SQLite keeps for itself, fields of structs and paths into JSON.
#include "app/simulator/sql/sparktranslator.h"

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;

namespace {

QString quoted(const QString &name)
{
    return u'"' + QString(name).replace(u'\0', u' ').replace(u"\""_s, u"\"\""_s) + u'"';
}

// Keywords of SQLite that are no syntax of a SELECT in Spark, so that they can only be names.
bool isPlainNameInSpark(const QString &word)
{
    static const QSet<QString> words{
        u"ABORT"_s,     u"ACTION"_s,        u"ADD"_s,       u"AFTER"_s,      u"ALTER"_s,     u"ALWAYS"_s,
        u"ANALYZE"_s,   u"ATTACH"_s,        u"AUTOINCREMENT"_s, u"BEFORE"_s, u"BEGIN"_s,     u"CASCADE"_s,
        u"CHECK"_s,     u"COLUMN"_s,        u"COMMIT"_s,    u"CONFLICT"_s,   u"CONSTRAINT"_s, u"CREATE"_s,
        u"DATABASE"_s,  u"DEFAULT"_s,       u"DEFERRABLE"_s, u"DEFERRED"_s,  u"DELETE"_s,    u"DETACH"_s,
        u"DO"_s,        u"DROP"_s,          u"EACH"_s,      u"EXCLUSIVE"_s,  u"EXPLAIN"_s,   u"FAIL"_s,
        u"FOREIGN"_s,   u"GENERATED"_s,     u"GLOB"_s,      u"IGNORE"_s,     u"IMMEDIATE"_s, u"INDEX"_s,
        u"INDEXED"_s,   u"INITIALLY"_s,     u"INSERT"_s,    u"INSTEAD"_s,    u"INTO"_s,      u"ISNULL"_s,
        u"KEY"_s,       u"MATCH"_s,         u"MATERIALIZED"_s, u"NOTHING"_s, u"NOTNULL"_s,   u"OF"_s,
        u"PLAN"_s,      u"PRAGMA"_s,        u"PRIMARY"_s,   u"QUERY"_s,      u"RAISE"_s,     u"REFERENCES"_s,
        u"REINDEX"_s,   u"RELEASE"_s,       u"RENAME"_s,    u"REPLACE"_s,    u"RESTRICT"_s,  u"RETURNING"_s,
        u"ROLLBACK"_s,  u"SAVEPOINT"_s,     u"SET"_s,       u"TEMP"_s,       u"TEMPORARY"_s, u"TO"_s,
        u"TRANSACTION"_s, u"TRIGGER"_s,     u"UNIQUE"_s,    u"UPDATE"_s,     u"VACUUM"_s,    u"VIEW"_s,
        u"VIRTUAL"_s,   u"WITHOUT"_s,       u"FIRST"_s,     u"LAST"_s,       u"ROW"_s};
    return words.contains(word.toUpper());
}

bool touches(const SparkNode &left, const SparkNode &right)
{
    return left.end == right.begin;
}

} // namespace

// A dotted name; `at` moves behind it. The last two parts are enough, tables have aliases of their own.
QString SparkTranslator::named(const SparkNodes &nodes, std::size_t &at)
{
    static const QStringList structs{u"origin"_s, u"sequence"_s, u"error"_s};
    const SparkNode &first = nodes[at];
    const bool keepsCase = first.kind == SparkNode::Kind::Name || isPlainNameInSpark(first.text);
    const bool nulls = at > 0 && nodes[at - 1].isWord("NULLS"_L1); // NULLS FIRST, NULLS LAST
    QStringList plain{first.text};
    ++at;
    while (at + 1 < nodes.size() && nodes[at].isSymbol("."_L1) && nodes[at + 1].isName()) {
        plain << nodes[at + 1].text;
        at += 2;
    }
    if (m_readsEvents && plain.size() >= 2 && structs.contains(plain.first(), Qt::CaseInsensitive))
        return u"get_json_object(%1,'$.%2')"_s.arg(quoted(plain.first()),
                                                   plain.mid(1).join(u'.').replace(u'\'', u' '));
    if (plain.size() == 1)
        return keepsCase && !nulls ? quoted(plain.first()) : plain.first();
    QStringList parts;
    for (const QString &part : plain.mid(plain.size() - 2))
        parts << quoted(part);
    return parts.join(u'.');
}

// "details:flow_progress.metrics.num_output_rows": Spark's way into a JSON text. The lexer has read a marker.
std::size_t SparkTranslator::jsonPath(const SparkNodes &nodes, std::size_t at, QString &piece)
{
    if (at >= nodes.size() || nodes[at].kind != SparkNode::Kind::Marker || at == 0 || !touches(nodes[at - 1], nodes[at]))
        return at;
    QString path = u"$."_s + nodes[at].text;
    ++at;
    while (at + 1 < nodes.size() && nodes[at].isSymbol("."_L1) && nodes[at + 1].isName()) {
        path += u'.' + nodes[at + 1].text;
        at += 2;
    }
    piece = u"get_json_object(%1,'%2')"_s.arg(piece, path.replace(u'\'', u' '));
    return at;
}

} // namespace twinlake::simulator
