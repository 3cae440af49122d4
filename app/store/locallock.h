// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// LocalLock: one driver per estate on this machine. Taken when an incident opens. The system holds it for us and gives
// it back when this process ends, however it ends; what stands in the file only tells people who drives.
#pragma once

#include "app/cli/privatefiles.h"
#include "models/domain/result.h"

#include <QString>

#include <functional>

namespace twinlake {

class LocalLock {
public:
    /// `path` is the estate's file "lock". `reached` is told each instant between two steps of take() and release(),
    /// for the tests that kill the process there.
    explicit LocalLock(const QString &path, std::function<void()> reached = {});
    ~LocalLock();
    Q_DISABLE_COPY_MOVE(LocalLock)

    /// Taken, or already ours. Kind Conflict names who holds it and what to do; Storage: the file cannot be written.
    Result<> take();
    void release();
    bool isHeld() const { return m_file.isOpen(); }

private:
    Result<FileHandle> tryOnce() const;
    void reached() const;

    const QString m_path;
    const std::function<void()> m_reached;
    FileHandle m_file;
};

} // namespace twinlake
