// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// FailingVfs: SQLite's way to the disk, which fails at the n-th operation: a full disk, a broken one, a torn write.
#pragma once

#include <sqlite3.h>

#include <memory>

namespace twinlake {

/// How the disk fails once it is its turn.
struct DiskFault {
    enum class At { Write, Sync, Truncate, Open };
    const char *name;
    At at;
    int code; ///< SQLITE_FULL, SQLITE_IOERR_WRITE, ...
    bool torn = false; ///< half of the bytes reach the disk all the same
    bool lasts = false; ///< every operation of that kind fails from then on
};

/// In front of the usual VFS for every connection opened while it lives; one at a time.
class FailingVfs {
public:
    FailingVfs();
    ~FailingVfs();
    FailingVfs(const FailingVfs &) = delete;
    FailingVfs &operator=(const FailingVfs &) = delete;

    /// The n-th operation of the fault's kind from now on fails, counted from 1.
    void arm(const DiskFault &fault, int n);
    void heal() { m_countdown = 0; }
    /// An operation has failed since it was armed.
    bool struck() const { return m_struck; }

    int syncs() const { return m_syncs; }

    /// Asked by each operation: true if it has to fail.
    bool fails(DiskFault::At at);
    const DiskFault &fault() const { return m_fault; }
    sqlite3_vfs *beneath() const { return m_beneath; }

private:
    sqlite3_vfs *m_beneath;
    std::unique_ptr<sqlite3_vfs> m_vfs;
    DiskFault m_fault{"none", DiskFault::At::Write, SQLITE_OK};
    int m_syncs = 0;
    int m_countdown = 0; ///< 0: not armed
    bool m_struck = false;
};

} // namespace twinlake
