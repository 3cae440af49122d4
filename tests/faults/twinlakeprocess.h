// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// TwinlakeProcess: the binary as a person or a script starts it, with a state folder of its own.
#pragma once

#include <QJsonObject>
#include <QList>
#include <QProcess>
#include <QString>
#include <QStringList>

namespace twinlake {

struct Ended {
    int exitCode = -1;
    bool killed = false; ///< by a signal, as the crash hook does it
    QList<QJsonObject> lines; ///< of stdout
    QByteArray complaints; ///< stderr

    QJsonObject summary() const { return lines.isEmpty() ? QJsonObject() : lines.constLast(); }
    QByteArray said() const;
};

/// A console's place: where its journal is.
struct Console {
    QString stateHome;
    QString person = {}; ///< who sits there; empty: whoever runs the test
};

/// Started, and going on beside others.
class RunningTwinlake {
public:
    RunningTwinlake(const Console &console, const QStringList &arguments, int crashAt = 0, int diskKilobytes = 0);
    /// Lets it run for so long, or to its end if that comes first.
    void letRun(int milliseconds);
    Ended finish();
    qint64 process() const { return m_process.processId(); }
    void kill();

private:
    QProcess m_process;
};

/// Runs to the end. `crashAt` 0: no crash. `diskKilobytes` 0: no file is too large; else none may grow beyond it.
Ended runTwinlake(const Console &console, const QStringList &arguments, int crashAt = 0, int diskKilobytes = 0);

} // namespace twinlake
