// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Closing the window loses nothing: who listens to closed() decides what goes on.
#include "ui/shell/mainwindow.h"

#include "ui/shell/commandpalette.h"
#include "ui/shell/navbutton.h"
#include "ui/shell/statusline.h"
#include "ui/widgets/modeband.h"
#include "ui/widgets/modeframe.h"
#include "ui/widgets/theme.h"

#include <QCloseEvent>
#include <QHBoxLayout>
#include <QShortcut>
#include <QStackedWidget>

#include <algorithm>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int navWidth = 72;
constexpr int mostNumberedPages = 9;

} // namespace

MainWindow::MainWindow(ShellViewModel &viewModel, QWidget *parent)
    : QMainWindow(parent)
    , m_viewModel(viewModel)
    , m_band(new ModeBand(ModeBand::Size::Desk, this))
    , m_stack(new QStackedWidget(this))
    , m_status(new StatusLine(this))
    , m_palette(nullptr)
{
    auto *all = new QWidget(this);
    auto *column = new QVBoxLayout(all);
    column->setContentsMargins({});
    column->setSpacing(0);
    m_frame = new ModeFrame(buildContent(), all);
    column->addWidget(m_band);
    column->addWidget(m_frame, 1);
    setCentralWidget(all);
    m_palette = new CommandPalette(this);
    setMinimumSize(960, 540);
    resize(1280, 720);
    setFocusPolicy(Qt::StrongFocus);
    setFocus(); // no control is one key away when the window opens
    addKeys();
    connect(&m_viewModel, &ShellViewModel::changed, this, &MainWindow::refresh);
    refresh();
}

QWidget *MainWindow::buildContent()
{
    auto *nav = new Panel(u"nav"_s, this);
    nav->setFixedWidth(Theme::current().px(navWidth));
    nav->setAccessibleName(tr("Pages"));
    m_nav = new QVBoxLayout(nav);
    m_nav->setContentsMargins(0, 4, 0, 0);
    m_nav->setSpacing(0);
    m_nav->addStretch();
    auto *content = new QWidget(this);
    auto *row = new QHBoxLayout;
    row->setSpacing(0);
    row->addWidget(nav);
    row->addWidget(m_stack, 1);
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addLayout(row, 1);
    column->addWidget(m_status);
    Panel::setStyled(content, "role", u"window"_s);
    content->setAttribute(Qt::WA_StyledBackground);
    return content;
}

void MainWindow::addPage(const QString &id, const QString &title, const QString &icon, QWidget *page)
{
    auto *button = new NavButton(title, icon, this);
    button->setObjectName(u"nav/"_s + id);
    connect(button, &QToolButton::clicked, this, [this, id] { showPage(id); });
    m_nav->insertWidget(static_cast<int>(m_pages.size()), button);
    m_stack->addWidget(page);
    m_pages.append({id, title, button});
    const auto number = static_cast<int>(m_pages.size());
    if (number <= mostNumberedPages) {
        auto *key = new QShortcut(QKeySequence(Qt::Key_0 + number), this);
        connect(key, &QShortcut::activated, this, [this, id] { showPage(id); });
    }
    if (number == 1)
        showPage(id);
    refresh();
}

void MainWindow::showPage(const QString &id)
{
    for (int i = 0; i < m_pages.size(); ++i) {
        if (m_pages.at(i).id != id)
            continue;
        m_stack->setCurrentIndex(i);
        m_pages.at(i).button->setChecked(true);
        Q_EMIT pageShown(id);
    }
}

bool MainWindow::hasPage(const QString &id) const
{
    return std::any_of(m_pages.cbegin(), m_pages.cend(), [&](const Page &page) { return page.id == id; });
}

QString MainWindow::currentPage() const
{
    const int index = m_stack->currentIndex();
    return index >= 0 && index < m_pages.size() ? m_pages.at(index).id : QString();
}

void MainWindow::addKeys()
{
    const auto onKey = [this](const QKeySequence &key, auto slot) {
        connect(new QShortcut(key, this), &QShortcut::activated, this, slot);
    };
    onKey(Qt::Key_F5, &MainWindow::refreshRequested);
    onKey(Qt::Key_R, &MainWindow::refreshRequested);
    onKey(Qt::Key_F6, &MainWindow::moveFocus);
    onKey(Qt::Key_F11, &MainWindow::toggleFullScreen);
    onKey(Qt::CTRL | Qt::Key_K, &MainWindow::openPalette);
    onKey(Qt::Key_Question, &MainWindow::openPalette);
    onKey(Qt::CTRL | Qt::SHIFT | Qt::Key_W, &MainWindow::wallRequested);
    connect(new QShortcut(Qt::Key_U, this), &QShortcut::activated, &m_viewModel, &ShellViewModel::toggleLocalTime);
}

void MainWindow::openPalette()
{
    QList<ShellCommand> commands;
    for (int i = 0; i < m_pages.size(); ++i) {
        const Page &page = m_pages.at(i);
        const QKeySequence key = i < mostNumberedPages ? QKeySequence(Qt::Key_1 + i) : QKeySequence();
        commands.append({tr("Show %1").arg(page.title), key, [this, id = page.id] { showPage(id); }});
    }
    commands.append({tr("Read everything again"), Qt::Key_F5, [this] { Q_EMIT refreshRequested(); }});
    commands.append({tr("Swap UTC and local time"), Qt::Key_U, [this] { m_viewModel.toggleLocalTime(); }});
    commands.append({tr("Full screen"), Qt::Key_F11, [this] { toggleFullScreen(); }});
    commands.append({tr("Start a wall"), Qt::CTRL | Qt::SHIFT | Qt::Key_W, [this] { Q_EMIT wallRequested(); }});
    commands.append({tr("Move between parts of the window"), Qt::Key_F6, [this] { moveFocus(); }});
    m_palette->open(commands);
}

void MainWindow::toggleFullScreen()
{
    setWindowState(windowState() ^ Qt::WindowFullScreen);
}

void MainWindow::moveFocus()
{
    const int index = m_stack->currentIndex();
    if (index < 0)
        return;
    NavButton *button = m_pages.at(index).button;
    if (!button->hasFocus()) {
        button->setFocus(Qt::ShortcutFocusReason);
        return;
    }
    QWidget *page = m_stack->currentWidget();
    for (QWidget *next = page->nextInFocusChain(); next != page; next = next->nextInFocusChain()) {
        if (page->isAncestorOf(next) && next->isVisible() && next->focusPolicy() & Qt::TabFocus) {
            next->setFocus(Qt::ShortcutFocusReason);
            return;
        }
    }
}

void MainWindow::refresh()
{
    setWindowTitle(m_viewModel.windowTitle());
    m_band->setMode(m_viewModel.mode());
    m_band->setContext(m_viewModel.context());
    m_band->setTimes(m_viewModel.firstClock(), m_viewModel.secondClock());
    m_frame->setMode(m_viewModel.mode());
    m_status->show(m_viewModel.status());
    for (const Page &page : std::as_const(m_pages))
        page.button->setBadge(m_viewModel.badge(page.id));
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    event->accept();
    Q_EMIT closed();
}

} // namespace twinlake
