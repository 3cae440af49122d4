// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// HistoryStore: lag over time in SQLite, as readings and as a min/max pyramid (1 min, 15 min), so that a chart of a
// year costs what a chart of an hour costs and no extreme is lost. What is too old goes while it is in use.
#pragma once

#include "app/monitor/mailbox.h"
#include "app/store/historyretention.h"
#include "models/ports/history.h"

#include <QSqlDatabase>

namespace twinlake {

class HistoryStore : public QObject, public History {
    Q_OBJECT
public:
    /// `path` of history.sqlite, its folder is made (0700, the file 0600); empty: in memory, for all processes but the
    /// one that writes. Lives, and touches the database, on the thread that makes it. A file that cannot be opened is
    /// told by trouble(), and the history is kept in memory.
    explicit HistoryStore(const QString &path, QObject *parent = nullptr);
    ~HistoryStore() override;

    /// From any thread.
    void append(QList<LagSample> samples) override;
    /// From the asker's thread.
    void lagWindow(LagQuestion question, QObject *asker, std::function<void(LagWindow)> answer) override;

    /// Why the file is not used, a sentence; empty if all is well.
    const QString &trouble() const { return m_trouble; }

private:
    void open(const QString &path);
    bool openDatabase(const QString &path);
    void write(const QList<LagSample> &samples);
    Result<> writeAll(const QList<LagSample> &samples);
    Result<> writeOne(const LagSample &sample);
    LagWindow window(const LagQuestion &question) const;

    QString m_connection;
    QString m_trouble;
    QString m_writeTrouble; ///< of the last readings; empty once some could be written again
    HistoryPruner m_pruner;
    QSqlDatabase m_database;
    Mailbox<std::function<void()>> m_inbox;
};

} // namespace twinlake
