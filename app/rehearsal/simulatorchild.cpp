// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/rehearsal/simulatorchild.h"

#include "app/rehearsal/childenvironment.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QProcessEnvironment>
#include <QTimer>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int killAfterMs = 5000;

QStringList argumentsFor(const SimulatorOptions &options)
{
    const QString speed = options.speed ? QString::number(*options.speed) : u"step"_s;
    return {u"simulate"_s,
            u"--scenario"_s,
            options.scenario,
            u"--speed"_s,
            speed,
            u"--seed"_s,
            QString::number(options.seed),
            u"--write-estate"_s,
            options.estateFile,
            u"--orphan-limit"_s,
            u"10m"_s};
}

} // namespace

SimulatorChild::SimulatorChild(QObject *parent)
    : QObject(parent)
{
    m_process.setProcessEnvironment(childEnvironment());
    m_process.setProcessChannelMode(QProcess::SeparateChannels);
    connect(&m_process, &QProcess::readyReadStandardOutput, this, &SimulatorChild::readLine);
    connect(&m_process, &QProcess::finished, this, &SimulatorChild::onFinished);
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            Q_EMIT failed(tr("The simulator could not be started: %1").arg(m_process.errorString()));
    });
}

SimulatorChild::~SimulatorChild()
{
    if (!isRunning())
        return;
    m_process.disconnect(this);
    m_process.terminate();
    if (!m_process.waitForFinished(killAfterMs))
        m_process.kill();
}

void SimulatorChild::start(const SimulatorOptions &options)
{
    const QString program = options.program.isEmpty() ? QCoreApplication::applicationFilePath() : options.program;
    m_process.start(program, argumentsFor(options), QIODevice::ReadOnly);
}

void SimulatorChild::stop()
{
    m_stopping = true;
    if (!isRunning()) {
        Q_EMIT ended();
        return;
    }
    m_process.terminate();
    QTimer::singleShot(killAfterMs, &m_process, &QProcess::kill);
}

bool SimulatorChild::isRunning() const
{
    return m_process.state() != QProcess::NotRunning;
}

void SimulatorChild::readLine()
{
    if (m_listening || !m_process.canReadLine())
        return;
    const QJsonDocument line = QJsonDocument::fromJson(m_process.readLine());
    if (!line.isObject()) {
        Q_EMIT failed(tr("The simulator's first line is not the JSON object it should be."));
        return;
    }
    m_listening = true;
    Q_EMIT listening(line.object());
}

void SimulatorChild::onFinished(int exitCode, QProcess::ExitStatus status)
{
    if (!m_stopping) {
        const QString said = QString::fromUtf8(m_process.readAllStandardError().right(500)).trimmed();
        const QString how = status == QProcess::CrashExit
            ? tr("The simulator ended by a signal. It said: %1").arg(said)
            : tr("The simulator ended with code %1. It said: %2").arg(exitCode).arg(said);
        Q_EMIT failed(how);
    }
    Q_EMIT ended();
}

} // namespace twinlake
