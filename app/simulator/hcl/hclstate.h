// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// HclState: what is there, as a state file tells it and as an apply changes it.
#pragma once

#include "app/simulator/hcl/hclvalue.h"

#include <QStringList>

#include <map>

namespace twinlake::simulator {

/// One instance of a resource: where it is declared and which of them it is.
struct HclInstance {
    QString module; ///< "module.a.module.b", empty for the root
    QString type;
    QString name;
    nlohmann::json index; ///< null, a number or a text

    QString resource() const; ///< the address without the index
    QString address() const;
};

struct HclHeld {
    HclInstance who;
    nlohmann::json attributes;
    QStringList sensitive; ///< names of attributes
    QStringList dependencies; ///< addresses of resources
    bool tainted = false;
};

struct HclState {
    std::map<QString, HclHeld> held; ///< by address
    nlohmann::json outputs = nlohmann::json::object(); ///< as the file has them

    /// The error names what the simulator cannot look after.
    static HclResult<HclState> read(const QByteArray &raw);
    nlohmann::json resources() const;
};

} // namespace twinlake::simulator
