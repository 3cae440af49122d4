// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/credentials/configfile.h"

#include "app/cli/privatememory.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 largestFile = 1024LL * 1024;
const QString settingsSection = QStringLiteral("__settings__");

using Sections = QMap<QString, QMap<QString, QString>>;

/// "#" begins a comment at the start of a line or after a space: a token may contain one.
QString withoutComment(const QString &line)
{
    for (qsizetype i = 1; i < line.size(); ++i) {
        if (line.at(i) == u'#' && line.at(i - 1).isSpace())
            return line.left(i).trimmed();
    }
    return line;
}

QString unquoted(const QString &value)
{
    const bool quoted =
        value.size() >= 2 && value.front() == value.back() && (value.front() == u'"' || value.front() == u'\'');
    return quoted ? value.mid(1, value.size() - 2) : value;
}

Sections parse(const QString &text)
{
    Sections sections;
    QString current = u"DEFAULT"_s;
    for (const QString &raw : text.split(u'\n')) {
        const QString line = raw.trimmed();
        if (line.isEmpty() || line.startsWith(u'#') || line.startsWith(u';'))
            continue;
        if (line.startsWith(u'[')) {
            current = line.mid(1, line.indexOf(u']') - 1).trimmed();
            sections[current];
            continue;
        }
        const qsizetype equals = line.indexOf(u'=');
        if (equals > 0)
            sections[current][line.left(equals).trimmed().toLower()] =
                unquoted(withoutComment(line.mid(equals + 1)).trimmed());
    }
    return sections;
}

QString known(const Sections &sections)
{
    QStringList names = sections.keys();
    names.removeAll(settingsSection);
    return names.join(u", "_s);
}

} // namespace

Result<QMap<QString, QString>> profileIn(const QString &text, const QString &name)
{
    const Sections sections = parse(text);
    QString wanted = name;
    if (wanted.isEmpty())
        wanted = sections.value(settingsSection).value(u"default_profile"_s, u"DEFAULT"_s);
    if (wanted == settingsSection || !sections.contains(wanted))
        return fail(Error::Kind::Configuration,
                    QCoreApplication::translate("Credentials", "There is no profile \u201c%1\u201d. Write one of: %2.")
                        .arg(wanted, known(sections)));
    return sections.value(wanted);
}

QString databricksConfigPath()
{
    const QString named = qEnvironmentVariable("DATABRICKS_CONFIG_FILE");
    if (named.startsWith("~/"_L1))
        return QDir::homePath() + named.mid(1);
    return named.isEmpty() ? QDir::homePath() + u"/.databrickscfg"_s : named;
}

Result<QString> readConfigFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(Error::Kind::Configuration,
                    QCoreApplication::translate("Credentials", "The file %1 cannot be read: %2.")
                        .arg(path, file.errorString()));
    if (file.size() > largestFile)
        return fail(
            Error::Kind::Configuration,
            QCoreApplication::translate("Credentials", "The file %1 is larger than a configuration file can be.")
                .arg(path));
    QByteArray bytes = file.readAll();
    QString text = QString::fromUtf8(bytes);
    wipe(bytes);
    if (text.startsWith(QChar::ByteOrderMark))
        text.remove(0, 1);
    return text;
}

} // namespace twinlake
