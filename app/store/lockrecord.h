// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// LockRecord: what stands in a lock file: which process, and of which boot. An earlier version, which goes by the text
// alone, reads it as its own.
#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace twinlake {

struct LockRecord {
    qint64 process = 0;
    QString program;
    QString host;
    QByteArray machine; ///< empty: a machine without a name of its own
    QByteArray boot;
    QByteArray started; ///< ticks from the boot to the start of the process; empty in what an earlier version wrote

    /// This process.
    static LockRecord ours();
    /// Nothing if the text names no process: empty, cut or garbage.
    static std::optional<LockRecord> from(const QByteArray &text);
    QByteArray text() const;

    /// Written on another machine, as a folder on the network shows.
    bool isElsewhere() const;
    /// That process runs on this machine now; not merely its number.
    bool isAlive() const;
};

} // namespace twinlake
