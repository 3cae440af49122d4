// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// SQLite's C interface: a file object of ours lies before the real one in the same block of memory.
#include "tests/app/store/failingvfs.h"

#include <algorithm>
#include <cstring>

namespace twinlake {

namespace {

struct ShimFile {
    sqlite3_file base;
    FailingVfs *owner;
};

FailingVfs *ownerOf(sqlite3_file *file)
{
    return reinterpret_cast<ShimFile *>(file)->owner;
}

sqlite3_file *realOf(sqlite3_file *file)
{
    return reinterpret_cast<sqlite3_file *>(reinterpret_cast<ShimFile *>(file) + 1);
}

/// Calls the real file's method of the same name.
#define PASS_ON(method, ...) realOf(file)->pMethods->method(realOf(file) __VA_OPT__(, ) __VA_ARGS__)

int closeFile(sqlite3_file *file)
{
    return PASS_ON(xClose);
}

int readFile(sqlite3_file *file, void *into, int amount, sqlite3_int64 at)
{
    return PASS_ON(xRead, into, amount, at);
}

int writeFile(sqlite3_file *file, const void *bytes, int amount, sqlite3_int64 at)
{
    FailingVfs *owner = ownerOf(file);
    if (!owner->fails(DiskFault::At::Write))
        return PASS_ON(xWrite, bytes, amount, at);
    if (owner->fault().torn)
        PASS_ON(xWrite, bytes, amount / 2, at);
    return owner->fault().code;
}

int truncateFile(sqlite3_file *file, sqlite3_int64 size)
{
    FailingVfs *owner = ownerOf(file);
    return owner->fails(DiskFault::At::Truncate) ? owner->fault().code : PASS_ON(xTruncate, size);
}

int syncFile(sqlite3_file *file, int flags)
{
    FailingVfs *owner = ownerOf(file);
    return owner->fails(DiskFault::At::Sync) ? owner->fault().code : PASS_ON(xSync, flags);
}

int sizeOfFile(sqlite3_file *file, sqlite3_int64 *size)
{
    return PASS_ON(xFileSize, size);
}

int lockFile(sqlite3_file *file, int level)
{
    return PASS_ON(xLock, level);
}

int unlockFile(sqlite3_file *file, int level)
{
    return PASS_ON(xUnlock, level);
}

int checkLock(sqlite3_file *file, int *result)
{
    return PASS_ON(xCheckReservedLock, result);
}

int controlFile(sqlite3_file *file, int what, void *argument)
{
    return PASS_ON(xFileControl, what, argument);
}

int sectorOf(sqlite3_file *file)
{
    return PASS_ON(xSectorSize);
}

int traitsOf(sqlite3_file *file)
{
    return PASS_ON(xDeviceCharacteristics);
}

int mapShared(sqlite3_file *file, int region, int size, int extend, void volatile **place)
{
    return PASS_ON(xShmMap, region, size, extend, place);
}

int lockShared(sqlite3_file *file, int offset, int count, int flags)
{
    return PASS_ON(xShmLock, offset, count, flags);
}

void barrierShared(sqlite3_file *file)
{
    PASS_ON(xShmBarrier);
}

int unmapShared(sqlite3_file *file, int remove)
{
    return PASS_ON(xShmUnmap, remove);
}

#undef PASS_ON

const sqlite3_io_methods *shimMethods()
{
    static const sqlite3_io_methods methods = [] {
        sqlite3_io_methods made{};
        made.iVersion = 2;
        made.xClose = closeFile;
        made.xRead = readFile;
        made.xWrite = writeFile;
        made.xTruncate = truncateFile;
        made.xSync = syncFile;
        made.xFileSize = sizeOfFile;
        made.xLock = lockFile;
        made.xUnlock = unlockFile;
        made.xCheckReservedLock = checkLock;
        made.xFileControl = controlFile;
        made.xSectorSize = sectorOf;
        made.xDeviceCharacteristics = traitsOf;
        made.xShmMap = mapShared;
        made.xShmLock = lockShared;
        made.xShmBarrier = barrierShared;
        made.xShmUnmap = unmapShared;
        return made;
    }();
    return &methods;
}

int openFile(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *given)
{
    auto *owner = static_cast<FailingVfs *>(vfs->pAppData);
    auto *shim = reinterpret_cast<ShimFile *>(file);
    shim->owner = owner;
    shim->base.pMethods = nullptr;
    if (owner->fails(DiskFault::At::Open))
        return owner->fault().code;
    const int result = owner->beneath()->xOpen(owner->beneath(), name, realOf(file), flags, given);
    if (realOf(file)->pMethods)
        shim->base.pMethods = shimMethods();
    return result;
}

} // namespace

FailingVfs::FailingVfs()
    : m_beneath(sqlite3_vfs_find(nullptr))
    , m_vfs(std::make_unique<sqlite3_vfs>(*m_beneath))
{
    m_vfs->zName = "failing";
    m_vfs->szOsFile = static_cast<int>(sizeof(ShimFile)) + m_beneath->szOsFile;
    m_vfs->pAppData = this;
    m_vfs->pNext = nullptr;
    m_vfs->xOpen = openFile;
    sqlite3_vfs_register(m_vfs.get(), 1);
}

FailingVfs::~FailingVfs()
{
    sqlite3_vfs_unregister(m_vfs.get());
    sqlite3_vfs_register(m_beneath, 1);
}

void FailingVfs::arm(const DiskFault &fault, int n)
{
    m_fault = fault;
    m_countdown = n;
    m_struck = false;
}

bool FailingVfs::fails(DiskFault::At at)
{
    m_syncs += at == DiskFault::At::Sync ? 1 : 0;
    if (m_countdown == 0 || at != m_fault.at)
        return false;
    if (m_countdown > 1) {
        --m_countdown;
        return false;
    }
    m_struck = true;
    if (!m_fault.lasts)
        m_countdown = 0;
    return true;
}

} // namespace twinlake
