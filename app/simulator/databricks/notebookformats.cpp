// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/databricks/notebookformats.h"

#include "app/simulator/databricks/replies.h"
#include "app/simulator/world/jsonfields.h"

#include <QList>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Language {
    QString name;
    QString extension;
    QByteArray comment;
    const char *kernel;
};

const std::vector<Language> &languages()
{
    static const std::vector<Language> all{{u"PYTHON"_s, u"py"_s, "#"_ba, "python"},
                                           {u"SQL"_s, u"sql"_s, "--"_ba, "sql"},
                                           {u"SCALA"_s, u"scala"_s, "//"_ba, "scala"},
                                           {u"R"_s, u"r"_s, "#"_ba, "r"}};
    return all;
}

const Language &languageNamed(const QString &name)
{
    for (const Language &language : languages()) {
        if (language.name == name)
            return language;
    }
    return languages().front();
}

QByteArray separatorOf(const Language &language)
{
    return "\n\n"_ba + language.comment + " COMMAND ----------\n\n"_ba;
}

QList<QByteArray> cellsOf(const QByteArray &kept, const Language &language)
{
    QList<QByteArray> cells;
    const QByteArray separator = separatorOf(language);
    qsizetype from = 0;
    for (qsizetype at = kept.indexOf(separator); at >= 0; at = kept.indexOf(separator, from)) {
        cells << kept.mid(from, at - from);
        from = at + separator.size();
    }
    cells << kept.mid(from);
    return cells;
}

QByteArray cellText(const nlohmann::json &cell)
{
    const nlohmann::json *const source = fieldOf(cell, "source");
    if (!source)
        return {};
    if (source->is_string())
        return QByteArray::fromStdString(source->get<std::string>());
    return textsOf(cell, "source").join(QString()).toUtf8();
}

} // namespace

QString extensionOf(const QString &language)
{
    for (const Language &known : languages()) {
        if (known.name == language)
            return known.extension;
    }
    return {};
}

QString languageOfName(const QString &path)
{
    for (const Language &known : languages()) {
        if (path.endsWith(u'.' + known.extension, Qt::CaseInsensitive))
            return known.name;
    }
    return {};
}

QByteArray sourceHeader(const QString &language)
{
    return languageNamed(language).comment + " Databricks notebook source"_ba;
}

bool hasSourceHeader(const QByteArray &content, const QString &language)
{
    const QByteArray header = sourceHeader(language);
    return content.startsWith(header)
        && (content.size() == header.size() || content.at(header.size()) == '\n' || content.at(header.size()) == '\r');
}

QByteArray withoutHeader(const QByteArray &content, const QString &language)
{
    if (!hasSourceHeader(content, language))
        return content;
    const qsizetype line = content.indexOf('\n');
    return line < 0 ? QByteArray() : content.mid(line + 1);
}

QByteArray asSource(const QByteArray &kept, const QString &language)
{
    return sourceHeader(language) + '\n' + kept;
}

QByteArray asJupyter(const QByteArray &kept, const QString &languageName)
{
    const Language &language = languageNamed(languageName);
    nlohmann::json cells = nlohmann::json::array();
    for (const QByteArray &cell : cellsOf(kept, language))
        cells.push_back({{"cell_type", "code"},
                         {"execution_count", 0},
                         {"metadata", nlohmann::json::object()},
                         {"outputs", nlohmann::json::array()},
                         {"source", nlohmann::json::array({cell.toStdString()})}});
    const nlohmann::json notebook{{"cells", std::move(cells)},
                                  {"metadata", {{"language_info", {{"name", language.kernel}}}}},
                                  {"nbformat", 4},
                                  {"nbformat_minor", 0}};
    return jsonReply(notebook).body;
}

QByteArray asHtml(const QByteArray &kept, const QString &name)
{
    const QString page = u"<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"/><title>%1 - Databricks</title></head>"
                         "<body><pre>%2</pre></body></html>\n"_s;
    return page.arg(name.toHtmlEscaped(), QString::fromUtf8(kept).toHtmlEscaped()).toUtf8();
}

std::optional<ImportedNotebook> fromJupyter(const QByteArray &content)
{
    const auto notebook = parseBody(content);
    const nlohmann::json *const cells = notebook ? fieldOf(*notebook, "cells") : nullptr;
    if (!cells || !cells->is_array())
        return std::nullopt;
    QString kernel = u"python"_s;
    if (const nlohmann::json *const metadata = fieldOf(*notebook, "metadata")) {
        if (const nlohmann::json *const info = fieldOf(*metadata, "language_info"))
            kernel = textOf(*info, "name").toLower();
    }
    ImportedNotebook made;
    for (const Language &known : languages()) {
        if (kernel == QLatin1StringView(known.kernel))
            made.language = known.name;
    }
    const Language &language = languageNamed(made.language);
    made.language = language.name;
    QByteArrayList texts;
    for (const nlohmann::json &cell : *cells) {
        QByteArray text = cellText(cell);
        if (textOf(cell, "cell_type") == "markdown"_L1)
            text = language.comment + " MAGIC %md\n"_ba + language.comment + " MAGIC "_ba
                + text.replace('\n', "\n"_ba + language.comment + " MAGIC "_ba);
        texts << text;
    }
    made.kept = texts.join(separatorOf(language));
    return made;
}

} // namespace twinlake::simulator
