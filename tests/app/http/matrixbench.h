// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The endpoints of the network matrix: each call that Twinlake makes, through its own client and its own door.
#pragma once

#include "app/databricks/databricksreader.h"
#include "app/databricks/databrickswriter.h"
#include "app/http/mutationsender.h"
#include "app/http/readdoor.h"
#include "app/terraform/terraformreader.h"
#include "app/terraform/terraformwriter.h"
#include "tests/support/fakeclock.h"
#include "tests/support/rawserver.h"

#include <functional>

namespace twinlake {

/// Keeps the deadlines that sockets were granted.
class GrantingClock : public FakeClock {
public:
    std::chrono::milliseconds deadline(Duration span) const override
    {
        granted << span;
        return FakeClock::deadline(span);
    }
    mutable QList<Duration> granted;
};

/// What came back of a call, whichever door it went through.
struct Told {
    std::optional<Error::Kind> error; ///< of a read that failed
    std::optional<Outcome::Kind> outcome; ///< of a write
    QString text;
};

struct MatrixBench {
    /// Both doors lead to `base`.
    explicit MatrixBench(const QUrl &base);

    static QByteArray token() { return QByteArrayLiteral("canary-token-0123"); }

    GrantingClock clock;
    HostOptions options;
    ReadDoor door;
    MutationSender sender;
    DatabricksReader databricks;
    TerraformReader terraform;
    DatabricksWriter databricksWrites;
    TerraformWriter terraformWrites;
};

struct Endpoint {
    const char *name;
    bool mutates = false;
    QByteArray good; ///< the answer that the contract promises
    std::function<Told(MatrixBench &)> call;
    QList<RawReply> before = {}; ///< answered before the one that is at fault
    Duration budget = std::chrono::seconds(20); ///< of the world's time, all tries together
    bool readsAnswer = true; ///< false: the status alone says how it ended
    bool namesId = false; ///< the answer must be about what was asked
    bool followsRedirect = false;
};

QList<Endpoint> matrixEndpoints();

} // namespace twinlake
