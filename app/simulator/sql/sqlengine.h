// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// SqlEngine: the region's tables behind a real SQL engine (SQLite, in memory, virtual tables), asked in Spark's
// dialect.
#pragma once

#include "app/simulator/sql/sqlvalues.h"

#include <memory>

namespace twinlake::simulator {

class RegionWorld;

class SqlEngine {
public:
    explicit SqlEngine(RegionWorld &world);
    ~SqlEngine();

    /// As of the world's present instant. What cannot be done is an error in Databricks' words, never a crash.
    SqlAnswer run(const SqlQuery &query);

    /// SELECT, WITH ... SELECT or LIST: a statement that cannot change anything (design.md 13, mutating).
    static bool isReadOnly(const QString &text);

private:
    class Connection;

    RegionWorld &m_world;
    std::unique_ptr<Connection> m_connection;
};

} // namespace twinlake::simulator
