// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The values of options: words, numbers, durations, instants and files.
#include "app/cli/optionvalues.h"

#include "models/estate/estatereading.h"
#include "models/estate/nearestname.h"

#include <QFileInfo>
#include <QHash>

#include <functional>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double fastest = 100000;

QString wrong(const QString &name, const QString &value, const QString &needed)
{
    return commandLineWords(QT_TRANSLATE_NOOP("CommandLine", "--%1 cannot be \"%2\". Write %3."))
        .arg(name, value.left(200), needed);
}

struct Input {
    QString name;
    QString value;
    QStringList scenarios;
};

template <typename T>
OptionProblem choose(const Input &input, const QStringList &choices, T &target)
{
    const qsizetype index = choices.indexOf(input.value);
    if (index < 0)
        return unknownWord(commandLineWords(QT_TRANSLATE_NOOP("CommandLine", "--%1 does not know \"%2\"."))
                               .arg(input.name, input.value.left(200)),
                           input.value, choices);
    target = static_cast<T>(index);
    return {};
}

OptionProblem readSpeed(const Input &input, CommandLine &line)
{
    if (input.value == "step"_L1) {
        line.speed.reset();
        return {};
    }
    bool ok = false;
    const double speed = input.value.toDouble(&ok);
    if (!ok || !(speed >= 0) || speed > fastest)
        return wrong(input.name, input.value,
                     commandLineWords(QT_TRANSLATE_NOOP("CommandLine", "a number from 0 to 100000, or step")));
    line.speed = speed;
    return {};
}

OptionProblem readSeed(const Input &input, CommandLine &line)
{
    bool ok = false;
    line.seed = input.value.toULongLong(&ok);
    return ok ? OptionProblem()
              : wrong(input.name, input.value,
                      commandLineWords(QT_TRANSLATE_NOOP("CommandLine", "a whole number that is not negative")));
}

OptionProblem readScreen(const Input &input, CommandLine &line)
{
    bool ok = false;
    const int screen = input.value.toInt(&ok);
    line.screen = screen;
    return ok && screen >= 0
        ? OptionProblem()
        : wrong(input.name, input.value,
                commandLineWords(QT_TRANSLATE_NOOP("CommandLine", "the number of a screen, from 0")));
}

OptionProblem readSpan(const Input &input, Duration &target)
{
    const std::optional<Duration> span = durationFromText(input.value);
    target = span.value_or(target);
    return span ? OptionProblem()
                : wrong(input.name, input.value,
                        commandLineWords(QT_TRANSLATE_NOOP("CommandLine", "a duration, for example 30s or 10m")));
}

OptionProblem readT0(const Input &input, CommandLine &line)
{
    line.t0 = fromIso(input.value);
    return line.t0 ? OptionProblem()
                   : wrong(input.name, input.value,
                           commandLineWords(QT_TRANSLATE_NOOP(
                               "CommandLine", "a time with its zone, for example 2026-11-23T03:26:46Z")));
}

OptionProblem readScenario(const Input &input, CommandLine &line)
{
    qsizetype index = 0;
    const bool ofTheirOwn = input.value.endsWith(".json"_L1) && QFileInfo(input.value).isFile();
    OptionProblem problem = ofTheirOwn ? OptionProblem() : choose(input, input.scenarios, index);
    if (problem.isEmpty())
        line.scenario = input.value;
    return problem;
}

OptionProblem readPipelines(const Input &input, CommandLine &line)
{
    bool good = false;
    line.pipelines = input.value.toInt(&good);
    return good && line.pipelines >= 4 && line.pipelines <= 2000
        ? OptionProblem()
        : wrong(input.name, input.value, commandLineWords(QT_TRANSLATE_NOOP("CommandLine", "a number from 4 to 2000")));
}

OptionProblem readText(const Input &input, QString &target)
{
    target = input.value;
    return input.value.isEmpty()
        ? wrong(input.name, input.value, commandLineWords(QT_TRANSLATE_NOOP("CommandLine", "a name or a file")))
        : OptionProblem();
}

OptionProblem readFile(const Input &input, QString &target)
{
    target = input.value;
    if (QFileInfo(input.value).isFile())
        return {};
    return wrong(input.name, input.value,
                 commandLineWords(QT_TRANSLATE_NOOP("CommandLine", "the name of a file that exists")));
}

