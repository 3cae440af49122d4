// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/terraform/tflogs.h"

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;

namespace {

QString editText(const QString &address, const QString &attribute, const QString &before, const QString &after)
{
    return u"  # %1 will be updated in-place\n      ~ %2 = %3 -> %4\n\n"_s.arg(address, attribute, before, after);
}

} // namespace

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
    log += u"\nTerraform will perform the following actions:\n\n"_s;
    for (const TfEdits::Job &job : result.edits.jobs) {
        const bool pauses = job.pauseStatus == u"PAUSED"_s;
        log += editText(job.address, u"pause_status"_s, pauses ? u"\"UNPAUSED\""_s : u"\"PAUSED\""_s,
                        pauses ? u"\"PAUSED\""_s : u"\"UNPAUSED\""_s);
    }
    for (const TfEdits::Pipeline &pipeline : result.edits.pipelines) {
        log += editText(pipeline.address, u"continuous"_s, pipeline.continuous ? u"false"_s : u"true"_s,
                        pipeline.continuous ? u"true"_s : u"false"_s);
    }
    for (const TfEdits::Surprise &surprise : result.edits.surprises)
        log += u"  # %1 %2\n\n"_s.arg(surprise.address,
                                      surprise.replaces ? u"must be replaced"_s : u"will be updated in-place"_s);
    if (result.edits.pointer)
        log += u"  # terraform_data.serving_region will be updated in-place\n\n"_s;
    return log + u"Plan: 0 to add, %1 to change, 0 to destroy.\n\x03"_s.arg(result.edits.size());
}

QString applySummaryLog(int changed)
{
    return u"\nApply complete! Resources: 0 added, %1 changed, 0 destroyed.\n\x03"_s.arg(changed);
}

QString applyErrorLog(const QString &error)
{
    return u"\nError: %1\nOperation failed: failed running terraform apply (exit 1)\n\x03"_s.arg(error);
}

} // namespace twinlake::simulator
