// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/terraform/tfvariablebodies.h"

#include "app/simulator/terraform/tfrouter.h"

#include <algorithm>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;
using nlohmann::json;

TfVariable variableFrom(const json &attributes, TfVariable start)
{
    start.key = textOf(attributes, "key", start.key);
    start.value = textOf(attributes, "value", start.value);
    start.category = textOf(attributes, "category", start.category);
    start.description = textOf(attributes, "description", start.description);
    start.hcl = flagOf(attributes, "hcl", start.hcl);
    start.sensitive = flagOf(attributes, "sensitive", start.sensitive);
    return start;
}

TfResult<> admitVariable(const TfVariable &variable)
{
    static const QStringList categories = {u"terraform"_s, u"env"_s, u"policy-set"_s, u"terraform-cloud"_s};
    if (variable.key.isEmpty())
        return tl::unexpected(tfInvalidAttribute(u"Key can't be blank"_s));
    if (!categories.contains(variable.category))
        return tl::unexpected(tfInvalidAttribute(u"Category is not included in the list"_s));
    return {};
}

TfResult<> changeVariableBy(const json &attributes, TfVariable &variable)
{
    const TfVariable changed = variableFrom(attributes, variable);
    const bool valueAlone = changed.key == variable.key && changed.category == variable.category
        && changed.hcl == variable.hcl && changed.sensitive == variable.sensitive;
    if (variable.sensitive && !valueAlone)
        return tl::unexpected(tfInvalidAttribute(u"Only the value of a sensitive variable can be changed"_s));
    if (const TfResult<> admitted = admitVariable(changed); !admitted)
        return admitted;
    variable = changed;
    return {};
}

TfVariable *variableIn(QList<TfVariable> &variables, const QString &id)
{
    const auto found =
        std::find_if(variables.begin(), variables.end(), [&](const TfVariable &one) { return one.id == id; });
    return found == variables.end() ? nullptr : &*found;
}

} // namespace twinlake::simulator
