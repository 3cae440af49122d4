// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// SimulatorChild: `twinlake simulate` as a process of its own, the same binary. It outlives a killed console by ten
// minutes, so that losing the console can be rehearsed too; a console that ends well stops it.
#pragma once

#include <QJsonObject>
#include <QObject>
#include <QProcess>

#include <optional>

namespace twinlake {

struct SimulatorOptions {
    QString scenario;
    std::optional<double> speed; ///< empty: step
    quint64 seed = 1;
    QString estateFile; ///< where the child writes the rehearsal estate
    QString program; ///< empty: this process's own binary
};

class SimulatorChild : public QObject {
    Q_OBJECT

public:
    explicit SimulatorChild(QObject *parent = nullptr);
    ~SimulatorChild() override;

    void start(const SimulatorOptions &options);
    /// SIGTERM, then SIGKILL after 5 s. Emits ended().
    void stop();
    bool isRunning() const;

Q_SIGNALS:
    /// The child's one line: addresses, tokens and the estate file (design.md section 4).
    void listening(const QJsonObject &line);
    /// It could not start, or ended without being asked to; `why` says what to do.
    void failed(const QString &why);
    void ended();

private:
    void readLine();
    void onFinished(int exitCode, QProcess::ExitStatus status);

    QProcess m_process;
    bool m_stopping = false;
    bool m_listening = false;
};

} // namespace twinlake
