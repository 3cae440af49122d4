// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// JsonNode: a JSON value that knows where it stands in the text, so that a complaint can point at it.
#pragma once

#include "models/estate/estateproblem.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <vector>

namespace twinlake {

struct JsonMember;

struct JsonNode {
    enum class Kind { Null, Boolean, Integer, Fraction, Text, Array, Object };

    Kind kind = Kind::Null;
    TextPosition at;
    bool boolean = false;
    qint64 integer = 0;
    QString text;
    std::vector<JsonMember> members; ///< of an object, and with empty keys of an array
    bool complete = true; ///< false: the text broke off inside, so what is missing proves nothing

    const JsonMember *member(const QString &key) const;
};

struct JsonMember {
    QString key;
    TextPosition keyAt;
    JsonNode value;
};

struct JsonTree {
    JsonNode root; ///< what was read before the first syntax error
    QList<EstateProblem> problems; ///< the syntax error, duplicate keys
};

/// Reads JSON with // and /* */ comments. At most 1 MiB and 32 levels.
JsonTree readJsonTree(const QByteArray &text);

} // namespace twinlake
