// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A lock of the system on the open file decides, never the file's being there or its text: no kill leaves a lock that
// nobody holds, and of two who come at once one wins. The name goes before the lock does, so whoever waited on the old
// file sees that it is no longer the one of that name.
#include "app/store/locallock.h"

#include "app/store/lockrecord.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int mostTries = 100; // each is lost to another process that came and went meanwhile

struct LockWords {
    Q_DECLARE_TR_FUNCTIONS(LocalLock)
};

std::optional<LockRecord> recordIn(const FileHandle &file)
{
    QByteArray text(2000, '\0');
    const ssize_t count = ::pread(file.number(), text.data(), static_cast<size_t>(text.size()), 0);
    return LockRecord::from(text.left(std::max<ssize_t>(0, count)));
}

Error heldBy(const QString &path, const std::optional<LockRecord> &record)
{
    const QString text = record && record->isAlive()
        ? LockWords::tr("%1 (process %2 on %3) drives this estate. Go on there, or end that process; its lock ends "
                        "with it.")
              .arg(record->program, QString::number(record->process), record->host)
        : LockWords::tr("Another process of this machine drives this estate. Go on there, or end it; its lock ends "
                        "with it. \u201cfuser %1\u201d shows its number.")
              .arg(path);
    return Error{Error::Kind::Conflict, text, 0, {}, {}};
}

/// The system's lock may not reach from one machine to another.
Error heldElsewhere(const QString &path, const LockRecord &record)
{
    return Error{Error::Kind::Conflict,
                 LockWords::tr("%1 (process %2) drives this estate on another machine, %3. Go on there. If nothing of "
                               "Twinlake runs there any more, remove %4 and start again.")
                     .arg(record.program, QString::number(record.process), record.host, path),
                 0,
                 {},
                 {}};
}

/// Not when another process took the name away, or gave it to a new file.
bool hasStillItsName(const FileHandle &file, const QString &path)
{
    struct stat open { };
    struct stat named { };
    return ::fstat(file.number(), &open) == 0 && ::lstat(QFile::encodeName(path).constData(), &named) == 0
        && open.st_ino == named.st_ino && open.st_dev == named.st_dev;
}

} // namespace

LocalLock::LocalLock(const QString &path, std::function<void()> reached)
    : m_path(path)
    , m_reached(std::move(reached))
{
}

LocalLock::~LocalLock()
{
    release();
}

void LocalLock::reached() const
{
    if (m_reached)
        m_reached();
}

/// A file that is not open: somebody else was quicker, try again.
Result<FileHandle> LocalLock::tryOnce() const
{
    auto file = openPrivateFile(m_path);
    if (!file)
        return file;
    reached(); // the file may be new, and empty
    if (::flock(file->number(), LOCK_EX | LOCK_NB) != 0) {
        if (errno == EWOULDBLOCK || errno == EINTR)
            return tl::unexpected<Error>(heldBy(m_path, recordIn(*file)));
        return fail(Error::Kind::Storage,
                    LockWords::tr("The lock %1 cannot be taken: %2. The folder must be on a file system with locks; "
                                  "set XDG_STATE_HOME to one.")
                        .arg(m_path, QString::fromLocal8Bit(std::strerror(errno))));
    }
    if (!hasStillItsName(*file, m_path))
        return FileHandle();
    if (const auto record = recordIn(*file); record && record->isElsewhere())
        return tl::unexpected<Error>(heldElsewhere(m_path, *record));
    reached(); // locked, and the text is of nobody or of one who is gone
    const QByteArray text = LockRecord::ours().text();
    const ssize_t written = ::pwrite(file->number(), text.constData(), static_cast<size_t>(text.size()), 0);
    if (written != text.size() || ::ftruncate(file->number(), written) != 0)
        return fail(Error::Kind::Storage, LockWords::tr("The lock %1 cannot be written.").arg(m_path));
    reached();
    return file;
}

Result<> LocalLock::take()
{
    if (isHeld())
        return {};
    if (const Result<> made = makePrivateFolder(QFileInfo(m_path).absolutePath()); !made)
        return made;
    for (int tries = 0; tries < mostTries && !isHeld(); ++tries) {
        auto taken = tryOnce();
        if (!taken)
            return tl::unexpected<Error>(taken.error());
        m_file = std::move(*taken);
    }
    return isHeld() ? Result<>() : Result<>(tl::unexpected<Error>(heldBy(m_path, std::nullopt)));
}

void LocalLock::release()
{
    if (!isHeld())
        return;
    if (hasStillItsName(m_file, m_path))
        ::unlink(QFile::encodeName(m_path).constData());
    reached(); // the name is gone, the lock is not
    m_file.close();
}

} // namespace twinlake
