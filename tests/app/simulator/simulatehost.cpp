// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A process of its own for runSimulate, for tests and benches that need one: simulatehost SCENARIO SPEED|step SEED
// [ESTATE [CERT KEY [PIPELINES]]].
#include "app/simulator/process/simulate.h"

#include <QCoreApplication>

using namespace Qt::Literals::StringLiterals;

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    twinlake::simulator::SimulateOptions options;
    options.scenario = arguments.value(1);
    if (arguments.value(2) != u"step"_s)
        options.speed = arguments.value(2).toDouble();
    options.seed = arguments.value(3).toULongLong();
    options.writeEstate = arguments.value(4);
    options.tlsCert = arguments.value(5);
    options.tlsKey = arguments.value(6);
    if (const int pipelines = arguments.value(7).toInt(); pipelines > 0)
        options.pipelines = pipelines;
    return twinlake::simulator::runSimulate(options);
}
