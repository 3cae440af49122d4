// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Prints machine_s / floor_s of the failover of a headless rehearsal: how close the console comes to the servers' own
// critical path. Arguments: the twinlake binary, then speeds and seeds as "30:7". Exit 1 if a rehearsal does not pass.
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTextStream>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int longestRunMs = 15 * 60 * 1000;

QJsonObject rehearse(const QString &binary, const QString &speed, const QString &seed)
{
    QProcess run;
    run.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    run.start(binary,
              {u"rehearse"_s, u"--headless"_s, u"--scenario"_s, u"regional-outage"_s, u"--speed"_s, speed, u"--seed"_s,
               seed, u"--answers"_s, u"auto"_s, u"--output"_s, u"ndjson"_s});
    run.waitForFinished(longestRunMs);
    const QByteArrayList lines = run.readAllStandardOutput().trimmed().split('\n');
    return QJsonDocument::fromJson(lines.last()).object();
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication app(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    QTextStream out(stdout);
    if (arguments.size() < 3) {
        out << "usage: bench_failover TWINLAKE SPEED:SEED [SPEED:SEED ...]\n";
        return 3;
    }
    bool allPassed = true;
    QList<double> ratios;
    for (const QString &pair : arguments.mid(2)) {
        const QStringList parts = pair.split(u':');
        QElapsedTimer wall;
        wall.start();
        const QJsonObject summary = rehearse(arguments.at(1), parts.value(0), parts.value(1, u"7"_s));
        const double machine = summary.value("machine_s"_L1).toDouble();
        const double floor = summary.value("floor_s"_L1).toDouble();
        const bool passed = summary.value("result"_L1).toString() == "passed"_L1 && floor > 0;
        allPassed = allPassed && passed;
        if (passed)
            ratios.append(machine / floor);
        out << "speed " << parts.value(0) << " seed " << parts.value(1) << ": " << summary.value("result"_L1).toString()
            << ", machine_s " << machine << ", floor_s " << floor << ", machine_s / floor_s "
            << (floor > 0 ? machine / floor : 0.0) << ", wall " << static_cast<double>(wall.elapsed()) / 1000.0
            << " s\n";
        out.flush();
    }
    std::sort(ratios.begin(), ratios.end());
    if (!ratios.isEmpty())
        out << "median machine_s / floor_s: " << ratios.at(ratios.size() / 2) << "\n";
    return allPassed ? 0 : 1;
}
