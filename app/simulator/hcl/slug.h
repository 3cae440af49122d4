// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Slugs: the gzipped tar in which a configuration is uploaded (contracts/terraform-cloud-api.md 7.1). Anybody may send
// one, so sizes are capped and nothing is ever written to disk.
#pragma once

#include <QByteArray>
#include <QString>

#include <tl/expected.hpp>

#include <map>

namespace twinlake::simulator {

using SlugFiles = std::map<QString, QByteArray>; ///< path without a leading "./" -> content

/// The error is a sentence for a person.
tl::expected<SlugFiles, QString> unpackSlug(const QByteArray &archive);

} // namespace twinlake::simulator
