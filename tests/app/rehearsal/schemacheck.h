// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// As much of JSON Schema 2020-12 as our own schemas use. A keyword that it does not know is a complaint too, so that no
// rule of a schema is passed over.
#pragma once

#include <QString>

#include <nlohmann/json.hpp>

/// What is wrong with `value`, with its place; empty if nothing is. References are to `root`.
QString schemaComplaint(const nlohmann::json &root, const nlohmann::json &schema, const nlohmann::json &value,
                        const QString &place = {});
