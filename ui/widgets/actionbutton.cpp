// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The style sheet draws the kinds.
#include "ui/widgets/actionbutton.h"

#include "ui/widgets/panel.h"

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

ActionButton::ActionButton(const QString &text, ButtonKind kind, QWidget *parent)
    : QPushButton(text, parent)
    , m_kind(kind)
{
    setAutoDefault(false);
    setDefault(false);
    setAccessibleName(text);
    setKind(kind);
}

void ActionButton::setKind(ButtonKind kind)
{
    m_kind = kind;
    const QString name = kind == ButtonKind::Primary ? u"primary"_s
        : kind == ButtonKind::Small                  ? u"small"_s
                                                     : u"plain"_s;
    Panel::setStyled(this, "kind", name);
}

} // namespace twinlake
