// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The shelf's resources as JSON:API documents, and the settings a body may carry for them.
#pragma once

#include "app/simulator/terraform/tfrouter.h"
#include "app/simulator/terraform/tfshelf.h"

namespace twinlake::simulator {

/// Attributes as they are kept, created-at and updated-at, and a relation for each link.
nlohmann::json shelfDocument(const TfShelfItem &item);
/// Takes over what `call` says of the named attributes; others in the body are ignored, as the API does.
void takeAttributes(TfShelfItem &item, const TfCall &call, std::initializer_list<const char *> names);
/// 422 unless the attribute is there and not empty.
TfResult<> needsText(const TfCall &call, const char *name, const QString &shownName);
/// Adds to or removes from a relation to many: POST, DELETE or PATCH (replace) of relationships/<name>.
void changeLinks(QStringList &links, const TfCall &call);

} // namespace twinlake::simulator
