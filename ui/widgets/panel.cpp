// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Dynamic properties choose the style; they are polished only when they change.
#include "ui/widgets/panel.h"

#include <QStyle>
#include <QVariant>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

Panel::Panel(const QString &role, QWidget *parent)
    : QFrame(parent)
{
    setProperty("role", role);
}

void Panel::setTint(std::optional<ToneToken> tint)
{
    QString name;
    if (tint == ToneToken::Bad)
        name = u"bad"_s;
    else if (tint == ToneToken::Watch)
        name = u"watch"_s;
    else if (tint == ToneToken::Unknown)
        name = u"unknown"_s;
    else if (tint == ToneToken::Ready)
        name = u"ok"_s;
    setStyled(this, "tint", name);
}

void Panel::setSelected(bool selected)
{
    setStyled(this, "selected", selected);
}

QFrame *Panel::rule(QWidget *parent)
{
    auto *line = new QFrame(parent);
    line->setProperty("role", u"rule"_s);
    line->setFixedHeight(1);
    return line;
}

void Panel::setStyled(QWidget *widget, const char *property, const QVariant &value)
{
    if (widget->property(property) == value)
        return;
    widget->setProperty(property, value);
    widget->style()->unpolish(widget);
    widget->style()->polish(widget);
    widget->update();
}

} // namespace twinlake
