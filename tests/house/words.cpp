// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The list of words, each with the reason that the design gives.
#include "words.h"

#include <algorithm>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype mostLines = 400;

bool startsWithOneOf(const QString &path, const QStringList &prefixes)
{
    return std::any_of(prefixes.begin(), prefixes.end(),
                       [&](const QString &prefix) { return path.startsWith(prefix); });
}

QRegularExpression words(const QString &pattern)
{
    return QRegularExpression(pattern);
}

} // namespace

const QList<WordRule> &wordRules()
{
    static const QStringList product{u"app/"_s, u"models/"_s, u"ui/"_s};
    static const QStringList house{u"tests/house/"_s};
    static const QList<WordRule> rules{
        {"no modal message boxes",
         words(u"QMessageBox::(information|question|warning|critical|about)"_s),
         u"use a seam that tests can answer and that shows plain text"_s,
         product,
         {}},
        {"redirects are followed by hand",
         words(u"setRedirectPolicy|RedirectPolicyAttribute"_s),
         u"a redirect would carry the token to another host; only app/http decides"_s,
         product,
         {u"app/http/"_s}},
        {"one place talks HTTP",
         words(u"\\bQNetworkAccessManager\\b"_s),
         u"use the doors of app/http"_s,
         product,
         {u"app/http/"_s, u"app/rehearsal/controlchannel"_s}},
        {"nothing is posted beside the sender",
         words(
             u"(?:->|\\.)(?:sendCustomRequest|deleteResource)\\(|[nN](?:am|etwork|etworkManager)\\s*(?:->|\\.)\\s*(?:post|put)\\("_s),
         u"a mutation goes through app/http's one sender"_s,
         product,
         {u"app/http/"_s, u"app/rehearsal/controlchannel"_s}},
        {"nothing is left for later",
         words(u"\\b(?:TODO|FIXME|XXX|HACK)\\b"_s),
         u"do it, or open an issue"_s,
         {},
         house,
         true},
        {"labels show plain text",
         words(u"\\bnew QLabel\\("_s),
         u"use the plain label of ui/widgets; QLabel interprets HTML"_s,
         {u"ui/"_s},
         {u"ui/widgets/"_s}},
        {"no nested event loops",
         words(u"\\bQEventLoop\\b(?!Locker)|\\bwaitFor\\("_s),
         u"await, or connect"_s,
         product,
         {}},
        {"nobody sleeps",
         words(u"QTest::q(?:Wait|Sleep)\\(|\\bthis_thread::sleep|QThread::[mu]?sleep\\("_s),
         u"wait for a fact, with QTRY_*"_s,
         {},
         house + QStringList{u"tests/app/http/"_s}}, // that nothing more comes can only be waited for
        {"the core has no clock",
         words(u"currentDateTime|currentMSecsSinceEpoch|(?:system|steady)_clock|\\bQElapsedTimer\\b|\\bQTimer\\b"_s),
         u"take the instant as an argument, or use the Clock port"_s,
         {u"models/"_s},
         {u"models/views/wizardarming"_s}}, // the arm delay is real time, design.md section 13
        {"the shell asks the Clock",
         words(u"currentDateTime|currentMSecsSinceEpoch|system_clock"_s),
         u"ask the Clock port: in a rehearsal time is the world's"_s,
         {u"app/monitor/"_s, u"app/runner/"_s, u"app/http/"_s, u"app/databricks/"_s, u"app/terraform/"_s},
         {}},
        {"Qt keywords are spelt as macros",
         words(u"^\\s*(?:signals|(?:public |private |protected )slots)\\s*:|^\\s*emit "_s),
         u"write Q_SIGNALS, Q_SLOTS and Q_EMIT"_s,
         {},
         house},
        {"one place prints",
         words(
             u"\\bf(?:write|puts|putc|printf)\\(|\\bstd::(?:cout|cerr|clog|puts|printf)\\b|\\bQTextStream\\s*\\w*\\((?:stdout|stderr)"_s),
         u"use app/cli/printout: a terminal obeys control characters of foreign text, and a failed write must be seen"_s,
         product,
         {u"app/cli/printout"_s, u"app/composition/application.cpp"_s, u"app/simulator/process/simulate.cpp"_s}},
        {"one thread owns the keychain",
         words(u"\\bQKeychain\\b|\\bqt6keychain\\b"_s),
         u"ask app/credentials/keychain: QtKeychain's queue has no lock"_s,
         product,
         {u"app/credentials/keychain.cpp"_s}},
        {"nobody throws", words(u"\\bthrow\\b"_s), u"return a Result"_s, product, {}},
    };
    return rules;
}

QList<Finding> forbiddenWords(const WordRule &rule, const SourceFile &file)
{
    QList<Finding> findings;
    if ((!rule.files.isEmpty() && !startsWithOneOf(file.path, rule.files)) || startsWithOneOf(file.path, rule.except))
        return findings;
    for (qsizetype i = 0; i < file.lines.size(); ++i) {
        const QString line = rule.inComments ? file.lines.at(i) : codeOf(file.lines.at(i));
        const QRegularExpressionMatch match = rule.pattern.match(line);
        if (match.hasMatch())
            findings.append(
                {file.path, static_cast<int>(i) + 1, u"\"%1\": %2"_s.arg(match.captured(0).trimmed(), rule.instead)});
    }
    return findings;
}

QList<Finding> shapeFlaws(const SourceFile &file)
{
    QList<Finding> findings;
    const auto expect = [&](int line, bool right, const QString &what) {
        if (!right)
            findings.append({file.path, line, what});
    };
    expect(1, file.lines.value(0) == "// SPDX-FileCopyrightText: 2026 The Twinlake authors"_L1,
           u"the copyright line is missing"_s);
    expect(2, file.lines.value(1) == "// SPDX-License-Identifier: GPL-3.0-or-later"_L1,
           u"the licence line is missing"_s);
    expect(static_cast<int>(file.lines.size()), file.lines.size() <= mostLines,
           u"longer than 400 lines: split it by subject"_s);
    if (file.path.endsWith(".h"_L1)) {
        expect(4, file.lines.value(2) == "//"_L1 && file.lines.value(3).size() > 20,
               u"a header says in its fourth line what its subject is"_s);
        expect(1, file.lines.contains(u"#pragma once"_s), u"#pragma once is missing"_s);
    }
    return findings;
}

} // namespace twinlake
