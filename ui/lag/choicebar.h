// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// ChoiceBar: a row of joined buttons of which one is chosen. The wheel does nothing here, unlike a combo box.
#pragma once

#include <QButtonGroup>
#include <QWidget>

namespace twinlake {

class ChoiceBar : public QWidget {
    Q_OBJECT

public:
    explicit ChoiceBar(const QString &accessibleName, QWidget *parent = nullptr);

    /// Replaces the choices only if they differ.
    void setChoices(const QStringList &texts);
    /// -1: none is chosen.
    void setChosen(int index);

Q_SIGNALS:
    void chosen(int index);

private:
    QStringList m_texts;
    QButtonGroup m_group;
};

} // namespace twinlake
