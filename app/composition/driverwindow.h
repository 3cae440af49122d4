// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// DriverWindow: the console with its runbook page: a reader window beside an engine. The wizard's clicks go to the
// runner; what the runner says comes back as a new state.
#pragma once

#include "app/cli/commandline.h"
#include "app/composition/enginehost.h"
#include "app/composition/readerwindow.h"
#include "models/views/wizardviewmodel.h"

#include <QObject>

namespace twinlake {

class DriverWindow : public QObject {
    Q_OBJECT

public:
    /// `driver` is the person's name as incidents carry it.
    DriverWindow(const ReaderSetup &setup, const QString &driver);
    ~DriverWindow() override;

    /// Kind Storage if the journal is not durable: the window is then opened read-only by the caller, or not at all.
    Result<> open();
    /// At once, for whoever ends without an event loop; waits for what is in flight, bounded.
    void close();
    /// As when the window is closed: it stays until nothing is in flight, says what it waits for, and never blocks.
    void leave();
    /// `run` and `resume`: opens or continues the incident and shows it.
    void beginWith(const CommandLine &line);

    ReaderWindow &reader() { return m_reader; }
    WizardViewModel &wizard() { return m_wizard; }
    EngineHost &engine() { return m_engine; }
    const Estate &estate() const { return m_estate; }

    bool eventFilter(QObject *watched, QEvent *event) override;

Q_SIGNALS:
    /// After leave(): nothing is in flight any more, or the bound has passed. The window may go.
    void left();

private:
    void partStopped();
    void follow(Advice::Action action, const QString &group);

    const Estate m_estate;
    EngineHost m_engine;
    ReaderWindow m_reader;
    WizardViewModel m_wizard;
    int m_stopping = 0; ///< parts that have not ended yet
    bool m_leaving = false;
};

} // namespace twinlake
