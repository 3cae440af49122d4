// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The one guard around JSON: size and depth caps, no exceptions, typed access that never converts. Integers stay exact
// 64-bit; a path is a JSON pointer ("/spec/continuous", "/updates/0/state").
#pragma once

#include "models/domain/result.h"
#include "models/domain/time.h"

#include <QByteArray>
#include <QString>

#include <nlohmann/json_fwd.hpp>

#include <optional>
#include <string_view>

namespace twinlake {

inline constexpr qsizetype jsonSizeCap = 8LL * 1024 * 1024;
inline constexpr int jsonDepthCap = 128;

/// A complete document, or kind Protocol: too large, nested too deeply, cut short or not JSON at all.
Result<nlohmann::json> parseJson(const QByteArray &text);

/// The value at `path`, or null if there is none. The pointer lives as long as `document`.
const nlohmann::json *valueAt(const nlohmann::json &document, std::string_view path);

/// Empty when absent, null or of another type.
std::optional<QString> textAt(const nlohmann::json &document, std::string_view path);
std::optional<qint64> integerAt(const nlohmann::json &document, std::string_view path);
std::optional<bool> boolAt(const nlohmann::json &document, std::string_view path);
/// A text in any form that fromIso() takes.
std::optional<Instant> instantAt(const nlohmann::json &document, std::string_view path);
/// A number of milliseconds since the epoch; 0 counts as absent.
std::optional<Instant> epochAt(const nlohmann::json &document, std::string_view path);

/// Like textAt(), empty text when there is none.
QString textOr(const nlohmann::json &document, std::string_view path, const QString &otherwise = {});
bool boolOr(const nlohmann::json &document, std::string_view path, bool otherwise);

/// The array at `path`; an empty array if there is none, so that it can always be walked.
const nlohmann::json &arrayAt(const nlohmann::json &document, std::string_view path);

QString toQString(const nlohmann::json &text);
/// The document as compact UTF-8 text; invalid UTF-8 inside is replaced.
QByteArray toBytes(const nlohmann::json &document);

} // namespace twinlake
