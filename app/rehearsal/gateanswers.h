// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// GateAnswers: who answers the gates of a headless run: "auto" approves each one as it opens, a file says for each gate
// what is answered and after which delay. A gate that the file does not name stays open, as a person would leave it.
#pragma once

#include "models/domain/result.h"
#include "models/runbook/runstate.h"

#include <QMap>
#include <QString>

#include <optional>

namespace twinlake {

struct GateAnswer {
    enum class Kind { Approve, Decline, Abort, Escalate };
    Kind kind = Kind::Approve;
    QString typed; ///< empty: what the gate asks for
    QString reason; ///< of a refusal or a way out
    QString second; ///< four eyes: "env:VAR", where the second person's token is
    QString alone; ///< four eyes: why one person has to do
    Duration delay{}; ///< after the gate opened, in the Clock's time
};

class GateAnswers {
public:
    static GateAnswers automatic();
    /// "second": "env:VAR" or "alone": "why" answer a gate that asks for four eyes.
    /// A JSON object: {"declare": "approve", "go": {"answer": "decline", "after": "90s", "reason": "..."}}; keys are
    /// gate ids or step ids. "abort" ends the incident in a safe state, "escalate" lets a
    /// switchover go on as a failover. Errors: Configuration, with file and key.
    static Result<GateAnswers> fromFile(const QString &path);

    /// Empty if nobody answers this gate.
    std::optional<GateAnswer> answerTo(const OpenGate &gate) const;

private:
    bool m_automatic = false;
    QMap<QString, GateAnswer> m_answers;
};

} // namespace twinlake
