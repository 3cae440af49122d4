// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// parseEstate: from the text of an estate file to an Estate, or to everything that is wrong with it at once.
#pragma once

#include "models/estate/estate.h"
#include "models/estate/estateproblem.h"

#include <QByteArray>
#include <QList>

#include <tl/expected.hpp>

namespace twinlake {

/// JSON with comments, UTF-8, at most 1 MiB (design.md section 3). The problems come in the order of the text, at most
/// 200; after a syntax error what stands before it is judged all the same.
tl::expected<Estate, QList<EstateProblem>> parseEstate(const QByteArray &text);

} // namespace twinlake
