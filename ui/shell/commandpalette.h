// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// CommandPalette: every page and command with its key, found by typing. It is part of the window, not a dialog.
#pragma once

#include <QFrame>
#include <QKeySequence>
#include <QList>

#include <functional>

class QLineEdit;
class QListWidget;

namespace twinlake {

struct ShellCommand {
    QString title;
    QKeySequence key;
    std::function<void()> run;
};

class CommandPalette : public QFrame {
    Q_OBJECT
public:
    explicit CommandPalette(QWidget *window);

    /// Shows all of `commands`, with the field focused.
    void open(QList<ShellCommand> commands);
    void close();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void filter(const QString &text);
    void runCurrent();

    QList<ShellCommand> m_commands;
    QLineEdit *m_field;
    QListWidget *m_list;
};

} // namespace twinlake
