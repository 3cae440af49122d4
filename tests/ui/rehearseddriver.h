// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// RehearsedDriver: a person at the rehearsal's window, for tests and the picture taker: looks at the wizard, types what
// a gate asks for and clicks its button.
#pragma once

#include "app/composition/rehearsalwindow.h"

#include <QWidget>

namespace twinlake {

class RehearsedDriver : public QObject {
    Q_OBJECT

public:
    explicit RehearsedDriver(RehearsalWindow &rehearsal);

    /// The simulator's control address, once the window stands.
    QWidget *window() const;
    /// Opens the runbook page and clicks its start button for this recipe.
    void start(RecipeKind recipe);
    /// Answers the gate that is open, by typing and clicking; false if none is.
    bool answerGate();
    /// Clicks the button, which asks for a reason, types it and clicks what does it; false if the button is not there.
    bool leave(const QString &button, const QString &reason);
    const std::optional<RunState> &run() const;

private:
    RehearsalWindow &m_rehearsal;
};

} // namespace twinlake
