// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The pattern shows where the content leaves a margin.
#include "ui/widgets/modeframe.h"

#include "ui/widgets/modepattern.h"

#include <QPainter>
#include <QVBoxLayout>

namespace twinlake {

namespace {

constexpr int frameWidth = 6;

} // namespace

ModeFrame::ModeFrame(QWidget *content, QWidget *parent)
    : QWidget(parent)
    , m_layout(new QVBoxLayout(this))
{
    m_layout->setContentsMargins({});
    m_layout->addWidget(content);
}

void ModeFrame::setMode(Mode mode)
{
    m_mode = mode;
    const int margin = ModePattern::colors(mode).framed ? frameWidth : 0;
    m_layout->setContentsMargins(margin, margin, margin, margin);
    update();
}

void ModeFrame::paintEvent(QPaintEvent *)
{
    if (!ModePattern::colors(m_mode).framed)
        return;
    QPainter painter(this);
    ModePattern::paint(painter, rect(), m_mode);
}

} // namespace twinlake
