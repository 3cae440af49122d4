// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Functions over texts, numbers and files.
#pragma once

#include "app/simulator/hcl/hclevaluator.h"

namespace twinlake::simulator {

/// The arguments of a call; one that is missing or of the wrong kind is an error, never a crash.
struct HclArguments {
    const std::vector<nlohmann::json> &values;
    const HclScope &scope;

    std::size_t size() const { return values.size(); }
    nlohmann::json at(std::size_t place) const { return place < values.size() ? values.at(place) : nlohmann::json(); }
    HclResult<QString> text(std::size_t place) const { return textOfValue(at(place)); }
    HclResult<double> number(std::size_t place) const { return numberOfValue(at(place)); }
};
using HclFunction = std::function<HclResult<>(const HclArguments &)>;

std::map<QString, HclFunction> hclTextFunctions();
std::map<QString, HclFunction> hclNumberFunctions();

} // namespace twinlake::simulator
