// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// VerdictBar: what is so now, in one headline and one sentence, with the state's shape, tint and 6 px edge.
#pragma once

#include "ui/widgets/panel.h"

namespace twinlake {

class PlainLabel;

class VerdictBar : public Panel {
    Q_OBJECT

public:
    explicit VerdictBar(QWidget *parent = nullptr);

    void showVerdict(const StateSign &sign, const QString &headline, const QString &sentence);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    StateSign m_sign;
    PlainLabel *m_headline;
    PlainLabel *m_sentence;
};

} // namespace twinlake
