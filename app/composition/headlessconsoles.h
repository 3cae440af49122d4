// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// HeadlessConsoles: a recipe driven by consoles that are processes of their own, because the scenario kills them, takes
// their journal away or sends a second one into the way. What they do is `twinlake run` and `twinlake resume`.
#pragma once

#include "app/rehearsal/score.h"

#include <QMap>
#include <QObject>
#include <QProcess>

#include <qcoro/qcorotask.h>

#include <memory>

namespace twinlake {

struct ConsolesSetup {
    Estate estate;
    QString estateFile;
    QString group;
    QString folder; ///< where each console gets a state folder of its own
    QString answers; ///< as --answers takes it
    QList<simulator::ScenarioConsoleEvent> events;
};

class HeadlessConsoles : public QObject {
    Q_OBJECT

public:
    explicit HeadlessConsoles(ConsolesSetup setup);
    ~HeadlessConsoles() override;

    /// To the end of the incident, whoever drives it by then.
    QCoro::Task<DrivenIncident> carryOut(QString recipe);
    /// The operator gives up: SIGTERM, and nobody resumes.
    void giveUp();
    /// Exit codes of the consoles that came second, so far.
    const QList<int> &secondExitCodes() const { return m_secondExitCodes; }

Q_SIGNALS:
    /// One line of a console, the one that drives or the second.
    void line(const QJsonObject &event);
    /// What befell a console.
    void said(const QString &event, const QString &text);
    /// Internal: nobody drives any more, and no second console is on its way.
    void over();

private:
    using Console = std::unique_ptr<QProcess, void (*)(QProcess *)>;

    Console makeConsole(const QString &home) const;
    void launch(const QStringList &arguments);
    void readLines(QProcess &console, bool drives);
    void onDriverLine(const QJsonObject &event);
    void onDriverEnded();
    void befall(const QString &what);
    void sendSecond();
    std::optional<RunState> incidentState() const;

    ConsolesSetup m_setup;
    Console m_driver;
    Console m_second;
    QString m_recipe;
    QString m_incident;
    QString m_home;
    QString m_befallen; ///< killed or lost: the console is ending because of it
    QString m_result;
    QList<simulator::ScenarioConsoleEvent> m_toCome;
    QList<int> m_secondExitCodes;
    int m_homes = 0;
    int m_takeOvers = 0;
    bool m_givenUp = false;
};

} // namespace twinlake
