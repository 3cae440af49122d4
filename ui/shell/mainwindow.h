// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// MainWindow: mode band, navigation, the pages, the status line, and the keys that work everywhere.
#pragma once

#include "models/views/shellviewmodel.h"

#include <QMainWindow>
#include <QMap>

class QStackedWidget;
class QVBoxLayout;

namespace twinlake {

class CommandPalette;
class ModeBand;
class ModeFrame;
class NavButton;
class StatusLine;

class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    /// `viewModel` must outlive the window.
    explicit MainWindow(ShellViewModel &viewModel, QWidget *parent = nullptr);

    /// Pages are numbered in the order they are added: 1 to 9 on the keyboard. The window owns them.
    void addPage(const QString &id, const QString &title, const QString &icon, QWidget *page);
    void showPage(const QString &id);
    bool hasPage(const QString &id) const;
    QString currentPage() const;

Q_SIGNALS:
    void pageShown(const QString &id);
    void refreshRequested();
    void wallRequested();
    void closed();

protected:
    void closeEvent(QCloseEvent *event) override;

private:
    struct Page {
        QString id;
        QString title;
        NavButton *button = nullptr;
    };

    QWidget *buildContent();
    void addKeys();
    void refresh();
    void openPalette();
    void toggleFullScreen();
    void moveFocus();

    ShellViewModel &m_viewModel;
    ModeBand *m_band;
    ModeFrame *m_frame = nullptr;
    QVBoxLayout *m_nav = nullptr;
    QStackedWidget *m_stack;
    StatusLine *m_status;
    CommandPalette *m_palette;
    QList<Page> m_pages;
};

} // namespace twinlake
