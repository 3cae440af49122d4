// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The kinds of fault that a wire, a proxy or a server can show, and what each door has to make of them
// (reliability.md section 4b). Expectations are sets: where Qt tells two faults apart by chance, both words are right.
#pragma once

#include "models/domain/mutation.h"
#include "models/domain/result.h"
#include "tests/support/rawserver.h"

#include <functional>

namespace twinlake {

struct WireFault {
    /// Where it happens: in the reply, or before there can be one.
    enum class Where { Reply, Accept, Refused, NoName, NotTls };
    /// Whether an endpoint sees it: some need an answer whose shape or id matters.
    enum class Minds { All, WhoReadsTheAnswer, WhoNamesAnId };

    const char *name;
    Where where = Where::Reply;
    Minds minds = Minds::All;
    /// `good` is what the endpoint would be answered with; `elsewhere` is another host.
    std::function<RawReply(const QByteArray &good, const QUrl &elsewhere)> reply = {};
    QList<Error::Kind> read = {}; ///< one of these; empty: the answer is taken
    QList<Outcome::Kind> write = {}; ///< one of these
    bool endsByDeadline = false; ///< nothing but our own deadline ends it
    bool leadsElsewhere = false; ///< a redirect that a reader of plans may follow, without its token
};

QList<WireFault> wireFaults();

} // namespace twinlake
