// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Finding and reading estate files, and printing what is wrong with them.
#include "app/cli/estatefile.h"

#include "models/estate/estateparser.h"
#include "models/estate/nearestname.h"

#include <QDir>
#include <QFile>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 mostBytes = 1024LL * 1024 + 1; // one more than the parser takes, so that it can say so

QString existing(const QStringList &names)
{
    if (estatesDirectory().isEmpty())
        return estateWords(QT_TRANSLATE_NOOP(
            "EstateFile", "Neither XDG_CONFIG_HOME nor HOME is set, so name a file with --estate FILE."));
    if (names.isEmpty())
        return estateWords(
                   QT_TRANSLATE_NOOP("EstateFile", "There is no estate in %1 yet; \"twinlake rehearse\" needs none."))
            .arg(estatesDirectory());
    return estateWords(QT_TRANSLATE_NOOP("EstateFile", "Known estates are: %1.")).arg(names.join(u", "_s));
}

} // namespace

QString estatesDirectory()
{
    const QString config = qEnvironmentVariable("XDG_CONFIG_HOME");
    if (QDir::isAbsolutePath(config)) // a relative one is to be ignored, says the XDG specification
        return QDir::cleanPath(config + u"/twinlake/estates"_s);
    const QString home = qEnvironmentVariable("HOME");
    return home.isEmpty() ? QString() : QDir::cleanPath(home + u"/.config/twinlake/estates"_s);
}

QStringList knownEstates()
{
    QStringList names;
    if (!estatesDirectory().isEmpty()) {
        for (const QString &file : QDir(estatesDirectory()).entryList({u"*.json"_s}, QDir::Files, QDir::Name))
            names.append(file.chopped(5));
    }
    return names;
}

tl::expected<QString, QString> estateFileFor(const QString &nameOrFile)
{
    const QStringList known = knownEstates();
    if (nameOrFile.isEmpty() && known.size() != 1)
        return tl::unexpected(
            estateWords(QT_TRANSLATE_NOOP("EstateFile", "Name the estate with --estate NAME or --estate FILE.")) + u' '
            + existing(known));
    const QString asked = nameOrFile.isEmpty() ? known.constFirst() : nameOrFile;
    if (asked.contains(u'/') || asked.endsWith(".json"_L1)) {
        const QFileInfo info(asked);
        if (info.isFile())
            return info.absoluteFilePath();
        return tl::unexpected(
            estateWords(QT_TRANSLATE_NOOP("EstateFile", "There is no file \"%1\".")).arg(asked.left(500)));
    }
    if (known.contains(asked))
        return estatesDirectory() + u'/' + asked + u".json"_s;
    QString problem = estateWords(QT_TRANSLATE_NOOP("EstateFile", "There is no estate \"%1\".")).arg(asked.left(200));
    if (const std::optional<QString> nearest = nearestName(asked, known))
        problem += u' ' + estateWords(QT_TRANSLATE_NOOP("EstateFile", "Did you mean \"%1\"?")).arg(*nearest);
    return tl::unexpected(problem + u' ' + existing(known));
}

tl::expected<LoadedEstate, QStringList> loadEstate(const QString &nameOrFile)
{
    const tl::expected<QString, QString> name = estateFileFor(nameOrFile);
    if (!name)
        return tl::unexpected(QStringList{name.error()});
    QFile file(*name);
    if (!file.open(QIODevice::ReadOnly)) {
        return tl::unexpected(QStringList{
            estateWords(QT_TRANSLATE_NOOP("EstateFile", "%1 cannot be read: %2.")).arg(*name, file.errorString())});
    }
    tl::expected<Estate, QList<EstateProblem>> estate = parseEstate(file.read(mostBytes));
    if (estate)
        return LoadedEstate{*name, std::move(*estate)};
    QStringList lines;
    for (const EstateProblem &each : estate.error())
        lines.append(u"%1:%2:%3: "_s.arg(*name).arg(each.line).arg(each.column) + each.problem + u' ' + each.remedy);
    return tl::unexpected(lines);
}

} // namespace twinlake
