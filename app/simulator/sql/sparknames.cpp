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

// Words that SQLite reserves and that are no syntax of a SELECT in Spark, so that they can only be names.
bool isPlainNameInSpark(const QString &word)
{
    static const QSet<QString> words{
        u"ADD"_s,         u"ALTER"_s,   u"AUTOINCREMENT"_s, u"CHECK"_s,      u"COMMIT"_s, u"CONSTRAINT"_s,
        u"CREATE"_s,      u"DEFAULT"_s, u"DELETE"_s,        u"DEFERRABLE"_s, u"DROP"_s,   u"FOREIGN"_s,
        u"INDEX"_s,       u"INDEXED"_s, u"INSERT"_s,        u"INTO"_s,       u"ISNULL"_s, u"NOTHING"_s,
        u"NOTNULL"_s,     u"PRIMARY"_s, u"REFERENCES"_s,    u"RETURNING"_s,  u"SET"_s,    u"TO"_s,
        u"TRANSACTION"_s, u"UNIQUE"_s,  u"UPDATE"_s};
    return words.contains(word.toUpper());
}

// With nothing but the colon between them.
bool touches(const SparkNode &left, const SparkNode &marker)
{
    return left.end + 1 == marker.begin;
}

} // namespace

// A dotted name; `at` moves behind it. The last two parts are enough, tables have aliases of their own.
QString SparkTranslator::named(const SparkNodes &nodes, std::size_t &at)
{
    static const QStringList structs{u"origin"_s, u"sequence"_s, u"error"_s};
    const SparkNode &first = nodes[at];
    const bool keepsCase = first.kind == SparkNode::Kind::Name || isPlainNameInSpark(first.text);
    QStringList plain{first.text};
    ++at;
    while (at + 1 < nodes.size() && nodes[at].isSymbol("."_L1) && nodes[at + 1].isName()) {
        plain << nodes[at + 1].text;
        at += 2;
    }
    if (m_readsEvents && plain.size() >= 2 && structs.contains(plain.first(), Qt::CaseInsensitive))
        return u"get_json_object(%1,'$.%2')"_s.arg(quoted(plain.first()), plain.mid(1).join(u'.').replace(u'\'', u' '));
    if (plain.size() == 1)
        return keepsCase ? quoted(plain.first()) : plain.first();
    QStringList parts;
    for (const QString &part : plain.mid(plain.size() - 2))
        parts << quoted(part);
    return parts.join(u'.');
}

// "details:flow_progress.metrics.num_output_rows": Spark's way into a JSON text. The lexer has read a marker.
std::size_t SparkTranslator::jsonPath(const SparkNodes &nodes, std::size_t at, QString &piece)
{
    if (at >= nodes.size() || nodes[at].kind != SparkNode::Kind::Marker || at == 0
        || !touches(nodes[at - 1], nodes[at]))
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
