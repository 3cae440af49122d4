// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/hcl/hclfunctions.h"

#include "app/simulator/hcl/hclcollections.h"
#include "app/simulator/hcl/hcltexts.h"

#include <algorithm>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;
using nlohmann::json;

namespace {

// These take apart what they are given, so an unknown inside need not make everything unknown.
const QStringList lenient = {u"concat"_s,  u"merge"_s,   u"length"_s, u"keys"_s,      u"values"_s,      u"lookup"_s,
                             u"element"_s, u"tolist"_s,  u"tomap"_s,  u"flatten"_s,   u"coalesce"_s,    u"one"_s,
                             u"zipmap"_s,  u"reverse"_s, u"slice"_s,  u"sensitive"_s, u"nonsensitive"_s};

} // namespace

HclResult<> callHclFunction(const QString &name, const std::vector<json> &arguments, const HclScope &scope)
{
    static const std::map<QString, HclFunction> functions = [] {
        std::map<QString, HclFunction> all = hclTextFunctions();
        all.merge(hclNumberFunctions());
        all.merge(hclCollectionFunctions());
        return all;
    }();
    if (name == u"timestamp"_s || name == u"uuid"_s || name == u"plantimestamp"_s)
        return unknownValue(); // different at each apply
    const auto found = functions.find(name);
    if (found == functions.end()) {
        return tl::unexpected(
            HclError{u"Call to unknown function: the simulator has no function named \"%1\""_s.arg(name), {}, 0});
    }
    const bool takesParts = lenient.contains(name);
    const bool unknown = std::any_of(arguments.begin(), arguments.end(), [takesParts](const json &one) {
        return takesParts ? isUnknown(one) : holdsUnknown(one);
    });
    if (unknown)
        return unknownValue();
    HclResult<> value = found->second({arguments, scope});
    if (!value)
        value.error().text =
            u"Error in function call: call to function \"%1\" failed: %2"_s.arg(name, value.error().text);
    return value;
}

} // namespace twinlake::simulator
