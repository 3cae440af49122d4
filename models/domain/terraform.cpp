// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "models/domain/terraform.h"

#include <QSet>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

RunPhase TerraformRun::phase() const
{
    static const QSet<QString> preparing{u"fetching"_s,          u"fetching_completed"_s, u"queuing"_s,
                                         u"plan_queued"_s,       u"queuing_apply"_s,      u"apply_queued"_s,
                                         u"pre_plan_running"_s,  u"pre_plan_completed"_s, u"post_plan_running"_s,
                                         u"pre_apply_running"_s, u"pre_apply_completed"_s};
    static const QSet<QString> waitsForOthers{u"policy_override"_s, u"post_plan_awaiting_decision"_s,
                                              u"pre_plan_awaiting_decision"_s, u"tf_policy_override"_s};
    static const QSet<QString> finishedOk{u"applied"_s, u"planned_and_finished"_s, u"assessed"_s};
    static const QSet<QString> finishedFailed{u"errored"_s, u"canceled"_s, u"force_canceled"_s, u"discarded"_s,
                                              u"policy_soft_failed"_s};
    if (isConfirmable)
        return RunPhase::NeedsConfirmation;
    if (status == "pending"_L1)
        return RunPhase::NotStarted;
    if (preparing.contains(status))
        return RunPhase::Preparing;
    if (waitsForOthers.contains(status))
        return RunPhase::WaitsForOthers;
    if (finishedOk.contains(status))
        return RunPhase::FinishedOk;
    if (finishedFailed.contains(status))
        return RunPhase::FinishedFailed;
    return RunPhase::Working;
}

} // namespace twinlake
