// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The places where the Terraform command line keeps its tokens.
#include "app/credentials/terraformtoken.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace twinlake;
using namespace Qt::Literals::StringLiterals;

class TestTerraformToken : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theVariableIsSpelledAsTerraformDoes()
    {
        QCOMPARE(tokenVariable(u"app.terraform.io"_s), u"TF_TOKEN_app_terraform_io"_s);
        QCOMPARE(tokenVariable(u"tf-e.example.com"_s), u"TF_TOKEN_tf__e_example_com"_s);
    }
    void aCredentialsBlockIsFound_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("token");
        QTest::newRow("plain") << u"credentials \"app.terraform.io\" {\n  token = \"t1\"\n}"_s << u"t1"_s;
        QTest::newRow("one line") << u"credentials \"app.terraform.io\" { token = \"t1\" }"_s << u"t1"_s;
        QTest::newRow("another host") << u"credentials \"tfe.example.com\" { token = \"t1\" }"_s << QString();
        QTest::newRow("commented out")
            << u"# credentials \"app.terraform.io\" { token = \"t1\" }\n/* credentials \"app.terraform.io\" { token = \"t2\" } */"_s
            << QString();
        QTest::newRow("second block")
            << u"credentials \"x\" { token = \"t0\" }\ncredentials \"app.terraform.io\" { token = \"t//1\" }"_s
            << u"t//1"_s;
    }
    void aCredentialsBlockIsFound()
    {
        QFETCH(QString, text);
        QFETCH(QString, token);
        QCOMPARE(tokenInCliConfig(text, u"app.terraform.io"_s).value_or(QString()), token);
    }
    void theLoginFileIsJson()
    {
        const QString text = u"{\"credentials\":{\"app.terraform.io\":{\"token\":\"t3\"}}}"_s;
        QCOMPARE(tokenInCredentialsJson(text, u"app.terraform.io"_s), std::optional(u"t3"_s));
        QVERIFY(!tokenInCredentialsJson(text, u"x"_s));
        QVERIFY(!tokenInCredentialsJson(u"not json"_s, u"x"_s));
    }
    void theEnvironmentComesBeforeTheFile()
    {
        QTemporaryDir home;
        const QByteArray before = qgetenv("HOME");
        qputenv("HOME", home.path().toUtf8());
        QFile file(home.filePath(u"rc"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("credentials \"app.terraform.io\" { token = \"from-file\" }");
        file.close();
        qputenv("TF_CLI_CONFIG_FILE", file.fileName().toUtf8());
        QCOMPARE(*terraformToken(u"app.terraform.io"_s), "from-file"_ba);
        qputenv("TF_TOKEN_app_terraform_io", "from-env");
        QCOMPARE(*terraformToken(u"app.terraform.io"_s), "from-env"_ba);
        const auto none = terraformToken(u"tfe.example.com"_s);
        QCOMPARE(none.error().kind, Error::Kind::Configuration);
        QVERIFY(none.error().message.contains(u"TF_TOKEN_tfe_example_com"_s));
        qunsetenv("TF_TOKEN_app_terraform_io");
        qunsetenv("TF_CLI_CONFIG_FILE");
        qputenv("HOME", before);
    }
};

QTEST_GUILESS_MAIN(TestTerraformToken)
#include "tst_terraformtoken.moc"
