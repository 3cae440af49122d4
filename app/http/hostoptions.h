// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// HostOptions: what both doors must know of the one host that they talk to.
#pragma once

#include "app/http/activity.h"
#include "models/domain/result.h"
#include "models/ports/secretstore.h"

#include <QString>
#include <QUrl>

#include <qcoro/qcorotask.h>

#include <functional>
#include <stop_token>

namespace twinlake {

/// Gives the secret of the host. `refused` is the token that the host has just refused, if there is one: whoever has a
/// newer one already gives that. Kind Cancelled after `stop`.
using TokenSource = std::function<QCoro::Task<Result<Secret>>(QByteArray refused, std::stop_token stop)>;

/// How far a mutation has come on the wire: for tests that kill the process just there.
enum class WireMoment { Sent, ReplyBegun };

struct HostOptions {
    QUrl base; ///< scheme, host and port; a path is ignored
    TokenSource token; ///< empty: asked without a token
    QString caBundle; ///< file with more CA certificates, from the estate; may be empty
    Activity *activity = nullptr; ///< may be null; outlives the door
    std::function<void(WireMoment)> watch = {}; ///< of mutations; empty but in tests
};

} // namespace twinlake
