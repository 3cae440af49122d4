// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// TfResult: an answer of the simulated HCP Terraform, or the refusal it gives instead.
#pragma once

#include <QString>

#include <tl/expected.hpp>

namespace twinlake::simulator {

/// An answer other than success, as the API words it (contracts/terraform-cloud-api.md 1.5).
struct TfRefusal {
    int status = 409;
    QString title;
    QString detail;
};
template <typename T = void>
using TfResult = tl::expected<T, TfRefusal>;

TfRefusal tfConflict(QString detail);
TfRefusal tfInvalidAttribute(QString detail);
TfRefusal tfNotFoundHere();
TfRefusal tfTransitionNotAllowed();

} // namespace twinlake::simulator
