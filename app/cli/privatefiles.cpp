// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Calls of the operating system: Qt follows links, and gives a new file the rights of the one it replaces.
#include "app/cli/privatefiles.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr mode_t ownerOnly = S_IRUSR | S_IWUSR;
constexpr mode_t notOurs = S_IRWXG | S_IRWXO;

struct FileWords {
    Q_DECLARE_TR_FUNCTIONS(PrivateFiles)
};

tl::unexpected<Error> cannotWrite(const QString &path, int code)
{
    return fail(Error::Kind::Storage,
                FileWords::tr("%1 cannot be written: %2.").arg(path, QString::fromLocal8Bit(std::strerror(code))));
}

tl::unexpected<Error> isALink(const QString &path)
{
    return fail(Error::Kind::Storage,
                FileWords::tr("%1 is a link to another file or a second name of one, and that file would be written. "
                              "Remove the link, then start again.")
                    .arg(path));
}

tl::unexpected<Error> isNoFile(const QString &path)
{
    return fail(Error::Kind::Storage,
                FileWords::tr("%1 is in the way: it is no ordinary file. Move it, then start again.").arg(path));
}

int openAt(const QString &path, int flags)
{
    int file = -1;
    do { // not blocking: a pipe somebody put there would hold us up before we see what it is
        file = ::open(QFile::encodeName(path).constData(), flags | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK, ownerOnly);
    } while (file < 0 && errno == EINTR);
    return file;
}

Result<> takeAsOurs(const QString &path, const FileHandle &file)
{
    struct stat entry { };
    if (::fstat(file.number(), &entry) != 0)
        return cannotWrite(path, errno);
    if (S_ISLNK(entry.st_mode) || (S_ISREG(entry.st_mode) && entry.st_nlink > 1))
        return isALink(path);
    if (!S_ISREG(entry.st_mode))
        return isNoFile(path);
    // By this name, for a handle that only looks cannot change rights.
    const QByteArray handle = "/proc/self/fd/" + QByteArray::number(file.number());
    if ((entry.st_mode & notOurs) != 0 && ::chmod(handle.constData(), ownerOnly) != 0
        && errno != EROFS) // where nothing can be written, a reader may still look
        return cannotWrite(path, errno);
    return {};
}

Result<FileHandle> openAsOurs(const QString &path, int flags)
{
    FileHandle file(openAt(path, flags));
    if (!file.isOpen()) {
        const int code = errno;
        if (code == ELOOP)
            return isALink(path);
        return code == EISDIR || code == ENXIO ? isNoFile(path) : cannotWrite(path, code);
    }
    if (const Result<> ours = takeAsOurs(path, file); !ours)
        return tl::unexpected<Error>(ours.error());
    return file;
}

bool writeAll(const FileHandle &file, const QByteArray &content)
{
    qsizetype done = 0;
    while (done < content.size()) {
        const ssize_t count = ::write(file.number(), content.constData() + done, size_t(content.size() - done));
        if (count < 0 && errno != EINTR)
            return false;
        done += std::max<ssize_t>(0, count);
    }
    return ::fsync(file.number()) == 0;
}

} // namespace

void keepFilesPrivate()
{
    ::umask(notOurs);
}

FileHandle &FileHandle::operator=(FileHandle &&other) noexcept
{
    if (this != &other) {
        close();
        m_file = std::exchange(other.m_file, -1);
    }
    return *this;
}

void FileHandle::close()
{
    if (m_file >= 0)
        ::close(std::exchange(m_file, -1));
}

Result<> makePrivateFolder(const QString &folder)
{
    const QFileInfo info(folder);
    if (info.isDir())
        return {};
    if (const QString above = info.absolutePath(); above != info.absoluteFilePath()) {
        if (const Result<> made = makePrivateFolder(above); !made)
            return made;
    }
    const int failed = ::mkdir(QFile::encodeName(info.absoluteFilePath()).constData(), S_IRWXU);
    const int code = errno;
    if (failed != 0 && !(code == EEXIST && QFileInfo(folder).isDir())) // another process may be quicker
        return cannotWrite(folder, code);
    return {};
}

Result<> keepFolderPrivate(const QString &folder)
{
    if (const Result<> made = makePrivateFolder(folder); !made)
        return made;
    const FileHandle place(openAt(folder, O_RDONLY | O_DIRECTORY));
    struct stat entry { };
    const bool known = place.isOpen() && ::fstat(place.number(), &entry) == 0;
    if (known && (entry.st_mode & notOurs) != 0 && entry.st_uid == ::geteuid())
        ::fchmod(place.number(), S_IRWXU); // a folder behind a link of the person's own is theirs to close
    return {};
}

Result<FileHandle> openPrivateFile(const QString &path)
{
    return openAsOurs(path, O_RDWR | O_CREAT);
}

Result<> preparePrivateFile(const QString &path, const QStringList &suffixes)
{
    const FileHandle made(openAt(path, O_RDWR | O_CREAT | O_EXCL));
    const int code = errno;
    if (!made.isOpen() && code != EEXIST)
        return cannotWrite(path, code);
    return lookAtPrivateFile(path, suffixes);
}

/// Through a handle that cannot read: to close any other one of a database gives up the locks that this process holds
/// on it, those of its other connections too.
Result<> lookAtPrivateFile(const QString &path, const QStringList &suffixes)
{
    for (const QString &suffix : QStringList{u""_s} + suffixes) {
        const QString name = path + suffix;
        const FileHandle look(openAt(name, O_PATH));
        if (!look.isOpen())
            continue;
        if (const Result<> ours = takeAsOurs(name, look); !ours)
            return ours;
    }
    return {};
}

Result<> writePrivateFile(const QString &path, const QByteArray &content)
{
    const QFileInfo there(path);
    if (there.isSymLink())
        return isALink(path);
    if (there.exists() && !there.isFile())
        return isNoFile(path);
    const QString beside = u"%1.new-%2"_s.arg(path).arg(::getpid());
    const QByteArray from = QFile::encodeName(beside);
    ::unlink(from.constData()); // of a process of this number that was killed
    const FileHandle file(openAt(beside, O_WRONLY | O_CREAT | O_EXCL));
    if (file.isOpen() && writeAll(file, content)
        && ::rename(from.constData(), QFile::encodeName(path).constData()) == 0)
        return {};
    const int code = errno;
    if (file.isOpen())
        ::unlink(from.constData());
    return cannotWrite(path, code);
}

} // namespace twinlake
