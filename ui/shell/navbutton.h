// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// NavButton: a page's button in the navigation: icon over its name, with a count when the page has news.
#pragma once

#include <QToolButton>

namespace twinlake {

class NavButton : public QToolButton {
    Q_OBJECT
public:
    NavButton(const QString &title, const QString &icon, QWidget *parent = nullptr);

    void setBadge(int count);

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void drawIcon();

    QString m_icon;
    int m_badge = 0;
};

} // namespace twinlake
