// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/terraform/tflogs.h"

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;

QString logPreamble(const QString &terraformVersion)
{
    return u"\x02Terraform v%1\non linux_amd64\nInitializing plugins and modules...\n"_s.arg(terraformVersion);
}

QString planLog(const TfPlanResult &result)
{
    QString log;
    for (const QString &line : result.refreshed)
        log += line + u'\n';
    if (!result.error.isEmpty())
        return log + u"\nError: %1\nOperation failed: failed running terraform plan (exit 1)\n\x03"_s.arg(result.error);
    if (!result.hasChanges())
        return log + u"\nNo changes. Your infrastructure matches the configuration.\n\x03"_s;
    if (result.stateOnly)
        return log
            + u"\nTerraform found changes made outside of Terraform; applying this refresh-only plan will "
              "update the state to match.\n\x03"_s;
    if (!result.drawn.isEmpty())
        log += u"\nTerraform will perform the following actions:\n\n"_s;
    for (const QString &change : result.drawn)
        log += change + u'\n';
    if (result.additions + result.changes + result.destructions > 0)
        log += u"Plan: %1 to add, %2 to change, %3 to destroy.\n"_s.arg(result.additions)
                   .arg(result.changes)
                   .arg(result.destructions);
    if (!result.drawnOutputs.isEmpty())
        log += u'\n' + result.drawnOutputs;
    return log + u'\x03';
}

QString applySummaryLog(const TfPhase &apply, const QString &outputs)
{
    return u"\nApply complete! Resources: %1 added, %2 changed, %3 destroyed.\n%4\x03"_s.arg(apply.additions)
        .arg(apply.changes)
        .arg(apply.destructions)
        .arg(outputs);
}

QString applyErrorLog(const QString &error)
{
    return u"\nError: %1\nOperation failed: failed running terraform apply (exit 1)\n\x03"_s.arg(error);
}

} // namespace twinlake::simulator
