// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// StateLabel: a state's shape and word side by side. Its accessible name is the word.
#pragma once

#include "ui/widgets/theme.h"

#include <QWidget>

namespace twinlake {

class StateLabel : public QWidget {
    Q_OBJECT
public:
    /// `shapeSize` in px at 100 % text scale.
    explicit StateLabel(TypeRole role = TypeRole::DenseStrong, int shapeSize = 14, QWidget *parent = nullptr);

    void setSign(const StateSign &sign);
    const StateSign &sign() const { return m_sign; }
    /// Detail and age, for a screen reader.
    void setDetail(const QString &detail) { setAccessibleDescription(detail); }
    /// The word in the tone of a label instead of the state's own.
    void setQuietWord(bool quiet);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    int shapeSize() const;
    QFont wordFont() const;

    TypeRole m_role;
    int m_shapeSize;
    bool m_quietWord = false;
    StateSign m_sign;
};

} // namespace twinlake
