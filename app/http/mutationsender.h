// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// MutationSender: puts exactly one request on the wire for one permit, and says how it ended: done, refused or unknown.
// There is no retry and no way to ask for one. Source: reliability.md section 1 rows 1-2b, section 3.
#pragma once

#include "app/http/hostoptions.h"
#include "models/domain/mutation.h"
#include "models/ports/clock.h"
#include "models/ports/mutationpermit.h"

#include <QByteArray>
#include <QString>

#include <memory>

namespace twinlake {

inline constexpr Duration mutationDeadline = std::chrono::seconds(60);

struct MutationRequest {
    QByteArray verb; ///< POST, PATCH or PUT
    QString path; ///< decoded
    QByteArray body; ///< JSON
    QByteArray contentType;
    bool planOnly = false; ///< a permit of scope PlanOnly suffices
};

struct MutationAnswer {
    Outcome outcome;
    QByteArray body; ///< complete JSON, or empty
};

struct MutationSenderState;

class MutationSender {
public:
    MutationSender(HostOptions options, Clock &clock);
    ~MutationSender();
    MutationSender(const MutationSender &) = delete;
    MutationSender &operator=(const MutationSender &) = delete;

    /// Refused without a request when the permit does not cover it, was used before, or no token can be had.
    /// Unknown whenever the server may have acted and we cannot tell.
    QCoro::Task<MutationAnswer> sendOnce(MutationRequest request, MutationPermit permit);
    int inFlight() const;
    /// Nothing more is sent. What is on its way is ended: its outcome is unknown, and whoever waits is told so.
    void giveUp();

private:
    std::shared_ptr<MutationSenderState> m_state;
};

} // namespace twinlake
