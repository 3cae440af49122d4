// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A process, its output and how it ended.
#include "tests/faults/twinlakeprocess.h"

#include <QJsonDocument>
#include <QProcess>

#include <csignal>

#include <sys/resource.h>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int longestMs = 180'000;

/// Between fork and exec: writing beyond the limit is an error of the write, not the end of the process.
void limitFiles(int kilobytes)
{
    const rlim_t bytes = static_cast<rlim_t>(kilobytes) * 1024;
    const rlimit limit{bytes, bytes};
    signal(SIGXFSZ, SIG_IGN);
    setrlimit(RLIMIT_FSIZE, &limit);
}

} // namespace

QByteArray Ended::said() const
{
    return "exit code " + QByteArray::number(exitCode) + ", " + QJsonDocument(summary()).toJson(QJsonDocument::Compact)
        + '\n' + complaints.right(1500);
}

RunningTwinlake::RunningTwinlake(const Console &console, const QStringList &arguments, int crashAt, int diskKilobytes)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"XDG_STATE_HOME"_s, console.stateHome);
    environment.remove(u"TWINLAKE_CRASH_AT"_s);
    if (crashAt > 0)
        environment.insert(u"TWINLAKE_CRASH_AT"_s, QString::number(crashAt));
    if (!console.person.isEmpty())
        environment.insert(u"USER"_s, console.person);
    m_process.setProcessEnvironment(environment);
    if (diskKilobytes > 0)
        m_process.setChildProcessModifier([diskKilobytes] { limitFiles(diskKilobytes); });
    m_process.start(qEnvironmentVariable("TWINLAKE_BINARY"), arguments, QIODevice::ReadOnly);
}

void RunningTwinlake::letRun(int milliseconds)
{
    if (milliseconds > 0)
        m_process.waitForFinished(milliseconds);
}

void RunningTwinlake::kill()
{
    m_process.kill();
    m_process.waitForFinished();
}

Ended RunningTwinlake::finish()
{
    Ended ended;
    if (m_process.state() != QProcess::NotRunning && !m_process.waitForFinished(longestMs)) {
        m_process.kill();
        m_process.waitForFinished();
        ended.complaints = "it did not end by itself; ";
    } else {
        ended.killed = m_process.exitStatus() == QProcess::CrashExit;
        ended.exitCode = ended.killed ? -1 : m_process.exitCode();
    }
    ended.complaints += m_process.readAllStandardError();
    const QByteArray output = m_process.readAllStandardOutput().trimmed();
    for (const QByteArray &line : output.isEmpty() ? QList<QByteArray>() : output.split('\n'))
        ended.lines.append(QJsonDocument::fromJson(line).object());
    return ended;
}

Ended runTwinlake(const Console &console, const QStringList &arguments, int crashAt, int diskKilobytes)
{
    return RunningTwinlake(console, arguments, crashAt, diskKilobytes).finish();
}

} // namespace twinlake
