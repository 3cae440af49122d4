// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/databricks/statementtext.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

tl::unexpected<Error> notAName(const QString &text)
{
    return fail(Error::Kind::Configuration,
                QCoreApplication::translate("Databricks",
                                            "\u201c%1\u201d is not a table, column or folder name. Write up to three "
                                            "parts of letters, digits, _ and -, joined by points.")
                    .arg(text.left(100)));
}

std::optional<QString> quotedColumn(const QString &name)
{
    return name.contains(u'.') ? std::nullopt : quotedName(name);
}

QString seconds(Duration span)
{
    return QString::number(std::chrono::duration_cast<std::chrono::seconds>(span).count());
}

StatementParameter timestamp(const QString &name, const Instant &value)
{
    return {name, toIso(value), u"TIMESTAMP"_s};
}

} // namespace

std::optional<QString> quotedName(const QString &name)
{
    static const QRegularExpression shape(
        u"\\A[A-Za-z0-9_][A-Za-z0-9_-]{0,254}(?:\\.[A-Za-z0-9_][A-Za-z0-9_-]{0,254}){0,2}\\z"_s);
    if (!shape.match(name).hasMatch())
        return std::nullopt;
    return u'`' + QString(name).replace(u'.', "`.`"_L1) + u'`';
}

AllowedStatement::AllowedStatement(QString text, QList<StatementParameter> parameters, int rowLimit)
    : m_text(std::move(text))
    , m_parameters(std::move(parameters))
    , m_rowLimit(rowLimit)
{
}

Result<AllowedStatement> AllowedStatement::watermarks(const QList<WatermarkQuestion> &tables)
{
    QStringList parts;
    for (const WatermarkQuestion &question : tables) {
        const auto table = quotedName(question.table);
        const auto column = quotedColumn(question.timestampColumn);
        if (!table || !column)
            return notAName(table ? question.timestampColumn : question.table);
        parts << u"SELECT '%1' AS t, max(%2) AS w, current_timestamp() AS n FROM %3"_s.arg(question.table, *column,
                                                                                           *table);
    }
    if (parts.isEmpty())
        return notAName({});
    return AllowedStatement(parts.join(u" UNION ALL "_s), {}, static_cast<int>(tables.size()));
}

Result<AllowedStatement> AllowedStatement::catchUpCounts(const CatchUpQuestion &question)
{
    const auto table = quotedName(question.goldTable);
    const auto column = quotedColumn(question.timestampColumn);
    if (!table || !column)
        return notAName(table ? question.timestampColumn : question.goldTable);
    // Plain ranges, so that the warehouse can skip the files it need not read.
    const QString text = u"SELECT 'up_to_t0' AS k, count(*) AS c, current_timestamp() AS n FROM %2 "
                         "WHERE %1 >= :from_ts AND %1 <= :t0 UNION ALL "
                         "SELECT 'future' AS k, count(*) AS c, current_timestamp() AS n FROM %2 "
                         "WHERE %1 > current_timestamp() + INTERVAL %3 SECONDS"_s;
    return AllowedStatement(text.arg(*column, *table, seconds(question.futureAllowance)),
                            {timestamp(u"from_ts"_s, question.from), timestamp(u"t0"_s, question.t0)}, 2);
}

Result<AllowedStatement> AllowedStatement::unreadFiles(const CatchUpQuestion &question)
{
    const auto table = quotedName(question.bronzeTable);
    if (!table)
        return notAName(question.bronzeTable);
    const QString text = u"SELECT (SELECT count(*) FROM cloud_files_state(TABLE(%1)) "
                         "WHERE commit_time IS NULL AND create_time <= :until) AS unread, "
                         "(SELECT max(create_time) FROM cloud_files_state(TABLE(%1))) AS newest, "
                         "current_timestamp() AS n"_s;
    return AllowedStatement(text.arg(*table), {timestamp(u"until"_s, later(question.t0, question.slack))}, 1);
}

Result<AllowedStatement> AllowedStatement::listing(const QString &folder)
{
    static const QRegularExpression shape(u"\\A(?:[a-z][a-z0-9+.-]*:/{1,3}|/)[A-Za-z0-9_./@=+%:, -]{1,900}\\z"_s);
    if (!shape.match(folder).hasMatch())
        return notAName(folder);
    return AllowedStatement(u"LIST '%1'"_s.arg(folder), {}, 20000);
}

} // namespace twinlake
