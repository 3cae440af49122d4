// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The table of broken estate files: each is the shipped example with one edit.
#pragma once

#include <QList>
#include <QString>

namespace twinlake {

struct BrokenEstate {
    const char *name;
    QString replaced; ///< text of the example, found once
    QString by; ///< "§" marks the place the problem must point at, and is taken out
    QString problem; ///< part of the sentence
    QString remedy; ///< part of the sentence
    int count = 1; ///< all problems of the file
};

QList<BrokenEstate> brokenEstates();

} // namespace twinlake
