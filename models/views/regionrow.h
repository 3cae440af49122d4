// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// RegionRow: one line of a region column: what, its state, the detail, the age.
#pragma once

#include "models/estate/estate.h"
#include "models/rules/groupview.h"
#include "models/views/readingform.h"
#include "models/views/statesign.h"

#include <QList>
#include <QString>

namespace twinlake {

struct RegionRow {
    QString key; ///< stays the same while the estate does: "workspace", "pipeline/orders", "lag", ...
    QString name;
    StateSign sign;
    QString detail;
    QString age;
    AgeState ageState = AgeState::Fresh;
    ReadingForm form = ReadingForm::Live;

    /// Unknown rows are tinted and hatched.
    bool isHatched() const { return form == ReadingForm::Unknown; }
    friend bool operator==(const RegionRow &, const RegionRow &) = default;
};

struct RegionRowsInput {
    const Estate &estate;
    const GroupView &view;
    Region region = Region::Primary;
    Instant now;
    Instant askingSince;
};

/// Workspace, each pipeline, gold lag, landing zone, job, warehouse, Terraform: always these kinds, in this order.
QList<RegionRow> regionRows(const RegionRowsInput &input);

} // namespace twinlake
