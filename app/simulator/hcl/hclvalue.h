// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Values of Terraform's language as JSON, with one addition: a value that is known only after the apply.
#pragma once

#include <QString>

#include <nlohmann/json.hpp>
#include <tl/expected.hpp>

namespace twinlake::simulator {

/// A diagnostic: what is wrong, and where.
struct HclError {
    QString text;
    QString file;
    int line = 0;

    QString diagnostic() const;
};
template <typename T = nlohmann::json>
using HclResult = tl::expected<T, HclError>;
/// Where it is wrong is added by whoever knows the place.
tl::unexpected<HclError> hclWrong(const QString &text);

/// Stands for "(known after apply)"; JSON itself has no binary values, so nothing else is one.
nlohmann::json unknownValue();
bool isUnknown(const nlohmann::json &value);
bool holdsUnknown(const nlohmann::json &value);

/// What a plan shows of a value with unknowns: `known` leaves them out, `mask` is true where they are.
struct HclSplit {
    nlohmann::json known;
    nlohmann::json mask;
};
HclSplit splitUnknown(const nlohmann::json &value);

/// As a template writes it; empty if it cannot be text.
HclResult<QString> textOfValue(const nlohmann::json &value);
HclResult<double> numberOfValue(const nlohmann::json &value);
HclResult<bool> flagOfValue(const nlohmann::json &value);
/// A whole number stays one.
nlohmann::json numberValue(double number);
nlohmann::json textValue(const QString &text);

} // namespace twinlake::simulator
