// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The simulator's reading of Terraform's language: expressions, plans of small configurations, archives.
#include "app/simulator/hcl/hclplan.h"
#include "app/simulator/hcl/slug.h"

#include <QTest>

#include <zlib.h>

using namespace twinlake::simulator;
using namespace Qt::Literals::StringLiterals;
using nlohmann::json;

namespace {

std::unique_ptr<HclPlan> planned(const SlugFiles &files, const std::map<QString, HclInput> &inputs = {},
                                 HclState state = {}, HclOptions options = {})
{
    options.workspace = u"here"_s;
    options.newId = [](const QString &address) { return u"id-of-"_s + address; };
    return std::make_unique<HclPlan>(std::make_shared<const HclTree>(readTree(files)), inputs, std::move(state),
                                     options);
}

std::unique_ptr<HclPlan> planned(const QString &configuration)
{
    return planned(SlugFiles{{u"main.tf"_s, configuration.toUtf8()}});
}

HclState applied(HclPlan &plan)
{
    for (const QString &step : plan.steps())
        plan.carryOut(step);
    plan.settleOutputs();
    return plan.state();
}

QString errorOf(const HclPlan &plan)
{
    return plan.error() ? plan.error()->diagnostic() : QString();
}

QByteArray gzipped(const QByteArray &content)
{
    z_stream stream{};
    deflateInit2(&stream, Z_BEST_SPEED, Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY);
    QByteArray packed(static_cast<qsizetype>(deflateBound(&stream, static_cast<uLong>(content.size()))) + 64, '\0');
    stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(content.constData()));
    stream.avail_in = static_cast<uInt>(content.size());
    stream.next_out = reinterpret_cast<Bytef *>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    deflate(&stream, Z_FINISH);
    packed.truncate(static_cast<qsizetype>(stream.total_out));
    deflateEnd(&stream);
    return packed;
}

QByteArray tarred(const QByteArray &name, const QByteArray &content)
{
    QByteArray header(512, '\0');
    header.replace(0, name.size(), name);
    header.replace(124, 11, QByteArray::number(content.size(), 8).rightJustified(11, '0'));
    header[156] = '0';
    header.replace(257, 5, "ustar");
    QByteArray padded = content;
    padded.append((512 - content.size() % 512) % 512, '\0');
    return header + padded;
}

} // namespace

