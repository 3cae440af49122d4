// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/sql/resultreader.h"

#include "app/simulator/sql/sparkrewrites.h"
#include "app/simulator/sql/sqltime.h"

#include <sqlite3.h>

#include <QLocale>
#include <QRegularExpression>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype largestInline = 25LL * 1024 * 1024;
constexpr qsizetype largestExternal = 150LL * 1024 * 1024; // the simulator's own memory

/// A DECIMAL, a DATE or a BOOLEAN, which SQLite keeps as something else; empty: `type` is none of these.
std::optional<QString> typedText(sqlite3_stmt *statement, int column, const SqlColumn &as)
{
    const int stored = sqlite3_column_type(statement, column);
    const bool number = stored == SQLITE_INTEGER || stored == SQLITE_FLOAT;
    if (as.typeName == u"BOOLEAN" && number)
        return sqlite3_column_double(statement, column) != 0 ? u"true"_s : u"false"_s;
    if (as.typeName == u"DECIMAL" && number)
        return QString::number(sqlite3_column_double(statement, column), 'f', as.scale);
    if (as.typeName != u"DATE" || stored != SQLITE_TEXT)
        return std::nullopt;
    const auto *const text = reinterpret_cast<const char *>(sqlite3_column_text(statement, column));
    const QByteArray bytes(text, sqlite3_column_bytes(statement, column));
    return isMarked({bytes.constData(), static_cast<std::size_t>(bytes.size())})
        ? std::optional(QString::fromLatin1(bytes.mid(1, 10)))
        : std::nullopt;
}

QString doubleText(double value)
{
    QString text = QString::number(value, 'g', QLocale::FloatingPointShortest);
    if (!text.contains(u'.') && !text.contains(u'e') && !text.contains(u'n'))
        text += u".0"_s;
    return text;
}

/// The value as the wire writes it; its type goes to `type` if that is still open.
std::optional<QString> valueAt(sqlite3_stmt *statement, int column, SqlColumn &as)
{
    if (auto typed = typedText(statement, column, as))
        return typed;
    QString &type = as.typeName;
    const auto settle = [&type](const QString &word) {
        if (type.isEmpty() || (type == u"LONG" && word == u"DOUBLE"))
            type = word;
    };
    switch (sqlite3_column_type(statement, column)) {
    case SQLITE_NULL:
        return std::nullopt;
    case SQLITE_INTEGER: {
        settle(u"LONG"_s);
        return QString::number(sqlite3_column_int64(statement, column));
    }
    case SQLITE_FLOAT:
        settle(u"DOUBLE"_s);
        return doubleText(sqlite3_column_double(statement, column));
    default:
        break;
    }
    const auto *const bytes = static_cast<const char *>(sqlite3_column_blob(statement, column));
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, column));
    const bool marked = bytes && isMarked({bytes, size});
    settle(marked ? u"TIMESTAMP"_s : u"STRING"_s);
    return bytes ? QString::fromUtf8(bytes + (marked ? 1 : 0), static_cast<qsizetype>(size) - (marked ? 1 : 0))
                 : QString();
}

QString declaredType(sqlite3_stmt *statement, int column, const SelectItem *item)
{
    const QByteArray declared = sqlite3_column_decltype(statement, column);
    if (declared.startsWith("TIMESTAMP"))
        return u"TIMESTAMP"_s;
    if (declared == "TEXT")
        return u"STRING"_s;
    if (declared == "REAL")
        return u"DOUBLE"_s;
    if (declared == "INTEGER")
        return u"LONG"_s;
    if (declared == "STRUCT")
        return u"STRUCT"_s;
    return item ? item->type : QString();
}

/// Of a column in which every value is NULL.
QString typeWithoutValue(const SelectItem *item)
{
    const QString written = item ? item->written.toLower() : QString();
    return written.contains(u"time") ? u"TIMESTAMP"_s : (written.contains(u"count") ? u"LONG"_s : u"STRING"_s);
}

/// Where the columns stand that the statement has asked for.
std::vector<int> shownColumns(sqlite3_stmt *statement)
{
    std::vector<int> shown;
    for (int at = 0; at < sqlite3_column_count(statement); ++at) {
        if (qualifiedColumn != QLatin1StringView(sqlite3_column_name(statement, at)))
            shown.push_back(at);
    }
    return shown;
}

QList<SqlColumn> columnsOf(sqlite3_stmt *statement, const std::vector<int> &shown, const QList<SelectItem> &items)
{
    QList<SqlColumn> columns;
    for (const int at : shown) {
        const bool listed = items.size() == static_cast<qsizetype>(shown.size());
        const SelectItem *const item = listed ? &items.at(columns.size()) : nullptr;
        QString name = QString::fromUtf8(sqlite3_column_name(statement, at));
        if (item && name == item->translated)
            name = item->written;
        columns << SqlColumn{name, declaredType(statement, at, item), item ? item->precision : 0,
                             item ? item->scale : 0};
    }
    return columns;
}

} // namespace

