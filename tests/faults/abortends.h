// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// How the world has to stand after an incident was aborted. Each gives what is wrong as a sentence, empty if nothing
// is.
#pragma once

#include <QJsonObject>
#include <QString>

namespace twinlake {

/// Aborted before the activation: the primary serves and is active, the secondary is the armed standby that it was; no
/// run waits, no variable is left set, no lock is left.
QString nothingWasMoved(const QJsonObject &state, const QString &group);
/// Aborted behind the activation: the primary serves, both are active, Terraform says so; no run waits, no lock is
/// left.
QString bothAreHot(const QJsonObject &state, const QString &group);

/// I4 of an incident that is aborted, and aborted again by who goes on from the lock alone, which does not tell of the
/// abort: what was taken back may be done anew, what is in force may not. `consoles` took the lock one after the other.
QString nothingTwiceInForce(const QJsonObject &ledger, const QJsonObject &state, int consoles, int incidents);

} // namespace twinlake