class TestHcl : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void expressionsHaveTheirValues_data()
    {
        QTest::addColumn<QString>("expression");
        QTest::addColumn<QByteArray>("value");
        QTest::newRow("a number") << u"1 + 2 * 3 - 4 / 2"_s << "5"_ba;
        QTest::newRow("brackets bind tighter") << u"(1 + 2) * 3"_s << "9"_ba;
        QTest::newRow("a fraction") << u"7 / 2"_s << "3.5"_ba;
        QTest::newRow("a template") << u"\"a-${1 + 1}-${upper(\"b\")}\""_s << "\"a-2-B\""_ba;
        QTest::newRow("a template that is a value alone") << u"\"${[1]}\""_s << "[1]"_ba;
        QTest::newRow("an escaped template") << u"\"$${x}\""_s << "\"${x}\""_ba;
        QTest::newRow("escapes") << u"\"a\\tb\\\"c\""_s << "\"a\\tb\\\"c\""_ba;
        QTest::newRow("a condition") << u"1 < 2 ? \"yes\" : \"no\""_s << "\"yes\""_ba;
        QTest::newRow("logic") << u"true && !false || false"_s << "true"_ba;
        QTest::newRow("equality of lists") << u"[1, 2] == [1, 2]"_s << "true"_ba;
        QTest::newRow("an object over lines") << u"{\n a = 1\n \"b c\" = [2]\n}"_s << "{\"a\":1,\"b c\":[2]}"_ba;
        QTest::newRow("a for over a list")
            << u"[for i, x in [\"a\", \"b\"] : \"${i}${x}\" if x != \"a\"]"_s << "[\"1b\"]"_ba;
        QTest::newRow("a for over a map") << u"{for k, v in {a = 1} : v => k}"_s << "{\"1\":\"a\"}"_ba;
        QTest::newRow("a splat") << u"[{n = 1}, {n = 2}][*].n"_s << "[1,2]"_ba;
        QTest::newRow("an index") << u"{a = [1, 2]}[\"a\"][1]"_s << "2"_ba;
        QTest::newRow("an expanded argument") << u"max([1, 5, 3]...)"_s << "5"_ba;
        QTest::newRow("try takes what works") << u"try({}.x, \"else\")"_s << "\"else\""_ba;
        QTest::newRow("join and sort") << u"join(\",\", sort([\"b\", \"a\"]))"_s << "\"a,b\""_ba;
        QTest::newRow("a set is unique and sorted") << u"toset([\"b\", \"a\", \"b\"])"_s << "[\"a\",\"b\"]"_ba;
        QTest::newRow("format") << u"format(\"%03d %s %q\", 7, \"x\", \"y\")"_s << "\"007 x \\\"y\\\"\""_ba;
        QTest::newRow("merge") << u"merge({a = 1}, {a = 2, b = 3})"_s << "{\"a\":2,\"b\":3}"_ba;
        QTest::newRow("the workspace's name") << u"terraform.workspace"_s << "\"here\""_ba;
    }
    void expressionsHaveTheirValues()
    {
        QFETCH(QString, expression);
        QFETCH(QByteArray, value);
        const auto plan = planned(u"output \"x\" {\n value = %1\n}\n"_s.arg(expression));
        QCOMPARE(errorOf(*plan), QString());
        QCOMPARE(QByteArray::fromStdString(plan->outputs().at(u"x"_s).after.dump()), value);
    }

    void whatIsWrongIsSaid_data()
    {
        QTest::addColumn<QString>("configuration");
        QTest::addColumn<QString>("text");
        QTest::newRow("a provider that is not here")
            << u"resource \"aws_instance\" \"a\" {}"_s << u"No provider for aws_instance"_s;
        QTest::newRow("no value") << u"variable \"v\" {}"_s << u"No value for required variable"_s;
        QTest::newRow("the wrong type") << u"variable \"v\" {\n type = number\n default = \"x\"\n}"_s
                                        << u"not suitable for var.v"_s;
        QTest::newRow("a validation")
            << u"variable \"v\" {\n default = 1\n validation {\n condition = var.v > 1\n error_message = \"too small\"\n }\n}"_s
            << u"too small"_s;
        QTest::newRow("an undeclared variable")
            << u"output \"x\" {\n value = var.nope\n}"_s << u"undeclared input variable"_s;
        QTest::newRow("an undeclared resource")
            << u"output \"x\" {\n value = terraform_data.nope.id\n}"_s << u"undeclared resource"_s;
        QTest::newRow("a cycle") << u"locals {\n a = local.b\n b = local.a\n}\noutput \"x\" {\n value = local.a\n}"_s
                                 << u"Cycle"_s;
        QTest::newRow("a cycle of resources")
            << u"resource \"terraform_data\" \"a\" {\n input = terraform_data.b.id\n}\nresource \"terraform_data\" \"b\" {\n input = terraform_data.a.id\n}"_s
            << u"Cycle"_s;
        QTest::newRow("an unknown argument")
            << u"resource \"terraform_data\" \"a\" {\n size = 1\n}"_s << u"Unsupported argument"_s;
        QTest::newRow("a provisioner")
            << u"resource \"terraform_data\" \"a\" {\n provisioner \"local-exec\" {\n command = \"true\"\n }\n}"_s
            << u"does not carry out \"provisioner\""_s;
        QTest::newRow("a data source") << u"data \"http\" \"a\" {}"_s << u"does not carry out \"data\""_s;
        QTest::newRow("an unknown function")
            << u"output \"x\" {\n value = cidrsubnet(\"a\", 1, 2)\n}"_s << u"no function named"_s;
        QTest::newRow("a text without an end") << u"output \"x\" {\n value = \"a\n}"_s << u"Unterminated string"_s;
        QTest::newRow("a block without an end") << u"output \"x\" {\n value = 1\n"_s << u"definition required"_s;
        QTest::newRow("a module from elsewhere")
            << u"module \"m\" {\n source = \"acme/m/aws\"\n}"_s << u"local modules only"_s;
        QTest::newRow("an unknown count")
            << u"resource \"terraform_data\" \"a\" {\n input = 1\n}\nresource \"terraform_data\" \"b\" {\n count = terraform_data.a.output\n}"_s
            << u"Invalid count argument"_s;
        QTest::newRow("brackets without end")
            << u"output \"x\" {\n value = %1\n}"_s.arg(QString(500, u'[')) << u"nested too deeply"_s;
    }
    void whatIsWrongIsSaid()
    {
        QFETCH(QString, configuration);
        QFETCH(QString, text);
        const QString error = errorOf(*planned(configuration));
        QVERIFY2(error.contains(text), qPrintable(error));
    }

    void resourcesAreCreatedUpdatedReplacedAndDestroyed()
    {
        const auto configured = [](const QString &input, const QString &trigger) {
            return SlugFiles{{u"main.tf"_s,
                              u"resource \"terraform_data\" \"a\" {\n input = \"%1\"\n triggers_replace = \"%2\"\n}\n"_s
                                  .arg(input, trigger)
                                  .toUtf8()}};
        };
        const auto first = planned(configured(u"one"_s, u"t"_s));
        QCOMPARE(first->changes().at(u"terraform_data.a"_s).actions, QStringList{u"create"_s});
        QVERIFY(isUnknown(first->changes().at(u"terraform_data.a"_s).after["id"]));
        const HclState made = applied(*first);
        QVERIFY(made.held.at(u"terraform_data.a"_s).attributes["output"] == "one");
        QVERIFY(planned(configured(u"one"_s, u"t"_s), {}, made)->changes().at(u"terraform_data.a"_s).isNoOp());
        const auto updated = planned(configured(u"two"_s, u"t"_s), {}, made);
        QCOMPARE(updated->changes().at(u"terraform_data.a"_s).actions, QStringList{u"update"_s});
        const auto replaced = planned(configured(u"two"_s, u"u"_s), {}, made);
        QCOMPARE(replaced->changes().at(u"terraform_data.a"_s).actions, (QStringList{u"delete"_s, u"create"_s}));
        QCOMPARE(replaced->changes().at(u"terraform_data.a"_s).replacedBy, QStringList{u"triggers_replace"_s});
        const auto gone = planned(SlugFiles{}, {}, made);
        QCOMPARE(gone->changes().at(u"terraform_data.a"_s).actions, QStringList{u"delete"_s});
        QVERIFY(applied(*gone).held.empty());
    }

    void aReferenceIsKnownOnceItsResourceIsThere()
    {
        const auto plan = planned(
            u"resource \"terraform_data\" \"z\" {\n input = \"v\"\n}\n"
            "resource \"terraform_data\" \"a\" {\n for_each = {k = terraform_data.z.output}\n input = each.value\n}\n"
            "output \"x\" {\n value = terraform_data.a[\"k\"].output\n}\n"_s);
        QCOMPARE(errorOf(*plan), QString());
        QVERIFY(isUnknown(plan->outputs().at(u"x"_s).after));
        QCOMPARE(plan->steps(), (std::vector<QString>{u"terraform_data.z"_s, u"terraform_data.a[\"k\"]"_s}));
        const HclState state = applied(*plan);
        QVERIFY(state.outputs["x"]["value"] == "v");
        QCOMPARE(state.held.at(u"terraform_data.a[\"k\"]"_s).dependencies, QStringList{u"terraform_data.z"_s});
    }

    void aStateSurvivesItsFile()
    {
        const auto plan =
            planned(u"variable \"s\" {\n default = \"x\"\n sensitive = true\n}\n"
                    "resource \"terraform_data\" \"a\" {\n count = 2\n input = {v = var.s, n = [count.index]}\n}\n"_s);
        QCOMPARE(errorOf(*plan), QString());
        const HclState state = applied(*plan);
        const json file = {{"version", 4}, {"resources", state.resources()}, {"outputs", state.outputs}};
        const auto read = HclState::read(QByteArray::fromStdString(file.dump()));
        QVERIFY(read.has_value());
        QCOMPARE(read->held.size(), state.held.size());
        QVERIFY(read->held.at(u"terraform_data.a[1]"_s).attributes
                == state.held.at(u"terraform_data.a[1]"_s).attributes);
        QCOMPARE(read->held.at(u"terraform_data.a[1]"_s).sensitive, QStringList{u"input"_s});
        QVERIFY(file["resources"][0]["instances"][0]["attributes"]["input"]["type"][0] == "object");
    }

    void modulesHaveVariablesAndOutputs()
    {
        const auto plan = planned(SlugFiles{
            {u"main.tf"_s,
             "module \"m\" {\n source = \"./inner\"\n name = \"x\"\n}\noutput \"o\" {\n value = module.m.said\n}\n"_ba},
            {u"inner/main.tf"_s,
             "variable \"name\" {}\nresource \"terraform_data\" \"a\" {\n input = var.name\n}\n"
             "output \"said\" {\n value = terraform_data.a.output\n}\n"_ba}});
        QCOMPARE(errorOf(*plan), QString());
        QVERIFY(plan->changes().contains(u"module.m.terraform_data.a"_s));
        QVERIFY(applied(*plan).outputs["o"]["value"] == "x");
    }

    void inputsAreConverted_data()
    {
        QTest::addColumn<QString>("type");
        QTest::addColumn<QString>("given");
        QTest::addColumn<bool>("hcl");
        QTest::addColumn<QByteArray>("value");
        QTest::newRow("text to a bool") << u"bool"_s << u"true"_s << false << "true"_ba;
        QTest::newRow("text to a number") << u"number"_s << u"12"_s << false << "12"_ba;
        QTest::newRow("an HCL literal") << u"string"_s << u"\"x\""_s << true << "\"x\""_ba;
        QTest::newRow("text that is a list") << u"list(string)"_s << u"[\"a\", 1]"_s << false << "[\"a\",\"1\"]"_ba;
        QTest::newRow("an object with a default")
            << u"object({a = string, b = optional(number, 3)})"_s << u"{a = 1}"_s << true << "{\"a\":\"1\",\"b\":3}"_ba;
    }
    void inputsAreConverted()
    {
        QFETCH(QString, type);
        QFETCH(QString, given);
        QFETCH(bool, hcl);
        QFETCH(QByteArray, value);
        const auto plan = planned({{u"main.tf"_s, u"variable \"v\" {\n type = %1\n}\n"_s.arg(type).toUtf8()}},
                                  {{u"v"_s, {given, hcl, false}}});
        QCOMPARE(errorOf(*plan), QString());
        QCOMPARE(QByteArray::fromStdString(plan->variables()["v"]["value"].dump()), value);
    }

    void targetsNarrowAPlan()
    {
        HclOptions options;
        options.targets = QStringList{u"terraform_data.b"_s};
        const auto plan =
            planned({{u"main.tf"_s, "resource \"terraform_data\" \"a\" {}\nresource \"terraform_data\" \"b\" {}\n"_ba}},
                    {}, {}, options);
        QCOMPARE(plan->steps(), std::vector<QString>{u"terraform_data.b"_s});
    }

    void anArchiveIsUnpackedOrRefused_data()
    {
        QTest::addColumn<QByteArray>("archive");
        QTest::addColumn<bool>("fits");
        const QByteArray tar = tarred("./main.tf", "# hello\n") + QByteArray(1024, '\0');
        QTest::newRow("as it should be") << gzipped(tar) << true;
        QTest::newRow("nothing") << QByteArray() << false;
        QTest::newRow("no gzip") << tar << false;
        QTest::newRow("cut short") << gzipped(tar).chopped(12) << false;
        QByteArray damaged = tar;
        damaged.replace(124, 11, "77777777777");
        QTest::newRow("a size beyond its end") << gzipped(damaged) << false;
    }
    void anArchiveIsUnpackedOrRefused()
    {
        QFETCH(QByteArray, archive);
        QFETCH(bool, fits);
        const auto files = unpackSlug(archive);
        QCOMPARE(files.has_value(), fits);
        if (fits)
            QCOMPARE(files->at(u"main.tf"_s), "# hello\n"_ba);
    }
};

QTEST_GUILESS_MAIN(TestHcl)
#include "tst_hcl.moc"
