// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Typed reading of JSON values that collects every problem instead of stopping at the first. A value that is wrong or
// missing reads as its empty form, and nothing is said about it twice.
#pragma once

#include "models/domain/time.h"
#include "models/estate/estateproblem.h"
#include "models/estate/jsontree.h"

#include <QList>
#include <QRegularExpression>
#include <QStringList>
#include <QUrl>

#include <optional>

namespace twinlake {

/// A value and its JSON path; without a node when the key is missing.
struct JsonPlace {
    const JsonNode *node = nullptr;
    QString path;

    explicit operator bool() const { return node != nullptr; }
};

class EstateProblems {
public:
    void add(const JsonPlace &place, const QString &problem, const QString &remedy);
    void add(TextPosition at, const QString &path, const QString &problem, const QString &remedy);
    void add(const QList<EstateProblem> &problems) { m_all += problems; }
    /// In the order of the text.
    QList<EstateProblem> sorted() const;

private:
    QList<EstateProblem> m_all;
};

/// One object: hands out its members and, at the end, names the keys that nobody asked for.
class ObjectReader {
public:
    ObjectReader(const JsonPlace &place, EstateProblems &problems);

    JsonPlace required(const QString &key, const QString &example);
    JsonPlace optional(const QString &key);
    bool has(const QString &key) const;
    /// Complains about unknown keys, with the nearest known one. Call it once, after the last member.
    void finish();

private:
    JsonPlace m_place;
    EstateProblems &m_problems;
    QStringList m_known;
    bool m_isObject = false;
};

/// What a text must look like, and an example for the remedy.
struct TextRule {
    QRegularExpression pattern;
    QString what; ///< "a name of letters, digits, . _ and -"
    QString example;
};

QString readText(const JsonPlace &place, const TextRule &rule, EstateProblems &problems);
qint64 readPositiveInteger(const JsonPlace &place, const QString &example, EstateProblems &problems);
/// "90s", "30m", "1h30m", "2d"; at most 30 days. `atLeast` is the shortest that makes sense.
std::optional<Duration> readDuration(const JsonPlace &place, Duration atLeast, EstateProblems &problems);
/// http or https with a host and no user information. `wholeHost`: nothing behind the host either.
QUrl readUrl(const JsonPlace &place, bool wholeHost, EstateProblems &problems);
/// The index of the text in `words`, or -1.
int readChoice(const JsonPlace &place, const QStringList &words, EstateProblems &problems);
/// The elements of an array that must have at least `atLeast`.
QList<JsonPlace> readArray(const JsonPlace &place, int atLeast, EstateProblems &problems);

/// The duration grammar alone; also that of the command line.
std::optional<Duration> durationFromText(const QString &text);

} // namespace twinlake
