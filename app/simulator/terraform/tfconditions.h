// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// TfConditions: what faults have broken in HCP Terraform. The world asks at the moments at which it matters; without
// faults every answer is no.
#pragma once

#include <QString>

#include <optional>

namespace twinlake::simulator {

struct TfWorkspace;

enum class TfSurprise { None, Replace, Notebook };

struct TfForeignLock {
    QString fault; ///< a lock that an admin breaks is not taken again by the same fault
    QString reason;
};

class TfConditions {
public:
    virtual ~TfConditions() = default;

    /// Runs of this workspace stay plan_queued.
    virtual bool queueStuck(const TfWorkspace &) const { return false; }
    /// Somebody else's lock; empty: nobody wants it.
    virtual std::optional<TfForeignLock> foreignLock(const TfWorkspace &) const { return std::nullopt; }
    virtual bool tokensRevoked() const { return false; }

    // Asked once for each run that it would strike.
    virtual TfSurprise surpriseOf(const TfWorkspace &) { return TfSurprise::None; }
    virtual bool policySoftFails(const TfWorkspace &) { return false; }
    virtual bool applyFails(const TfWorkspace &) { return false; }
};

} // namespace twinlake::simulator
