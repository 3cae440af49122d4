// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the sections of an estate file share while they are read. Private to models/estate.
#pragma once

#include "models/estate/credentialsource.h"
#include "models/estate/estate.h"
#include "models/estate/estatereading.h"

#include <QHash>
#include <QPair>

namespace twinlake {

struct EstateContext {
    EstateProblems problems;
    QList<QPair<JsonPlace, QUrl>> addresses; ///< all that Twinlake would connect to
    QList<QPair<JsonPlace, CredentialSource>> credentials;
    QHash<QString, int> seen; ///< kind and value -> line where it was first

    /// Complains if `value` of this kind was met before. `kind` is a whole noun, "group name".
    void once(const JsonPlace &place, const QString &kind, const QString &value);
    QUrl address(const JsonPlace &place, bool wholeHost);
    QString credentialsOf(const JsonPlace &place, const QList<CredentialSource::Kind> &allowed, const QString &example);
    /// Judges all addresses and credentials at the end: a rehearsal stays on this machine and away from real
    /// credentials, anything else neither speaks plain http nor uses a rehearsal's tokens (design.md section 13).
    void judgeRehearsal(bool isRehearsal);
};

/// Rules that more than one section uses.
const TextRule &nameRule(); ///< becomes part of file names
const TextRule &labelRule(); ///< any short line
const TextRule &workspaceRule();
const TextRule &variableRule();

QList<FailoverGroup> readGroups(const JsonPlace &place, EstateContext &context);

} // namespace twinlake
