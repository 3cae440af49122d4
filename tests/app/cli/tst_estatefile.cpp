// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// --estate: which file is meant, and how its problems are printed.
#include "app/cli/estateagreement.h"
#include "app/cli/estatefile.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace twinlake;

class TestEstateFile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void aNameIsLookedUpInTheFolder();
    void aFileIsTakenAsItIs();
    void theOnlyEstateNeedsNoName();
    void aWrongNameIsAnsweredWithTheKnownOnes();
    void withoutAHomeAFileIsNeeded();
    void problemsNameFileLineAndColumn();
    void theCommandLineMustFit_data();
    void theCommandLineMustFit();

private:
    void install(const QString &name);

    std::unique_ptr<QTemporaryDir> m_config;
};

namespace {

const QString example = QStringLiteral(TWINLAKE_RESOURCES "/examples/acme-lakehouse.json");

}

void TestEstateFile::init()
{
    m_config = std::make_unique<QTemporaryDir>();
    QVERIFY(m_config->isValid());
    qputenv("XDG_CONFIG_HOME", m_config->path().toUtf8());
    QVERIFY(QDir(m_config->path()).mkpath(u"twinlake/estates"_s));
}

void TestEstateFile::install(const QString &name)
{
    QVERIFY(QFile::copy(example, estatesDirectory() + u'/' + name + u".json"_s));
}

void TestEstateFile::aNameIsLookedUpInTheFolder()
{
    install(u"acme"_s);
    install(u"other"_s);
    QCOMPARE(knownEstates(), QStringList({u"acme"_s, u"other"_s}));
    const auto loaded = loadEstate(u"acme"_s);
    QVERIFY2(loaded.has_value(), loaded ? "" : qPrintable(loaded.error().join(u'\n')));
    QCOMPARE(loaded->file, m_config->path() + u"/twinlake/estates/acme.json"_s);
    QCOMPARE(loaded->estate.name, u"acme-lakehouse"_s);
}

void TestEstateFile::aFileIsTakenAsItIs()
{
    const auto loaded = loadEstate(example);
    QVERIFY2(loaded.has_value(), loaded ? "" : qPrintable(loaded.error().join(u'\n')));
    QVERIFY(QDir::isAbsolutePath(loaded->file));
    QVERIFY(!estateFileFor(u"./nowhere.json"_s).has_value());
    QVERIFY(!estateFileFor(m_config->path()).has_value()); // a folder is no estate
}

void TestEstateFile::theOnlyEstateNeedsNoName()
{
    const auto none = estateFileFor({});
    QVERIFY(!none.has_value());
    QVERIFY2(none.error().contains("twinlake rehearse"_L1), qPrintable(none.error()));
    install(u"acme"_s);
    QVERIFY(estateFileFor({}).has_value());
    install(u"other"_s);
    const auto several = estateFileFor({});
    QVERIFY(!several.has_value());
    QVERIFY2(several.error().contains("acme, other"_L1), qPrintable(several.error()));
}

void TestEstateFile::aWrongNameIsAnsweredWithTheKnownOnes()
{
    install(u"acme"_s);
    const auto file = estateFileFor(u"acmee"_s);
    QVERIFY(!file.has_value());
    QVERIFY2(file.error().contains("Did you mean \"acme\""_L1), qPrintable(file.error()));
    QVERIFY(!estateFileFor(u"acme\n"_s).has_value());
}

void TestEstateFile::withoutAHomeAFileIsNeeded()
{
    const QByteArray home = qgetenv("HOME");
    qunsetenv("XDG_CONFIG_HOME");
    qunsetenv("HOME");
    const auto file = estateFileFor(u"acme"_s);
    if (!home.isNull())
        qputenv("HOME", home);
    QVERIFY(!file.has_value());
    QVERIFY2(file.error().contains("--estate FILE"_L1), qPrintable(file.error()));
}

void TestEstateFile::problemsNameFileLineAndColumn()
{
    const QString name = m_config->path() + u"/broken.json"_s;
    QFile file(name);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{ \"schema\": 1,\n  \"nam\": \"x\" }");
    file.close();
    const auto loaded = loadEstate(name);
    QVERIFY(!loaded.has_value());
    QVERIFY2(loaded.error().contains(name + u":2:3: The key \"nam\" is not known here. Did you mean \"name\"?"_s),
             qPrintable(loaded.error().join(u'\n')));
    QVERIFY(loaded.error().size() > 3); // and the keys that are missing
}

void TestEstateFile::theCommandLineMustFit_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("says"); // nothing: it fits
    const QStringList run{u"run"_s, u"failover"_s};
    QTest::newRow("the only group") << run << QString();
    QTest::newRow("a named group") << run + QStringList{u"--group"_s, u"orders"_s} << QString();
    QTest::newRow("a wrong group") << run + QStringList{u"--group"_s, u"order"_s} << u"Did you mean \"orders\""_s;
    const QStringList alone{u"--headless"_s, u"--answers"_s, u"auto"_s};
    QTest::newRow("auto on a real estate") << run + alone << u"--dry-run"_s;
    QTest::newRow("auto in a dry run") << run + alone + QStringList{u"--dry-run"_s} << QString();
    QTest::newRow("auto for a resume") << QStringList{u"resume"_s} + alone << u"rehearsals"_s;
}

void TestEstateFile::theCommandLineMustFit()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, says);
    const auto loaded = loadEstate(example);
    QVERIFY(loaded.has_value());
    const auto line = parseCommandLine(arguments, {u"regional-outage"_s}, {CliCommand::Run, CliCommand::Resume});
    QVERIFY2(line.has_value(), line ? "" : qPrintable(line.error().message));
    const std::optional<UsageError> error = disagreementWith(*line, loaded->estate);
    QCOMPARE(error.has_value(), !says.isEmpty());
    if (error)
        QVERIFY2(error->message.contains(says), qPrintable(error->message));
}

QTEST_GUILESS_MAIN(TestEstateFile)
#include "tst_estatefile.moc"
