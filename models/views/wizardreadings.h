// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// WizardReadings: the watermarks of a catch-up, however long it takes: bounded, and the newest always count.
#pragma once

#include "models/domain/observation.h"

#include <QMap>

namespace twinlake {

class WizardReadings {
public:
    /// Of one table. A catch-up may take a day at a reading each few seconds.
    static constexpr qsizetype mostOfTable = 240;

    /// The same reading again changes nothing.
    void add(const TableWatermark &reading);
    bool isEmpty() const { return m_tables.isEmpty(); }
    /// Of each table oldest first, over the whole time since the first one.
    QList<TableWatermark> all() const;

private:
    QMap<QString, QList<TableWatermark>> m_tables;
};

} // namespace twinlake
