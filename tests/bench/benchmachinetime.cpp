// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Prints machine_s / floor_s of the first incident of headless rehearsals: how close the console comes to the servers'
// own critical path. Arguments: the twinlake binary, then scenarios, each with speeds and seeds as "30:7" behind it.
// Exit 1 if a rehearsal does not pass.
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTextStream>

#include <algorithm>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int longestRunMs = 15 * 60 * 1000;

QJsonObject rehearse(const QString &binary, const QString &scenario, const QString &speed, const QString &seed)
{
    QProcess run;
    run.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    run.start(binary,
              {u"rehearse"_s, u"--headless"_s, u"--scenario"_s, scenario, u"--speed"_s, speed, u"--seed"_s, seed,
               u"--answers"_s, u"auto"_s, u"--output"_s, u"ndjson"_s});
    run.waitForFinished(longestRunMs);
    const QByteArrayList lines = run.readAllStandardOutput().trimmed().split('\n');
    return QJsonDocument::fromJson(lines.last()).object();
}

struct Measured {
    bool passed = false;
    double ratio = 0;
};

Measured measure(QTextStream &out, const QString &binary, const QString &scenario, const QString &pair)
{
    const QStringList parts = pair.split(u':');
    QElapsedTimer wall;
    wall.start();
    const QJsonObject summary = rehearse(binary, scenario, parts.value(0), parts.value(1, u"7"_s));
    const double machine = summary.value("machine_s"_L1).toDouble();
    const double floor = summary.value("floor_s"_L1).toDouble();
    const bool passed = summary.value("result"_L1).toString() == "passed"_L1 && floor > 0;
    const Measured measured{passed, floor > 0 ? machine / floor : 0.0};
    out << scenario << ", speed " << parts.value(0) << " seed " << parts.value(1) << ": "
        << summary.value("result"_L1).toString() << ", machine_s " << machine << ", floor_s " << floor
        << ", machine_s / floor_s " << measured.ratio << ", wall " << static_cast<double>(wall.elapsed()) / 1000.0
        << " s\n";
    out.flush();
    return measured;
}

void printMedian(QTextStream &out, const QString &scenario, QList<double> ratios)
{
    if (ratios.isEmpty())
        return;
    std::sort(ratios.begin(), ratios.end());
    out << scenario << ", median machine_s / floor_s of " << ratios.size() << ": " << ratios.at(ratios.size() / 2)
        << "\n";
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication app(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    QTextStream out(stdout);
    if (arguments.size() < 4 || arguments.at(2).contains(u':')) {
        out << "usage: bench_machinetime TWINLAKE SCENARIO SPEED:SEED ... [SCENARIO SPEED:SEED ...]\n";
        return 3;
    }
    bool allPassed = true;
    QString scenario;
    QList<double> ratios;
    for (const QString &argument : arguments.mid(2)) {
        if (!argument.contains(u':')) {
            printMedian(out, scenario, std::exchange(ratios, {}));
            scenario = argument;
            continue;
        }
        const Measured measured = measure(out, arguments.at(1), scenario, argument);
        allPassed = allPassed && measured.passed;
        if (measured.passed)
            ratios.append(measured.ratio);
    }
    printMedian(out, scenario, ratios);
    return allPassed ? 0 : 1;
}
