// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Statements over a region in a test, without a warehouse in between.
#pragma once

#include "tests/app/simulator/worldundertest.h"

namespace twinlake::simulator {

inline SqlAnswer ask(WorldUnderTest &test, const QString &sql, const QList<SqlParameter> &parameters = {})
{
    SqlQuery query;
    query.text = sql;
    query.parameters = parameters;
    return SqlEngine(test.world).run(query);
}

/// All rows, values by '|' and rows by ' ', or the error up to its bracket.
inline QString rowsOf(const SqlAnswer &answer)
{
    if (!answer)
        return answer.error().message.section(QLatin1Char(']'), 0, 0) + QLatin1Char(']');
    QStringList rows;
    for (const auto &row : answer->rows) {
        QStringList values;
        for (const auto &value : row)
            values << value.value_or(QStringLiteral("null"));
        rows << values.join(QLatin1Char('|'));
    }
    return rows.join(QLatin1Char(' '));
}

} // namespace twinlake::simulator
