// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// LocalLock: one driver per estate on this machine. Taken when an incident opens; a lock whose process is gone, or that
// an earlier boot left, is taken over.
#pragma once

#include "models/domain/result.h"

#include <QString>

#include <memory>

class QLockFile;

namespace twinlake {

class LocalLock {
public:
    /// `path` is the estate's file "lock".
    explicit LocalLock(const QString &path);
    ~LocalLock();
    Q_DISABLE_COPY_MOVE(LocalLock)

    /// Taken, or already ours. Kind Conflict names the process that holds it.
    Result<> take();
    void release();
    bool isHeld() const;

private:
    QString m_path;
    std::unique_ptr<QLockFile> m_lock;
};

} // namespace twinlake
