// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Panel: a frame that the style sheet draws by its role, and what goes with it: a hairline, a tint.
#pragma once

#include "models/views/statesign.h"

#include <QFrame>

#include <optional>

namespace twinlake {

class Panel : public QFrame {
    Q_OBJECT
public:
    /// `role` as the style sheet knows it: panel, card, advice, head, foot, strip, nav, side, status.
    explicit Panel(const QString &role = QStringLiteral("panel"), QWidget *parent = nullptr);

    /// The tint of this state behind everything; empty: none.
    void setTint(std::optional<ToneToken> tint);
    void setSelected(bool selected);

    /// A line as wide as its layout.
    static QFrame *rule(QWidget *parent = nullptr);
    /// Sets a dynamic property and lets the style sheet look again.
    static void setStyled(QWidget *widget, const char *property, const QVariant &value);
};

} // namespace twinlake
