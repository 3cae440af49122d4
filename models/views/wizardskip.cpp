// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Leaving out a guard's verdict or a person's word would let the steps behind it change what nobody judged.
#include "models/views/wizardskip.h"

#include <QCoreApplication>
#include <QStringList>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

class SkipWords {
    Q_DECLARE_TR_FUNCTIONS(WizardSkip)
};

/// Steps that preview a Terraform plan or judge it.
bool judgesPlan(const StepId &step)
{
    static const QStringList ids{u"warm"_s, u"ready"_s, u"assess"_s};
    return ids.contains(step.value);
}

} // namespace

QString whyNotSkipped(const StepProgress &step)
{
    if (step.hasGate)
        return SkipWords::tr("Not offered: this step asks a person, and nothing goes on without that answer.");
    if (judgesPlan(step.id))
        return SkipWords::tr("Not offered: this step judges the Terraform plan, and no plan is applied unjudged.");
    if (step.status != StepStatus::Failed)
        return SkipWords::tr("Not offered: only a failed step can be left out.");
    return {};
}

} // namespace twinlake
