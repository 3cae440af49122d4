// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One row for each room of the house.
#include "arrows.h"

#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

const QStringList allLibraries{u"nlohmann"_s, u"qcoro"_s, u"spdlog"_s, u"qt6keychain"_s, u"sqlite3"_s};

bool startsWithOneOf(const QString &path, const QStringList &prefixes)
{
    return std::any_of(prefixes.begin(), prefixes.end(),
                       [&](const QString &prefix) { return path.startsWith(prefix); });
}

/// The Qt module that ships a header, by looking where Qt is installed; empty if it is not Qt's.
QString qtModuleOf(const QString &header)
{
    static const QStringList modules{u"QtCore"_s, u"QtGui"_s,        u"QtWidgets"_s,      u"QtCharts"_s,
                                     u"QtSvg"_s,  u"QtSvgWidgets"_s, u"QtPrintSupport"_s, u"QtNetwork"_s,
                                     u"QtSql"_s,  u"QtHttpServer"_s, u"QtWebSockets"_s,   u"QtConcurrent"_s,
                                     u"QtTest"_s, u"QtDBus"_s};
    for (const QString &directory : QStringLiteral(TWINLAKE_QT_INCLUDES).split(u'|')) {
        for (const QString &module : modules) {
            if (QFileInfo::exists(directory + u'/' + module + u'/' + header))
                return module;
        }
    }
    return {};
}

/// Why this room may not include that; empty if it may.
QString objection(const Room &room, const QString &included)
{
    static const QRegularExpression ours(u"^(app|models|ui|tests)/"_s);
    if (ours.match(included).hasMatch()) {
        const bool allowed = room.mayInclude.isEmpty() || startsWithOneOf(included, room.mayInclude);
        return allowed && !startsWithOneOf(included, room.mustNotInclude)
            ? QString()
            : u"the arrows of design.md section 2 do not go there"_s;
    }
    if (included.startsWith("Qt"_L1) && included.contains(u'/'))
        return u"write the header without its module, so that a library that is not linked cannot be included"_s;
    const QString library = included.section(u'/', 0, 0).section(u'.', 0, 0);
    if (allLibraries.contains(library) && !room.libraries.contains(library))
        return u"this room does not use %1"_s.arg(library);
    const QString module = qtModuleOf(included);
    return module.isEmpty() || room.qtModules.isEmpty() || room.qtModules.contains(module)
        ? QString()
        : u"this room does not use %1"_s.arg(module);
}

} // namespace

const QList<Room> &rooms()
{
    static const QStringList core{u"QtCore"_s};
    static const QStringList values{u"models/domain/"_s, u"models/estate/"_s};
    static const QList<Room> table{
        {"models know only Qt Core", {u"models/"_s}, {}, {u"models/"_s}, {}, core, {u"nlohmann"_s, u"qcoro"_s}},
        {"JSON is read in the estate", {u"models/"_s}, {u"models/estate/"_s}, {}, {}, {}, {u"qcoro"_s}},
        {"tasks are in port signatures", {u"models/"_s}, {u"models/ports/"_s}, {}, {}, {}, {u"nlohmann"_s}},
        {"domain knows itself", {u"models/domain/"_s}, {}, {u"models/domain/"_s}, {}, core, {}},
        {"the estate knows the domain", {u"models/estate/"_s}, {}, values, {}, core, {u"nlohmann"_s}},
        {"ports know values",
         {u"models/ports/"_s},
         {},
         values + QStringList{u"models/ports/"_s},
         {},
         core,
         {u"qcoro"_s}},
        {"rules know values and ports",
         {u"models/rules/"_s},
         {},
         values + QStringList{u"models/ports/"_s, u"models/rules/"_s},
         {},
         core,
         {}},
        {"runbook knows rules and below", {u"models/runbook/"_s}, {}, {u"models/"_s}, {u"models/views/"_s}, core, {}},
        {"widgets ask view models",
         {u"ui/"_s},
         {},
         {u"ui/"_s, u"models/"_s},
         {u"models/ports/"_s},
         {u"QtCore"_s, u"QtGui"_s, u"QtWidgets"_s, u"QtCharts"_s, u"QtSvg"_s, u"QtSvgWidgets"_s, u"QtPrintSupport"_s,
          u"QtDBus"_s},
         {u"nlohmann"_s}},
        {"only composition builds widgets",
         {u"app/"_s},
         {u"app/composition/"_s, u"app/main.cpp"_s, u"app/reports/"_s},
         {u"app/"_s, u"models/"_s},
         {},
         {},
         allLibraries},
        {"what only reads cannot write",
         {u"app/monitor/"_s, u"app/http/"_s, u"app/databricks/"_s, u"app/terraform/"_s,
          u"app/composition/readclients"_s, u"app/composition/monitorhost"_s, u"app/composition/statuscommand"_s,
          u"app/composition/reader"_s, u"app/composition/wall"_s},
         {u"app/http/mutation"_s, u"app/http/oncebody"_s, u"app/databricks/databrickswriter"_s,
          u"app/terraform/terraformwriter"_s},
         {},
         {u"app/http/mutation"_s, u"app/http/oncebody"_s, u"app/databricks/databrickswriter"_s,
          u"app/terraform/terraformwriter"_s, u"app/runner/"_s, u"app/store/journal"_s},
         {},
         allLibraries},
        {"the simulator knows no client",
         {u"app/simulator/"_s},
         {},
         {u"app/simulator/"_s, u"models/"_s, u"app/cli/privatefiles"_s},
         {},
         {},
         allLibraries},
    };
    return table;
}

QList<Finding> brokenArrows(const Room &room, const SourceFile &file)
{
    static const QRegularExpression include(u"^\\s*#\\s*include\\s*[<\"]([^>\"]+)[>\"]"_s);
    QList<Finding> findings;
    if (!startsWithOneOf(file.path, room.files) || startsWithOneOf(file.path, room.except))
        return findings;
    for (qsizetype i = 0; i < file.lines.size(); ++i) {
        const QRegularExpressionMatch match = include.match(file.lines.at(i));
        const QString why = match.hasMatch() ? objection(room, match.captured(1)) : QString();
        if (!why.isEmpty())
            findings.append({file.path, static_cast<int>(i) + 1, u"includes %1: %2"_s.arg(match.captured(1), why)});
    }
    return findings;
}

} // namespace twinlake
