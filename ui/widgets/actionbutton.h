// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// ActionButton: primary, plain or small. None is ever the default button, so Enter in a field triggers nothing.
#pragma once

#include <QPushButton>

namespace twinlake {

enum class ButtonKind { Primary, Plain, Small };

class ActionButton : public QPushButton {
    Q_OBJECT
public:
    explicit ActionButton(const QString &text, ButtonKind kind = ButtonKind::Plain, QWidget *parent = nullptr);

    void setKind(ButtonKind kind);
    ButtonKind kind() const { return m_kind; }

private:
    ButtonKind m_kind;
};

} // namespace twinlake
