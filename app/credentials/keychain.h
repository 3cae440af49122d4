// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The system's keychain, through QtKeychain: service "twinlake", one entry for each name.
#pragma once

#include "models/domain/result.h"

#include <QByteArray>
#include <QString>

#include <qcoro/qcorotask.h>

namespace twinlake {

/// Ends within ten real seconds: the keychain may be waiting for a person at a prompt. Kind Configuration if there is
/// no such entry or no keychain.
QCoro::Task<Result<QByteArray>> keychainSecret(QString name);

} // namespace twinlake
