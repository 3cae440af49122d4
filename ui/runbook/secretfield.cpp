// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The echo mode never changes: a line edit that shows its text again would also undo, copy and read it aloud again.
#include "ui/runbook/secretfield.h"

#include <QKeyEvent>

#include <algorithm>

namespace twinlake {

namespace {

bool wouldTellIt(QKeyEvent *key)
{
    const auto all = {QKeySequence::Undo, QKeySequence::Redo, QKeySequence::Copy, QKeySequence::Cut};
    return std::any_of(all.begin(), all.end(), [key](QKeySequence::StandardKey one) { return key->matches(one); });
}

} // namespace

SecretField::SecretField(QWidget *parent)
    : QLineEdit(parent)
{
    setEchoMode(Password);
    setInputMethodHints(Qt::ImhHiddenText | Qt::ImhSensitiveData | Qt::ImhNoPredictiveText | Qt::ImhNoAutoUppercase);
    setContextMenuPolicy(Qt::NoContextMenu);
    setDragEnabled(false);
    setAcceptDrops(false);
}

QByteArray SecretField::take()
{
    const QByteArray secret = text().trimmed().toUtf8();
    wipe();
    return secret;
}

void SecretField::wipe()
{
    // clear() could be undone; setText() forgets the history as well
    setText(QString(text().size(), QLatin1Char('*')));
    setText({});
}

QVariant SecretField::inputMethodQuery(Qt::InputMethodQuery query) const
{
    return inputMethodQuery(query, QVariant());
}

QVariant SecretField::inputMethodQuery(Qt::InputMethodQuery query, const QVariant &argument) const
{
    switch (query) {
    case Qt::ImSurroundingText:
    case Qt::ImCurrentSelection:
    case Qt::ImTextBeforeCursor:
    case Qt::ImTextAfterCursor:
        return QString();
    default:
        return QLineEdit::inputMethodQuery(query, argument);
    }
}

bool SecretField::event(QEvent *event)
{
    const bool key = event->type() == QEvent::KeyPress || event->type() == QEvent::ShortcutOverride;
    if (key && wouldTellIt(static_cast<QKeyEvent *>(event))) {
        event->accept();
        return true;
    }
    return QLineEdit::event(event);
}

/// Whoever looks at another page does not leave a token behind.
void SecretField::hideEvent(QHideEvent *event)
{
    wipe();
    QLineEdit::hideEvent(event);
}

} // namespace twinlake
