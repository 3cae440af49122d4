// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The traps of ~/.databrickscfg.
#include "app/credentials/configfile.h"

#include <QTest>

using namespace twinlake;
using namespace Qt::Literals::StringLiterals;

class TestConfigFile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aValueIsReadAsItWasMeant_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("value");
        QTest::newRow("plain") << u"token = dapi1"_s << u"dapi1"_s;
        QTest::newRow("no spaces") << u"token=dapi1"_s << u"dapi1"_s;
        QTest::newRow("comment after a space") << u"token = dapi1 # mine"_s << u"dapi1"_s;
        QTest::newRow("# inside the value") << u"token = da#pi1"_s << u"da#pi1"_s;
        QTest::newRow("= inside the value") << u"token = a=b=="_s << u"a=b=="_s;
        QTest::newRow("; is no comment inside") << u"token = a;b"_s << u"a;b"_s;
        QTest::newRow("quotes") << u"token = \"a b\""_s << u"a b"_s;
        QTest::newRow("carriage return") << u"token = x\r"_s << u"x"_s;
        QTest::newRow("capital key") << u"TOKEN = x"_s << u"x"_s;
        QTest::newRow("commented out") << u"# token = x"_s << QString();
    }
    void aValueIsReadAsItWasMeant()
    {
        QFETCH(QString, line);
        QFETCH(QString, value);
        const auto profile = profileIn(u"[p]\n"_s + line + u"\n[q]\ntoken = other\n"_s, u"p"_s);
        QVERIFY(profile);
        QCOMPARE(profile->value(u"token"_s), value);
    }
    void nothingIsInheritedFromDefault()
    {
        const auto profile = profileIn(u"[DEFAULT]\ntoken = d\n[p]\nhost = h\n"_s, u"p"_s);
        QVERIFY(!profile->contains(u"token"_s));
    }
    void theSettingsSectionIsNoProfile()
    {
        const QString text = u"[__settings__]\ndefault_profile = p\n[p]\ntoken = t\n"_s;
        QVERIFY(!profileIn(text, u"__settings__"_s));
        QCOMPARE(profileIn(text, {})->value(u"token"_s), u"t"_s);
    }
    void aMissingProfileNamesTheOthers()
    {
        const auto profile = profileIn(u"[__settings__]\nx = y\n[prod]\ntoken = secret\n"_s, u"prd"_s);
        QVERIFY(!profile);
        QCOMPARE(profile.error().kind, Error::Kind::Configuration);
        QVERIFY(profile.error().message.contains(u"prod"_s));
        QVERIFY(!profile.error().message.contains(u"secret"_s));
        QVERIFY(!profile.error().message.contains(u"__settings__"_s));
    }
    void theFileMayBeNamedByAVariable()
    {
        qputenv("DATABRICKS_CONFIG_FILE", "~/elsewhere.cfg");
        QVERIFY(databricksConfigPath().endsWith(u"/elsewhere.cfg"_s));
        QVERIFY(databricksConfigPath().startsWith(u'/'));
        qunsetenv("DATABRICKS_CONFIG_FILE");
        QVERIFY(databricksConfigPath().endsWith(u"/.databrickscfg"_s));
    }
};

QTEST_GUILESS_MAIN(TestConfigFile)
#include "tst_configfile.moc"
