// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// SparkTranslator: a Spark statement as SQLite can run it over our virtual tables. What it does not know it passes on,
// so that SQLite judges it.
#pragma once

#include "app/simulator/sql/sparklexer.h"

#include <QMap>
#include <QSet>
#include <QStringList>

namespace twinlake::simulator {

/// Which virtual table stands for what; keys in lower case.
struct SqlCatalogue {
    QMap<QString, QString> tables; ///< "main.gold.orders"
    QMap<QString, QString> fileStates; ///< the table whose stream reads the files
    QMap<QString, QString> eventLogs; ///< pipeline id, or a table of the pipeline
};

/// One column of the first SELECT list, for its name and the type of a column without a value.
struct SelectItem {
    QString translated;
    QString written;
    QString type{}; ///< manifest word where the expression alone tells it
    int precision = 0; ///< of a DECIMAL
    int scale = 0;
};

/// Fills in what the expression tells of its type: a comparison is BOOLEAN, a cast is what it casts to.
void hintType(const SparkNodes &expression, SelectItem &item);

struct Translation {
    QString sql;
    QList<SelectItem> items;
};

class SparkTranslator {
public:
    SparkTranslator(const SqlCatalogue &catalogue, const SqlQuery &query);

    tl::expected<Translation, SqlError> translate(const SparkNodes &nodes);

private:
    using Pieces = QStringList;

    QString emitNodes(const SparkNodes &nodes);
    Pieces pieces(const SparkNodes &nodes);
    std::size_t piece(const SparkNodes &nodes, std::size_t at, Pieces &out);
    std::size_t table(const SparkNodes &nodes, std::size_t at, Pieces &out);
    std::size_t word(const SparkNodes &nodes, std::size_t at, Pieces &out);
    std::size_t jsonPath(const SparkNodes &nodes, std::size_t at, QString &piece);
    QString named(const SparkNodes &nodes, std::size_t &at);
    std::size_t interval(const SparkNodes &nodes, std::size_t at, Pieces &out);
    QString call(const SparkNode &function, const SparkNode &arguments);
    QString cast(const SparkNode &arguments, bool checked);
    QString textLiteral(const QString &text, bool compared);
    QString tableFunction(const QString &function, const SparkNode &arguments);
    QString resolved(const QStringList &path);
    void refuse(SqlError error);
    void collectItems(const SparkNodes &nodes, Translation &translation);

    const SqlCatalogue &m_catalogue;
    const SqlQuery &m_query;
    QSet<QString> m_commonTables;
    bool m_readsEvents = false; ///< event_log is in the statement: its structs may be taken apart
    std::optional<SqlError> m_error;
};

} // namespace twinlake::simulator
