// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Sending a client on to the blob host (contracts/terraform-cloud-api.md 5.2).
#pragma once

#include "app/simulator/terraform/tfblobs.h"
#include "app/simulator/terraform/tfrouter.h"

namespace twinlake::simulator {

/// A redirect that is good for one minute. Clients drop their token when the host's name changes, some of them (Go's)
/// only then, so the blob host goes by the other of loopback's two names than the one that was asked.
SimResponse tfRedirect(TfBlobs &blobs, const TfCall &call, int status, const QByteArray &content,
                       const QByteArray &contentType);

} // namespace twinlake::simulator
