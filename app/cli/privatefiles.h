// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What this process writes is nobody else's to read, and goes into no file that somebody put in its place: every path
// that we write is opened here.
#pragma once

#include "models/domain/result.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <utility>

namespace twinlake {

/// umask 077 for the whole process. Call it first thing in main(): files of Qt and SQLite would come out as 0644.
void keepFilesPrivate();

/// An open file of the system, closed with its owner. No child inherits it.
class FileHandle {
public:
    explicit FileHandle(int file = -1)
        : m_file(file)
    {
    }
    ~FileHandle() { close(); }
    FileHandle(FileHandle &&other) noexcept
        : m_file(std::exchange(other.m_file, -1))
    {
    }
    FileHandle &operator=(FileHandle &&other) noexcept;
    Q_DISABLE_COPY(FileHandle)

    int number() const { return m_file; }
    bool isOpen() const { return m_file >= 0; }
    void close();

private:
    int m_file;
};

/// Makes the folder and what is missing above it, each 0700. One that is there stays as it is. Errors: Storage.
Result<> makePrivateFolder(const QString &folder);
/// The same, and a folder of ours that others may enter is closed to them.
Result<> keepFolderPrivate(const QString &folder);

/// Opens `path`, or makes it, for reading and writing; 0600 from then on. A link of either kind is refused: the bytes
/// would go into a file that is not ours. Errors: Storage, with what to do.
Result<FileHandle> openPrivateFile(const QString &path);
/// For a library that opens by name: makes `path` as above and looks at what is beside it, `path` + each suffix.
Result<> preparePrivateFile(const QString &path, const QStringList &suffixes = {});
/// The same for one who only reads: nothing is made.
Result<> lookAtPrivateFile(const QString &path, const QStringList &suffixes = {});

/// Whole or not at all, 0600: written beside and renamed. A link is refused. Errors: Storage, with what to do.
Result<> writePrivateFile(const QString &path, const QByteArray &content);

} // namespace twinlake
