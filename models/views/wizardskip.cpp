// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Leaving out a guard's verdict or a person's word would let the steps behind it change what nobody judged.
#include "models/views/wizardskip.h"

#include <QCoreApplication>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

class SkipWords {
    Q_DECLARE_TR_FUNCTIONS(WizardSkip)
};

} // namespace

QString whyNotSkipped(const StepProgress &step)
{
    if (step.hasGate)
        return SkipWords::tr("Not offered: this step asks a person, and nothing goes on without that answer.");
    if (!step.maySkip)
        return SkipWords::tr("Not offered: later steps rely on what this step judges or writes.");
    if (step.status != StepStatus::Failed)
        return SkipWords::tr("Not offered: only a failed step can be left out.");
    return {};
}

} // namespace twinlake
