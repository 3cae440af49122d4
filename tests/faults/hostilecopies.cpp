// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "tests/faults/hostilecopies.h"

#include <QJsonArray>

#include <functional>

namespace twinlake {

namespace {

using Change = std::function<void(QJsonValue &)>;

} // namespace

QList<QJsonObject> hostileCopies(const QJsonObject &whole, const QString &hostile)
{
    QList<QJsonObject> copies;
    QStringList seen;
    const std::function<void(const QJsonValue &, const Change &)> walk = [&](const QJsonValue &at, const Change &put) {
        if (at.isArray()) {
            QJsonArray all = at.toArray();
            if (!all.isEmpty())
                walk(all.at(0), [&](QJsonValue &value) {
                    QJsonArray changed = all;
                    changed[0] = value;
                    QJsonValue upward = changed;
                    put(upward);
                });
            return;
        }
        const QJsonObject object = at.toObject();
        for (auto each = object.begin(); each != object.end(); ++each) {
            const QString key = each.key();
            const auto inside = [&object, &key, &put](QJsonValue &value) {
                QJsonObject changed = object;
                changed[key] = value;
                QJsonValue upward = changed;
                put(upward);
            };
            if (!seen.contains(key)) {
                seen.append(key);
                QJsonObject renamed = object;
                renamed.remove(key);
                renamed.insert(key + hostile, each.value());
                QJsonValue upward = renamed;
                put(upward);
                QJsonValue text = hostile;
                inside(text);
            }
            if (each->isObject() || each->isArray())
                walk(each.value(), inside);
        }
    };
    walk(whole, [&copies](QJsonValue &value) { copies.append(value.toObject()); });
    return copies;
}

} // namespace twinlake
