// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/process/simulate.h"

#include "app/cli/privatefiles.h"
#include "app/simulator/process/orphanwatch.h"
#include "app/simulator/process/simulation.h"
#include "app/simulator/process/stopsignals.h"
#include "models/domain/plaintext.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QSslCertificate>
#include <QSslKey>

#include <cstdio>

namespace twinlake::simulator {

namespace {

constexpr int exitFailed = 1;
constexpr int exitConfiguration = 3;

int complain(const Error &error)
{
    const QByteArray line = plainLine(error.message).toUtf8() + '\n';
    std::fwrite(line.constData(), 1, static_cast<std::size_t>(line.size()), stderr);
    return error.kind == Error::Kind::Configuration ? exitConfiguration : exitFailed;
}

bool printLine(const QByteArray &line)
{
    const auto size = static_cast<std::size_t>(line.size());
    return std::fwrite(line.constData(), 1, size, stdout) == size && std::fflush(stdout) == 0;
}

Result<std::optional<QSslConfiguration>> tlsFrom(const SimulateOptions &options)
{
    if (options.tlsCert.isEmpty() && options.tlsKey.isEmpty())
        return std::optional<QSslConfiguration>();
    QFile keyFile(options.tlsKey);
    const QList<QSslCertificate> certificates = QSslCertificate::fromPath(options.tlsCert);
    if (certificates.isEmpty() || !keyFile.open(QIODevice::ReadOnly)) {
        return fail(Error::Kind::Configuration,
                    QCoreApplication::translate("Simulate", "--tls-cert and --tls-key must both name a PEM file."));
    }
    const QByteArray pem = keyFile.readAll();
    QSslKey key(pem, QSsl::Rsa);
    if (key.isNull())
        key = QSslKey(pem, QSsl::Ec);
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setLocalCertificateChain(certificates);
    tls.setPrivateKey(key);
    return std::optional(tls);
}

} // namespace

int runSimulate(const SimulateOptions &options)
{
    auto scenario = loadScenario(options.scenario);
    if (!scenario)
        return complain(scenario.error());
    if (options.pipelines)
        scenario->pipelines = options.pipelines;
    const auto tls = tlsFrom(options);
    if (!tls)
        return complain(tls.error());
    Simulation simulation(
        *scenario,
        {options.speed, options.seed, *tls, *tls ? QFileInfo(options.tlsCert).absoluteFilePath() : QString()});
    StopSignals stopSignals;
    QObject::connect(&stopSignals, &StopSignals::stop, &simulation, [] { QCoreApplication::exit(0); });
    QObject::connect(
        &simulation, &Simulation::stopRequested, &simulation, [] { QCoreApplication::exit(0); }, Qt::QueuedConnection);
    std::unique_ptr<OrphanWatch> orphanWatch;
    if (options.orphanLimit) {
        orphanWatch = std::make_unique<OrphanWatch>(*options.orphanLimit);
        QObject::connect(&simulation, &Simulation::requested, orphanWatch.get(), &OrphanWatch::touch);
        QObject::connect(orphanWatch.get(), &OrphanWatch::abandoned, &simulation, [] { QCoreApplication::exit(0); });
    }
    if (const auto listening = simulation.listen(); !listening)
        return complain(listening.error());
    if (!options.writeEstate.isEmpty()) {
        if (const auto written = writePrivateFile(options.writeEstate, simulation.estate()); !written)
            return complain(written.error());
    }
    if (!printLine(plainLines(simulation.listeningLine(options.writeEstate))))
        return complain({Error::Kind::Storage,
                         QCoreApplication::translate("Simulate", "The addresses could not be written to stdout."),
                         0,
                         {},
                         {}});
    return QCoreApplication::exec();
}

} // namespace twinlake::simulator
