// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Writes a PNG of every screen from a running rehearsal: normal operation, the outage, each gate of the failover, its
// end, and the wall. Arguments: the twinlake binary, the folder, "dark" or "light". Exit 1 if the failover did not
// pass.
#include "tests/ui/rehearseddriver.h"

#include "app/simulator/process/scenario.h"
#include "models/rules/reachability.h"
#include "models/views/wallviewmodel.h"
#include "ui/shell/mainwindow.h"
#include "ui/wall/wallwindow.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace twinlake;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int openingMs = 30'000;
constexpr int phaseMs = 240'000;

class Camera {
public:
    Camera(QString folder, QString theme)
        : m_folder(std::move(folder))
        , m_theme(std::move(theme))
    {
    }

    void take(QWidget &screen, const QString &name)
    {
        QCoreApplication::processEvents();
        screen.grab().save(
            QDir(m_folder).filePath(u"%1-%2-%3.png"_s.arg(++m_count, 2, 10, QLatin1Char('0')).arg(name, m_theme)));
    }

private:
    QString m_folder;
    QString m_theme;
    int m_count = 0;
};

void takePages(MainWindow &window, Camera &camera, const QString &when)
{
    for (const QString &page : {u"lag"_s, u"runbook"_s, u"rehearsal"_s, u"overview"_s}) {
        window.showPage(page);
        camera.take(window, page + u'-' + when);
    }
}

bool failOver(RehearsedDriver &driver, Camera &camera)
{
    driver.start(RecipeKind::Failover);
    QString seen;
    return QTest::qWaitFor(
        [&] {
            const auto &run = driver.run();
            const QString now = run && run->gate ? QString(run->gate->id).replace(u'/', u'-') : QString();
            if (!now.isEmpty() && now != seen)
                camera.take(*driver.window(), u"gate-"_s + now);
            seen = now;
            driver.answerGate();
            return run && run->result != RunResult::Open;
        },
        phaseMs);
}

} // namespace

int main(int argc, char *argv[])
{
    QApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() < 4 || !QDir().mkpath(arguments.at(2)))
        return 3;
    const QTemporaryDir home;
    qputenv("XDG_STATE_HOME", home.path().toLocal8Bit());
    const bool light = arguments.at(3) == "light"_L1;
    Theme::apply(application, light ? ThemeName::Light : ThemeName::Dark);
    Camera camera(arguments.at(2), arguments.at(3));
    CommandLine line;
    line.speed = 120;
    line.seed = 7;
    line.scenario = u"regional-outage"_s;
    RehearsalWindow rehearsal(line, *simulator::loadScenario(line.scenario));
    rehearsal.setProgram(arguments.at(1));
    rehearsal.start();
    if (!QTest::qWaitFor([&] { return rehearsal.facilitator() != nullptr; }, openingMs))
        return 1;
    RehearsedDriver driver(rehearsal);
    MainWindow &window = rehearsal.console()->reader().window();
    window.resize(1280, 720);
    WallViewModel wallModel;
    WallWindow wall(wallModel);
    wall.resize(1920, 1080);
    bool broken = false;
    bool silent = false;
    int snapshots = 0;
    QObject::connect(&rehearsal.console()->reader(), &ReaderWindow::snapshotTaken, &wallModel,
                     &WallViewModel::setSnapshot);
    QObject::connect(&rehearsal.console()->reader(), &ReaderWindow::ticked, &wallModel, &WallViewModel::tick);
    QObject::connect(rehearsal.facilitator(), &Facilitator::truthTold, &wallModel,
                     [&](const WorldTruth &truth) { broken = !truth.faults.isEmpty(); });
    QObject::connect(
        &rehearsal.console()->reader(), &ReaderWindow::snapshotTaken, &wallModel, [&](const EstateSnapshot &snapshot) {
            ++snapshots;
            silent = !snapshot.groups.isEmpty() && isSilent(snapshot.groups.first().regions.primary.reach.reach);
        });
    wallModel.setEstate(rehearsal.console()->estate());
    if (!QTest::qWaitFor([&] { return snapshots > 40; }, phaseMs))
        return 1; // something to chart
    takePages(window, camera, u"normal"_s);
    camera.take(wall, u"wall-normal"_s);
    if (!QTest::qWaitFor([&] { return broken; }, phaseMs))
        return 1;
    if (!QTest::qWaitFor([&] { return silent; }, phaseMs))
        return 1;
    takePages(window, camera, u"outage"_s);
    camera.take(wall, u"wall-outage"_s);
    const bool over = failOver(driver, camera);
    camera.take(window, u"runbook-end"_s);
    takePages(window, camera, u"afterwards"_s);
    const bool passed = over && driver.run()->result == RunResult::Passed;
    rehearsal.close();
    return passed ? 0 : 1;
}
