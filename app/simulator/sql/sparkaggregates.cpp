// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Aggregates that SQLite lacks, over groups and over windows.
#include "app/simulator/sql/sparkarguments.h"
#include "app/simulator/sql/sparkfunctions.h"

namespace twinlake::simulator {

namespace {

enum class Fold { CountIf, Total, Xor };

struct Folded {
    std::int64_t value;
    std::int64_t rows; ///< that were not NULL
};

template <Fold fold, int sign>
void step(sqlite3_context *context, int, sqlite3_value **values)
{
    auto *const folded = static_cast<Folded *>(sqlite3_aggregate_context(context, sizeof(Folded)));
    if (!folded || isNull(values[0]))
        return;
    const std::int64_t value = sqlite3_value_int64(values[0]);
    folded->rows += sign;
    if (fold == Fold::Xor)
        folded->value ^= value;
    else
        folded->value += sign * (fold == Fold::CountIf ? std::int64_t(value != 0) : value);
}

template <Fold fold>
void value(sqlite3_context *context)
{
    const auto *const folded = static_cast<Folded *>(sqlite3_aggregate_context(context, sizeof(Folded)));
    const bool nothing = !folded || folded->rows == 0;
    if (nothing && fold == Fold::Xor)
        sqlite3_result_null(context);
    else
        sqlite3_result_int64(context, nothing ? 0 : folded->value);
}

template <Fold fold>
bool add(sqlite3 *database, const char *name)
{
    return sqlite3_create_window_function(database, name, 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC, nullptr, step<fold, 1>,
                                          value<fold>, value<fold>, step<fold, -1>, nullptr)
        == SQLITE_OK;
}

} // namespace

bool addAggregates(sqlite3 *database)
{
    const bool counts = add<Fold::CountIf>(database, "count_if");
    const bool totals = add<Fold::Total>(database, "total_counted");
    return add<Fold::Xor>(database, "bit_xor") && counts && totals;
}

} // namespace twinlake::simulator
