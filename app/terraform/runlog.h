// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The log of a plan or an apply, read to its present end (contracts/terraform-cloud-api.md 5.3).
#pragma once

#include "models/domain/result.h"

#include <QUrl>

#include <qcoro/qcorotask.h>

#include <stop_token>

namespace twinlake {

class ReadDoor;

inline constexpr qsizetype logCap = 64LL * 1024;

/// `address` is presigned: asked without a token, never logged.
QCoro::Task<Result<QString>> readLog(ReadDoor &door, QUrl address, std::stop_token stop);

/// Without frame bytes, colours and other control characters; at most the last 64 kB.
QString plainLog(const QByteArray &raw);

} // namespace twinlake
