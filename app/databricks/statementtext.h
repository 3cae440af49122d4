// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The statements that Twinlake may run, each built from checked names. An AllowedStatement cannot be made from free
// text. Source: contracts/databricks-api.md sections 5.1 and 7, reliability.md section 3.
#pragma once

#include "models/ports/databricksreads.h"

#include <QList>
#include <QString>

namespace twinlake {

/// A named marker of a statement (":t0"), sent beside it and never pasted into it.
struct StatementParameter {
    QString name;
    QString value;
    QString type; ///< TIMESTAMP, BIGINT, ...
};

class AllowedStatement {
public:
    const QString &text() const { return m_text; }
    const QList<StatementParameter> &parameters() const { return m_parameters; }
    int rowLimit() const { return m_rowLimit; }

    /// Columns t, w, n: one row for each table. Kind Configuration if a name is not a name.
    static Result<AllowedStatement> watermarks(const QList<WatermarkQuestion> &tables);
    /// Columns k, c, n: a row up_to_t0 and a row future.
    static Result<AllowedStatement> catchUpCounts(const CatchUpQuestion &question);
    /// Columns unread, newest, n: one row, about the files that Auto Loader knows of.
    static Result<AllowedStatement> unreadFiles(const CatchUpQuestion &question);
    /// Columns path, name, size, modification_time: one level of a landing zone.
    static Result<AllowedStatement> listing(const QString &folder);

private:
    AllowedStatement(QString text, QList<StatementParameter> parameters, int rowLimit);

    QString m_text;
    QList<StatementParameter> m_parameters;
    int m_rowLimit;
};

/// A name of one to three parts as SQL, each part in backticks; empty if it is not one.
std::optional<QString> quotedName(const QString &name);

} // namespace twinlake
