// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// SecretField: takes a token and gives it away once. Nothing brings it back: no undo, no copy, no drag, no input
// method.
#pragma once

#include <QByteArray>
#include <QLineEdit>

namespace twinlake {

class SecretField : public QLineEdit {
    Q_OBJECT

public:
    explicit SecretField(QWidget *parent = nullptr);

    /// What was typed, without blanks around it; the field is wiped.
    QByteArray take();
    /// Empties the field together with all that it remembers.
    void wipe();

    QVariant inputMethodQuery(Qt::InputMethodQuery query) const override;
    /// Input methods ask this one by its name; the base class would answer.
    Q_INVOKABLE QVariant inputMethodQuery(Qt::InputMethodQuery query, const QVariant &argument) const;

protected:
    bool event(QEvent *event) override;
    void hideEvent(QHideEvent *event) override;
};

} // namespace twinlake
