// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// ModeBand: the first thing in every window: mode word, what it means, whose estate, and the time. 28 px, 72 on a wall.
#pragma once

#include "models/views/mode.h"

#include <QWidget>

namespace twinlake {

class ModeBand : public QWidget {
    Q_OBJECT
public:
    enum class Size { Desk, Wall };
    explicit ModeBand(Size size = Size::Desk, QWidget *parent = nullptr);

    void setMode(Mode mode);
    Mode mode() const { return m_mode; }
    /// Estate, environment and person; on a wall the estate alone.
    void setContext(const QString &context);
    /// `utc` never elides. `local` is the local time with day and zone, or "virtual, speed 10x".
    void setTimes(const QString &utc, const QString &local);

    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QFont plainFont() const;
    QFont strongFont() const;
    int scaled(int length) const;
    int paintPlate(QPainter &painter) const;
    int paintTimes(QPainter &painter) const;
    void describe();

    Size m_size;
    Mode m_mode = Mode::ReadOnly;
    QString m_context;
    QString m_utc;
    QString m_local;
};

} // namespace twinlake
