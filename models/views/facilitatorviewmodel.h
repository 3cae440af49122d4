// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// FacilitatorViewModel: the facilitator's panel of a rehearsal: clock, hidden truth, faults now and faults to add.
#pragma once

#include "models/estate/estate.h"
#include "models/ports/facilitatorcommands.h"

#include <QObject>

namespace twinlake {

/// A fault as a row: "us-east-1 region_outage".
struct FaultRow {
    QString id; ///< of a fault that is there; empty for one that can be added
    QString target;
    QString kind;
    QString text;
};

/// One line of the truth: "Serving", "us-east-1".
struct TruthRow {
    QString question;
    QString answer;
};

class FacilitatorViewModel : public QObject {
    Q_OBJECT

public:
    explicit FacilitatorViewModel(FacilitatorCommands &commands, QObject *parent = nullptr);

    void setEstate(const Estate &estate);
    void setTruth(const WorldTruth &truth);

    double speed() const { return m_truth.speed; }
    QList<TruthRow> truth() const;
    QList<FaultRow> faultsNow() const;
    QList<FaultRow> faultsToAdd() const;
    QList<TruthRow> planned() const;
    QString trouble() const { return m_truth.trouble; }

    void setSpeed(double speed) { m_commands.setSpeed(speed); }
    void advanceMinute() { m_commands.advance(std::chrono::minutes(1)); }
    void add(const FaultRow &fault) { m_commands.addFault(fault.target, fault.kind); }
    void lift(const FaultRow &fault) { m_commands.liftFault(fault.id); }

Q_SIGNALS:
    void changed();

private:
    QString nameOf(const QString &target) const;

    FacilitatorCommands &m_commands;
    Estate m_estate;
    WorldTruth m_truth;
};

} // namespace twinlake
