// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// `twinlake incidents list|show|export|verify`: what the journals of this machine hold. Reads only.
#include "app/composition/commands.h"

#include "app/cli/estatefile.h"
#include "app/cli/exitcodes.h"
#include "app/cli/printout.h"
#include "app/composition/launch.h"
#include "app/composition/statefolders.h"
#include "app/runner/incidentdocument.h"
#include "app/runner/transcript.h"
#include "app/store/journalstore.h"
#include "models/runbook/fold.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <vector>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

QString incidentsWords(const char *text)
{
    return QCoreApplication::translate("IncidentsCommand", text);
}

struct OpenJournal {
    QString path;
    std::unique_ptr<JournalStore> store;

    bool holds(const IncidentId &id) const { return store->incidents().value_or(QList<IncidentId>()).contains(id); }
    QList<JournalEvent> events(const IncidentId &id) const
    {
        return store->eventsOf(id).value_or(QList<JournalEvent>());
    }
};

Result<std::vector<OpenJournal>> openJournals(const QStringList &folders)
{
    std::vector<OpenJournal> journals;
    for (const QString &folder : folders) {
        const QString path = journalFile(folder);
        auto store = JournalStore::open(path, JournalStore::Access::ReadOnly);
        if (!store)
            return tl::unexpected<Error>(store.error());
        journals.push_back({path, std::move(*store)});
    }
    return journals;
}

void printAll(const CommandLine &line, const QJsonArray &rows)
{
    if (line.output == OutputFormat::Json) {
        print(QJsonDocument(rows).toJson(QJsonDocument::Indented).trimmed());
        return;
    }
    for (const QJsonValue row : rows)
        print(row.toObject());
}

int list(const CommandLine &line, const std::vector<OpenJournal> &journals)
{
    QJsonArray rows;
    for (const OpenJournal &journal : journals) {
        for (const IncidentId &id : journal.store->incidents().value_or(QList<IncidentId>()))
            rows.append(incidentRow(fold(journal.events(id)), journal.path));
    }
    if (line.output != OutputFormat::Text) {
        printAll(line, rows);
        return toInt(ExitCode::Fine);
    }
    for (const QJsonValue row : std::as_const(rows))
        print(incidentLine(row.toObject()));
    if (rows.isEmpty())
        complain(incidentsWords("The journals of this machine hold no incident."));
    return toInt(ExitCode::Fine);
}

int show(const CommandLine &line, const OpenJournal &journal)
{
    const QList<JournalEvent> events = journal.events(line.incident);
    if (line.output == OutputFormat::Json) {
        print(incidentRow(fold(events), journal.path));
        return toInt(ExitCode::Fine);
    }
    for (const JournalEvent &event : events) {
        const QByteArray text = line.output == OutputFormat::Text ? transcriptText(event) : transcriptLine(event);
        if (!text.isEmpty())
            print(text);
    }
    return toInt(ExitCode::Fine);
}

int exportOne(const CommandLine &line, const OpenJournal &journal)
{
    const auto bad = journal.store->firstBadRow();
    if (!bad) {
        complain(bad.error().message);
        return toInt(ExitCode::JournalUnusable);
    }
    const QJsonObject document = incidentDocument(journal.events(line.incident), journal.path, *bad);
    print(QJsonDocument(document)
              .toJson(line.output == OutputFormat::Text ? QJsonDocument::Indented : QJsonDocument::Compact)
              .trimmed());
    return toInt(ExitCode::Fine);
}

/// The chain of a whole journal: a row of one incident hangs on those of all others before it.
int verify(const CommandLine &line, const std::vector<OpenJournal> &journals)
{
    int code = toInt(ExitCode::Fine);
    for (const OpenJournal &journal : journals) {
        if (!line.incident.isEmpty() && !journal.holds(line.incident))
            continue;
        const auto bad = journal.store->firstBadRow();
        if (!bad) {
            complain(bad.error().message);
            return toInt(ExitCode::JournalUnusable);
        }
        const bool whole = !bad->has_value();
        code = whole ? code : toInt(ExitCode::Failed);
        if (line.output != OutputFormat::Text)
            print(QJsonObject{{u"journal"_s, journal.path},
                              {u"ok"_s, whole},
                              {u"first_bad_row"_s, whole ? QJsonValue() : QJsonValue(**bad)}});
        else if (whole)
            print(incidentsWords("%1: the chain is whole.").arg(journal.path));
        else
            print(incidentsWords("%1: row %2 is the first that is bad or missing.").arg(journal.path).arg(**bad));
    }
    return code;
}

/// A journal that is gone has no first row.
int tellLost(const CommandLine &line, const QStringList &folders)
{
    for (const QString &folder : folders) {
        const QString path = journalFile(folder);
        if (line.output != OutputFormat::Text)
            print(QJsonObject{{u"journal"_s, path}, {u"ok"_s, false}, {u"first_bad_row"_s, 1}});
        else
            print(incidentsWords("%1: the journal that was here is gone.").arg(path).toUtf8());
    }
    return toInt(folders.isEmpty() ? ExitCode::Fine : ExitCode::Failed);
}

int carryOut(const CommandLine &line, const std::vector<OpenJournal> &journals)
{
    if (line.incidentsAction == IncidentsAction::List)
        return list(line, journals);
    if (line.incidentsAction == IncidentsAction::Verify && line.incident.isEmpty())
        return verify(line, journals);
    const auto found = std::find_if(journals.begin(), journals.end(),
                                    [&](const OpenJournal &journal) { return journal.holds(line.incident); });
    if (found == journals.end()) {
        complain(
            incidentsWords("No journal holds %1; \"twinlake incidents list\" shows them.").arg(line.incident.value));
        return toInt(ExitCode::Usage);
    }
    if (line.incidentsAction == IncidentsAction::Verify)
        return verify(line, journals);
    return line.incidentsAction == IncidentsAction::Show ? show(line, *found) : exportOne(line, *found);
}

} // namespace

int runIncidents(const CommandLine &line)
{
    QStringList folders = foldersWithJournal();
    QStringList lost = foldersThatLostTheirJournal();
    if (!line.estate.isEmpty()) {
        const auto loaded = loadEstate(line.estate);
        if (!loaded) {
            complain(loaded.error());
            return toInt(ExitCode::Usage);
        }
        const QString folder = stateFolder(loaded->estate);
        folders.removeIf([&](const QString &one) { return one != folder; });
        lost.removeIf([&](const QString &one) { return one != folder; });
    }
    const auto journals = openJournals(folders);
    if (!journals) {
        complain(journals.error().message);
        return toInt(ExitCode::JournalUnusable);
    }
    const int code = carryOut(line, *journals);
    const bool verifiesAll = line.incidentsAction == IncidentsAction::Verify && line.incident.isEmpty();
    return verifiesAll ? std::max(code, tellLost(line, lost)) : code;
}

} // namespace twinlake
