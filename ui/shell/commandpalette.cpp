// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Enter runs what is current: all of these only show something, none writes to a region.
#include "ui/shell/commandpalette.h"

#include "ui/widgets/theme.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QVBoxLayout>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

CommandPalette::CommandPalette(QWidget *window)
    : QFrame(window)
    , m_field(new QLineEdit(this))
    , m_list(new QListWidget(this))
{
    setProperty("role", u"panel"_s);
    setObjectName(u"palette"_s);
    m_field->setObjectName(u"paletteField"_s);
    m_field->setPlaceholderText(tr("Type a page or a command"));
    m_field->setAccessibleName(tr("Commands"));
    m_list->setObjectName(u"paletteList"_s);
    m_list->setAccessibleName(tr("Matching commands"));
    m_list->setFocusPolicy(Qt::NoFocus);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(12, 12, 12, 12);
    column->addWidget(m_field);
    column->addWidget(m_list);
    m_field->installEventFilter(this);
    connect(m_field, &QLineEdit::textChanged, this, &CommandPalette::filter);
    connect(m_list, &QListWidget::itemClicked, this, &CommandPalette::runCurrent);
    hide();
}

void CommandPalette::open(QList<ShellCommand> commands)
{
    m_commands = std::move(commands);
    const int wide = Theme::current().px(480);
    setGeometry((parentWidget()->width() - wide) / 2, Theme::current().px(72), wide, Theme::current().px(380));
    m_field->clear();
    filter({});
    show();
    raise();
    m_field->setFocus();
}

void CommandPalette::close()
{
    hide();
    parentWidget()->setFocus();
}

void CommandPalette::filter(const QString &text)
{
    m_list->clear();
    for (int i = 0; i < m_commands.size(); ++i) {
        const ShellCommand &command = m_commands.at(i);
        if (!command.title.contains(text, Qt::CaseInsensitive))
            continue;
        const QString key = command.key.toString(QKeySequence::NativeText);
        auto *item = new QListWidgetItem(key.isEmpty() ? command.title : tr("%1\t%2").arg(command.title, key), m_list);
        item->setData(Qt::UserRole, i);
    }
    m_list->setCurrentRow(0);
}

void CommandPalette::runCurrent()
{
    const QListWidgetItem *item = m_list->currentItem();
    if (!item)
        return;
    const auto run = m_commands.at(item->data(Qt::UserRole).toInt()).run;
    close();
    run();
}

bool CommandPalette::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::FocusOut)
        hide();
    if (event->type() != QEvent::KeyPress)
        return QFrame::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    const int rows = m_list->count();
    switch (key->key()) {
    case Qt::Key_Escape:
        close();
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        runCurrent();
        return true;
    case Qt::Key_Down:
    case Qt::Key_Up:
        if (rows > 0)
            m_list->setCurrentRow((m_list->currentRow() + (key->key() == Qt::Key_Down ? 1 : rows - 1)) % rows);
        return true;
    default:
        return QFrame::eventFilter(watched, event);
    }
}

} // namespace twinlake
