// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the virtual tables have in common: a table over one pipeline, nothing to write, nothing to store.
#pragma once

#include <sqlite3.h>

#include <new>

namespace twinlake::simulator {

class SimPipeline;

/// What a module is registered with; owned by the connection.
struct TableSource {
    SimPipeline *pipeline = nullptr;
    bool bronze = false;
};

struct WorldTable {
    sqlite3_vtab base{};
    TableSource source;
};

inline SimPipeline &pipelineOf(sqlite3_vtab *table)
{
    return *reinterpret_cast<WorldTable *>(table)->source.pipeline;
}

inline int connectTable(sqlite3 *database, void *source, const char *schema, sqlite3_vtab **table)
{
    const int declared = sqlite3_declare_vtab(database, schema);
    if (declared != SQLITE_OK)
        return declared;
    auto *const made = new (std::nothrow) WorldTable{{}, *static_cast<TableSource *>(source)};
    *table = made ? &made->base : nullptr;
    return made ? SQLITE_OK : SQLITE_NOMEM;
}

inline int disconnectTable(sqlite3_vtab *table)
{
    delete reinterpret_cast<WorldTable *>(table);
    return SQLITE_OK;
}

template <typename Cursor>
int openCursor(sqlite3_vtab *, sqlite3_vtab_cursor **cursor)
{
    auto *const made = new (std::nothrow) Cursor{};
    *cursor = made ? &made->base : nullptr;
    return made ? SQLITE_OK : SQLITE_NOMEM;
}

template <typename Cursor>
int closeCursor(sqlite3_vtab_cursor *cursor)
{
    delete reinterpret_cast<Cursor *>(cursor);
    return SQLITE_OK;
}

/// An eponymous module: the table exists by the module's name alone.
template <typename Cursor>
constexpr sqlite3_module readOnlyModule()
{
    sqlite3_module module{};
    module.xDisconnect = disconnectTable;
    module.xDestroy = disconnectTable;
    module.xOpen = openCursor<Cursor>;
    module.xClose = closeCursor<Cursor>;
    return module;
}

inline bool addModule(sqlite3 *database, const char *name, const sqlite3_module *module, TableSource source)
{
    return sqlite3_create_module_v2(database, name, module, new TableSource(source),
                                    [](void *owned) { delete static_cast<TableSource *>(owned); })
        == SQLITE_OK;
}

} // namespace twinlake::simulator
