// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// CredentialSource: five written forms, and nothing else.
#include "models/estate/credentialsource.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace twinlake;

class TestCredentialSource : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void comesBackAsWritten_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("name");
        QTest::newRow("a profile") << u"databrickscfg:prod-use1"_s << u"prod-use1"_s;
        QTest::newRow("a keychain entry with a colon") << u"keychain:a:b"_s << u"a:b"_s;
        QTest::newRow("a variable") << u"env:DATABRICKS_TOKEN"_s << u"DATABRICKS_TOKEN"_s;
        QTest::newRow("a rehearsal") << u"rehearsal:primary"_s << u"primary"_s;
        QTest::newRow("Terraform's own") << u"terraformrc"_s << QString();
    }
    void comesBackAsWritten()
    {
        QFETCH(QString, text);
        QFETCH(QString, name);
        const std::optional<CredentialSource> source = credentialSourceFrom(text);
        QVERIFY(source.has_value());
        QCOMPARE(source->name, name);
        QCOMPARE(toText(*source), text);
    }
    void refuses_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("nothing") << QString();
        QTest::newRow("a token") << u"dapi0123456789"_s;
        QTest::newRow("a profile without a name") << u"databrickscfg:"_s;
        QTest::newRow("a variable with a dash") << u"env:A-B"_s;
        QTest::newRow("terraformrc with a name") << u"terraformrc:x"_s;
        QTest::newRow("another case") << u"Keychain:x"_s;
    }
    void refuses()
    {
        QFETCH(QString, text);
        QVERIFY(!credentialSourceFrom(text).has_value());
    }
};

QTEST_GUILESS_MAIN(TestCredentialSource)
#include "tst_credentialsource.moc"
