// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Plan guard: may this Terraform plan be applied? It may change only `continuous` of the named pipelines and
// `pause_status` of the named jobs, or the named consumer pointer, action exactly update; anything else blocks and says
// which address and attribute (design.md section 5, contracts/terraform-cloud-api.md 5.2.1).
#pragma once

#include "models/domain/terraform.h"

#include <QByteArray>
#include <QList>
#include <QSet>
#include <QString>

namespace twinlake {

/// What a plan is expected to do. Ids are compared as text with `before.id` of the plan.
struct ExpectedChange {
    QSet<QString> pipelineIds;
    QSet<QString> jobIds;
    bool becomesActive = false; ///< continuous -> true and pause_status -> PAUSED; else the opposite
    QString pointerBefore; ///< for the consumers' workspace: the value that changes ...
    QString pointerAfter; ///< ... into this one; both empty for a region's own workspace

    friend bool operator==(const ExpectedChange &, const ExpectedChange &) = default;
};

struct GuardFinding {
    QString address;
    QString path; ///< empty: the resource as a whole
    QString before;
    QString after;
    bool allowed = false;
    QString reason; ///< why it is blocked, a sentence; "expected" otherwise

    friend bool operator==(const GuardFinding &, const GuardFinding &) = default;
};

struct GuardVerdict {
    enum class Kind { Allowed, NothingToDo, Blocked };
    Kind kind = Kind::Blocked;
    QString sentence;
    QList<GuardFinding> findings; ///< blocked ones first
    QByteArray projectionHash; ///< SHA-256, hex, over (address, action, changed paths with values)

    friend bool operator==(const GuardVerdict &, const GuardVerdict &) = default;
};

GuardVerdict judgePlan(const PlanDiff &plan, const ExpectedChange &expected);

} // namespace twinlake
