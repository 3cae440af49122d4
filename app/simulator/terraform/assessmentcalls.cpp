// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Calls about health assessments (contracts/terraform-cloud-api.md section 8).
#include "app/simulator/terraform/terraformface.h"
#include "app/simulator/terraform/tfdocuments.h"
#include "app/simulator/terraform/tfplandocument.h"
#include "app/simulator/terraform/tfredirect.h"

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;
using nlohmann::json;

namespace {

json assessmentDocument(const TfAssessment &result)
{
    const std::string self = "/api/v2/assessment-results/" + utf8(result.id);
    const bool succeeded = result.error.isEmpty();
    const json error = succeeded ? json(nullptr) : json(utf8(result.error));
    return {{"id", utf8(result.id)},
            {"type", "assessment-results"},
            {"attributes",
             {{"drifted", result.drifted > 0},
              {"succeeded", succeeded},
              {"all-checks-succeeded", succeeded},
              {"resources-drifted", result.drifted},
              {"resources-undrifted", result.undrifted},
              {"checks-passed", 0},
              {"checks-failed", 0},
              {"checks-errored", 0},
              {"checks-unknown", 0},
              {"error-message", error},
              {"error-msg", error},
              {"created-at", utf8(tfTime(result.createdAt, true))}}},
            {"links",
             {{"self", self + "/"},
              {"json-output", self + "/json-output"},
              {"json-schema", self + "/json-schema"},
              {"log-output", self + "/log-output"}}}};
}

QByteArray assessmentLog(const TfAssessment &result)
{
    return result.error.isEmpty() ? QByteArray("Refreshed ") + QByteArray::number(result.drifted + result.undrifted)
            + " resources, " + QByteArray::number(result.drifted) + " have drifted.\n"
                                  : result.error.toUtf8() + '\n';
}

} // namespace

void addAssessmentCalls(TfRouter &router, TerraformWorld &world, TfBlobs &blobs)
{
    router.add("GET"_ba, u"workspaces/:id/current-assessment-result"_s, [&world](TfCall &call) {
        const TfWorkspace *const workspace = world.workspace(call.id());
        return workspace && !workspace->assessments.isEmpty()
            ? tfData(assessmentDocument(workspace->assessments.last()))
            : tfNotFound();
    });
    router.add("GET"_ba, u"assessment-results/:id"_s, [&world](TfCall &call) {
        const TfAssessment *const result = world.assessment(call.id());
        return result ? tfData(assessmentDocument(*result)) : tfNotFound();
    });
    const auto addFile = [&](const QString &name, const QByteArray &type, auto contentOf) {
        router.add("GET"_ba, u"assessment-results/:id/"_s + name, [&world, &blobs, type, contentOf](TfCall &call) {
            const TfAssessment *const result = call.who.admin ? world.assessment(call.id()) : nullptr;
            return result ? tfRedirect(blobs, call, 302, contentOf(*result), type) : tfNotFound();
        });
    };
    addFile(u"json-output"_s, "application/json"_ba, [](const TfAssessment &result) { return result.drift; });
    addFile(u"json-schema"_s, "application/json"_ba,
            [](const TfAssessment &) { return R"({"format_version":"1.0","provider_schemas":{}})"_ba; });
    addFile(u"log-output"_s, "text/plain"_ba, assessmentLog);
    router.add("POST"_ba, u"workspaces/:id/actions/assess"_s, [&world](TfCall &call) {
        TfWorkspace *const workspace = world.workspace(call.id());
        if (!workspace)
            return tfNotFound();
        const TfResult<> begun = world.assess(*workspace);
        return begun ? tfAccepted(202) : tfError(begun.error());
    });
}

} // namespace twinlake::simulator