bool bindParameter(sqlite3_stmt *statement, int position, const SqlParameter &parameter)
{
    if (!parameter.value)
        return sqlite3_bind_null(statement, position) == SQLITE_OK;
    const QString type = parameter.type.toUpper();
    const QByteArray text = parameter.value->toUtf8();
    bool good = true;
    if (type.startsWith(u"TIMESTAMP") || type == u"DATE") {
        const auto time = readTimestamp({text.constData(), static_cast<std::size_t>(text.size())});
        if (!time)
            return false;
        const QByteArray marked = markedTimestamp(*time);
        return sqlite3_bind_text(statement, position, marked.constData(), static_cast<int>(marked.size()),
                                 SQLITE_TRANSIENT)
            == SQLITE_OK;
    }
    if (type == u"BIGINT" || type == u"LONG" || type == u"INT" || type == u"SMALLINT" || type == u"TINYINT") {
        const qint64 value = text.toLongLong(&good);
        return good && sqlite3_bind_int64(statement, position, value) == SQLITE_OK;
    }
    if (type == u"DOUBLE" || type == u"FLOAT" || type.startsWith(u"DECIMAL")) {
        const double value = text.toDouble(&good);
        return good && sqlite3_bind_double(statement, position, value) == SQLITE_OK;
    }
    if (type == u"BOOLEAN") {
        const QByteArray word = text.toLower();
        return (word == "true" || word == "false")
            && sqlite3_bind_int(statement, position, word == "true") == SQLITE_OK;
    }
    const QByteArray plain = QByteArray(text).replace(timestampMark, ' ');
    return sqlite3_bind_text(statement, position, plain.constData(), static_cast<int>(plain.size()), SQLITE_TRANSIENT)
        == SQLITE_OK;
}

SqlError sqlErrorFrom(sqlite3 *database)
{
    static const QRegularExpression noColumn(u"^no such column: (.*)$"_s);
    static const QRegularExpression noFunction(u"^(?:no such function|no such table): (.*)$"_s);
    static const QRegularExpression near(u"near \"(.*)\": syntax error"_s);
    const QString said = QString::fromUtf8(sqlite3_errmsg(database)).left(300);
    const auto answer = [](const QString &text, const QString &state) {
        return SqlError{u"BAD_REQUEST"_s, text + u" SQLSTATE: "_s + state, state};
    };
    if (const auto match = noColumn.match(said); match.hasMatch())
        return answer(
            u"[UNRESOLVED_COLUMN.WITHOUT_SUGGESTION] A column, variable, or function parameter with name `%1` "
            u"cannot be resolved."_s.arg(match.captured(1)),
            u"42703"_s);
    if (const auto match = noFunction.match(said); match.hasMatch())
        return answer(u"[UNRESOLVED_ROUTINE] Cannot resolve routine `%1` on search path."_s.arg(match.captured(1)),
                      u"42883"_s);
    if (said.contains(u"DIVIDE_BY_ZERO"))
        return answer(u"[DIVIDE_BY_ZERO] Division by zero. Use `try_divide` to tolerate divisor being 0."_s,
                      u"22012"_s);
    if (said.contains(u"integer overflow"))
        return answer(u"[ARITHMETIC_OVERFLOW] long overflow. Use 'try_sum' to tolerate overflow."_s, u"22003"_s);
    if (said.contains(u"INVALID_DATETIME_PATTERN"))
        return answer(u"[INVALID_DATETIME_PATTERN.ILLEGAL_CHARACTER] Unrecognized datetime pattern."_s, u"22007"_s);
    if (said.contains(u"CAST_INVALID_INPUT"))
        return answer(u"[CAST_INVALID_INPUT] The value cannot be cast because it is malformed."_s, u"22018"_s);
    if (said.contains(u"wrong number of arguments"))
        return answer(u"[WRONG_NUM_ARGS.WITHOUT_SUGGESTION] The function was given a wrong number of arguments."_s,
                      u"42605"_s);
    if (sqlite3_errcode(database) == SQLITE_INTERRUPT)
        return {u"DEADLINE_EXCEEDED"_s, u"The statement took too long and was stopped."_s, {}};
    const auto match = near.match(said);
    return syntaxError(match.hasMatch() ? match.captured(1) : said);
}

SqlAnswer readResult(sqlite3 *database, sqlite3_stmt *statement, const QList<SelectItem> &items, const SqlQuery &query)
{
    SqlResult result;
    const std::vector<int> shown = shownColumns(statement);
    result.columns = columnsOf(statement, shown, items);
    qsizetype bytes = 0;
    int code = sqlite3_step(statement);
    for (; code == SQLITE_ROW; code = sqlite3_step(statement)) {
        const bool full = static_cast<std::int64_t>(result.rows.size()) >= query.rowLimit.value_or(INT64_MAX);
        if (full || bytes >= query.byteLimit.value_or(INT64_MAX)) {
            result.truncated = true;
            code = SQLITE_DONE;
            break;
        }
        std::vector<std::optional<QString>> row;
        for (int at = 0; at < result.columns.size(); ++at) {
            row.push_back(valueAt(statement, shown[static_cast<std::size_t>(at)], result.columns[at]));
            bytes += row.back() ? row.back()->size() : 4;
        }
        result.rows.push_back(std::move(row));
        if (bytes > (query.external ? largestExternal : largestInline))
            return tl::unexpected(SqlError{u"BAD_REQUEST"_s, u"Inline byte limit exceeded: at most 25 MiB."_s, {}});
    }
    if (code != SQLITE_DONE)
        return tl::unexpected(sqlErrorFrom(database));
    for (qsizetype at = 0; at < result.columns.size(); ++at) {
        if (result.columns[at].typeName.isEmpty())
            result.columns[at].typeName =
                typeWithoutValue(items.size() == result.columns.size() ? &items.at(at) : nullptr);
    }
    return result;
}

} // namespace twinlake::simulator
