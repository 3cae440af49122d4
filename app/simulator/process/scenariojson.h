// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Reading values out of a scenario file, and what is said of a wrong one.
#pragma once

#include <QString>
#include <QStringList>

#include <nlohmann/json.hpp>

namespace twinlake::simulator {

QString textAt(const nlohmann::json &object, const char *key);
QStringList textsAt(const nlohmann::json &object, const char *key);
/// The member, or `otherwise` if there is none or it is null.
nlohmann::json memberOf(const nlohmann::json &object, const char *key, const nlohmann::json &otherwise);
QString oneOf(const QString &where, const QString &given, const QStringList &valid);
/// What is wrong with the keys of the object named `where` (scenarioKeys()); empty if nothing is.
QString strangers(const nlohmann::json &object, const QString &where);

} // namespace twinlake::simulator
