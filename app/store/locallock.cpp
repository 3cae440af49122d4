// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// QLockFile writes process id, program, host and boot id, and sees through a lock whose process is gone.
#include "app/store/locallock.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLockFile>

namespace twinlake {

namespace {

struct LockWords {
    Q_DECLARE_TR_FUNCTIONS(LocalLock)
};

} // namespace

LocalLock::LocalLock(const QString &path)
    : m_path(path)
    , m_lock(std::make_unique<QLockFile>(path))
{
    m_lock->setStaleLockTime(0); // an incident may take days: age alone never makes a lock stale
}

LocalLock::~LocalLock() = default;

Result<> LocalLock::take()
{
    if (m_lock->isLocked())
        return {};
    QDir().mkpath(QFileInfo(m_path).absolutePath());
    if (m_lock->tryLock(0))
        return {};
    qint64 process = 0;
    QString host;
    QString program;
    if (m_lock->error() == QLockFile::LockFailedError && m_lock->getLockInfo(&process, &host, &program))
        return fail(
            Error::Kind::Conflict,
            LockWords::tr("%1 (process %2 on %3) drives this estate.").arg(program, QString::number(process), host));
    return fail(Error::Kind::Storage, LockWords::tr("The lock %1 cannot be written.").arg(m_path));
}

void LocalLock::release()
{
    m_lock->unlock();
}

bool LocalLock::isHeld() const
{
    return m_lock->isLocked();
}

} // namespace twinlake