OptionProblem readAnswers(const Input &input, CommandLine &line)
{
    if (input.value != "auto"_L1 && !QFileInfo(input.value).isFile())
        return wrong(input.name, input.value,
                     commandLineWords(QT_TRANSLATE_NOOP("CommandLine", "auto, or the name of a file that exists")));
    line.answers = input.value;
    return {};
}

/// There are no gates on the way out, so nobody has to be there.
OptionProblem readAbort(const Input &input, CommandLine &line)
{
    line.abortReason = input.value.trimmed();
    line.headless = true;
    return line.abortReason.isEmpty()
        ? wrong(input.name, input.value,
                commandLineWords(QT_TRANSLATE_NOOP("CommandLine", "why it is given up, in a few words")))
        : OptionProblem();
}

OptionProblem readOtherEstate(const Input &input, CommandLine &line)
{
    line.otherEstateBecause = input.value.trimmed();
    return line.otherEstateBecause.isEmpty()
        ? wrong(input.name, input.value,
                commandLineWords(QT_TRANSLATE_NOOP("CommandLine", "why the estate has changed, in a few words")))
        : OptionProblem();
}

OptionProblem turnOn(bool &target)
{
    target = true;
    return {};
}

using Reader = std::function<OptionProblem(const Input &, CommandLine &)>;

const QHash<QString, Reader> &readers()
{
    static const QStringList levels = u"trace debug info warning error off"_s.split(u' ');
    static const QHash<QString, Reader> all{
        {u"estate"_s, [](const Input &in, CommandLine &line) { return readText(in, line.estate); }},
        {u"read-only"_s, [](const Input &, CommandLine &line) { return turnOn(line.readOnly); }},
        {u"screen"_s, readScreen},
        {u"rotate"_s, [](const Input &in, CommandLine &line) { return readSpan(in, line.rotate); }},
        {u"scenario"_s, readScenario},
        {u"pipelines"_s, readPipelines},
        {u"speed"_s, readSpeed},
        {u"seed"_s, readSeed},
        {u"headless"_s, [](const Input &, CommandLine &line) { return turnOn(line.headless); }},
        {u"answers"_s, readAnswers},
        {u"abort"_s, readAbort},
        {u"other-estate"_s, readOtherEstate},
        {u"report"_s, [](const Input &in, CommandLine &line) { return readText(in, line.reportDirectory); }},
        {u"write-estate"_s, [](const Input &in, CommandLine &line) { return readText(in, line.writeEstate); }},
        {u"tls-cert"_s, [](const Input &in, CommandLine &line) { return readFile(in, line.tlsCertificate); }},
        {u"tls-key"_s, [](const Input &in, CommandLine &line) { return readFile(in, line.tlsKey); }},
        {u"orphan-limit"_s, [](const Input &in, CommandLine &line) { return readSpan(in, line.orphanLimit); }},
        {u"group"_s, [](const Input &in, CommandLine &line) { return readText(in, line.group); }},
        {u"t0"_s, readT0},
        {u"dry-run"_s, [](const Input &, CommandLine &line) { return turnOn(line.dryRun); }},
        {u"watch"_s, [](const Input &, CommandLine &line) { return turnOn(line.watch); }},
        {u"output"_s,
         [](const Input &in, CommandLine &line) {
             return choose(in, {u"text"_s, u"json"_s, u"ndjson"_s}, line.output);
         }},
        {u"log-level"_s, [](const Input &in, CommandLine &line) { return choose(in, levels, line.logLevel); }},
    };
    return all;
}

} // namespace

QString unknownWord(const QString &problem, const QString &written, const QStringList &known)
{
    const QString all = commandLineWords(QT_TRANSLATE_NOOP("CommandLine", "Valid are: %1.")).arg(known.join(u", "_s));
    const std::optional<QString> nearest = nearestName(written, known);
    if (!nearest)
        return problem + u' ' + all;
    return problem + u' ' + commandLineWords(QT_TRANSLATE_NOOP("CommandLine", "Did you mean \"%1\"?")).arg(*nearest)
        + u' ' + all;
}

OptionProblem applyOption(const QString &name, const QString &value, const QStringList &scenarios, CommandLine &line)
{
    const auto reader = readers().constFind(name);
    return reader == readers().constEnd() ? OptionProblem() : (*reader)({name, value, scenarios}, line);
}

} // namespace twinlake
