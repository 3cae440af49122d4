// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A mutation as a journal's intent: what is called, on what, and how it reads.
#pragma once

#include "models/domain/mutation.h"

#include <QJsonObject>

namespace twinlake {

/// {"call": "set_variable", ...}: every argument; ids as text, so that none passes through a double.
QJsonObject toJson(const Mutation &mutation);
/// What is written to: "set_variable ws-1/var-2". One accepted write for each phase and subject.
QString subjectOf(const Mutation &mutation);

} // namespace twinlake
