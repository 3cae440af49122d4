// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The lines of QLockFile, and one more.
#include "app/store/lockrecord.h"

#include <QCoreApplication>
#include <QFile>
#include <QSysInfo>

#include <cerrno>
#include <csignal>

#include <sys/types.h>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype linesOfEarlierVersions = 5;
constexpr int startField = 19; // after the name in brackets

QByteArray startOf(qint64 process)
{
    QFile file(u"/proc/%1/stat"_s.arg(process));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QByteArray text = file.readAll();
    return text.mid(text.lastIndexOf(')') + 2).split(' ').value(startField); // a program's name may hold brackets
}

} // namespace

LockRecord LockRecord::ours()
{
    const qint64 process = QCoreApplication::applicationPid();
    return {process,
            QCoreApplication::applicationName(),
            QSysInfo::machineHostName(),
            QSysInfo::machineUniqueId(),
            QSysInfo::bootUniqueId(),
            startOf(process)};
}

std::optional<LockRecord> LockRecord::from(const QByteArray &text)
{
    const QList<QByteArray> lines = text.left(2000).split('\n');
    bool isNumber = false;
    const qint64 process = lines.constFirst().toLongLong(&isNumber);
    if (!isNumber || process <= 0 || lines.size() <= linesOfEarlierVersions)
        return std::nullopt;
    return LockRecord{
        process,       QString::fromUtf8(lines.at(1)), QString::fromUtf8(lines.at(2)), lines.at(3), lines.at(4),
        lines.value(5)};
}

QByteArray LockRecord::text() const
{
    return QByteArray::number(process) + '\n' + program.toUtf8() + '\n' + host.toUtf8() + '\n' + machine + '\n' + boot
        + '\n' + started + '\n';
}

bool LockRecord::isElsewhere() const
{
    const QByteArray here = QSysInfo::machineUniqueId();
    return !machine.isEmpty() && !here.isEmpty() && machine != here;
}

bool LockRecord::isAlive() const
{
    const bool sameBoot = boot.isEmpty() || boot == QSysInfo::bootUniqueId();
    const bool runs = ::kill(static_cast<pid_t>(process), 0) == 0 || errno == EPERM;
    return sameBoot && runs && (started.isEmpty() || started == startOf(process));
}

} // namespace twinlake
