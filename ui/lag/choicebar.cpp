// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Painted segments, since a style sheet cannot round only the outer corners of a row.
#include "ui/lag/choicebar.h"

#include "ui/widgets/theme.h"

#include <QAbstractButton>
#include <QHBoxLayout>
#include <QPainter>

namespace twinlake {

namespace {

class Segment : public QAbstractButton {
public:
    Segment(const QString &text, QWidget *parent)
        : QAbstractButton(parent)
    {
        setText(text);
        setAccessibleName(text);
        setCheckable(true);
        setFocusPolicy(Qt::StrongFocus);
    }
    QSize sizeHint() const override
    {
        const Theme &theme = Theme::current();
        const QFontMetrics metrics(theme.font(TypeRole::DenseStrong));
        return {metrics.horizontalAdvance(text()) + theme.px(22), theme.px(26)};
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Theme &theme = Theme::current();
        QPainter painter(this);
        painter.fillRect(rect(),
                         theme.color(isChecked()        ? Token::Primary
                                         : underMouse() ? Token::Raised
                                                        : Token::Panel));
        painter.setPen(theme.color(Token::Edge));
        painter.drawRect(rect().adjusted(0, 0, isLast() ? -1 : 0, -1));
        painter.setFont(theme.font(isChecked() ? TypeRole::DenseStrong : TypeRole::Dense));
        painter.setPen(theme.color(isChecked() ? Token::PrimaryText : Token::Text1));
        painter.drawText(rect(), Qt::AlignCenter, text());
        if (hasFocus()) {
            painter.setPen(QPen(theme.color(isChecked() ? Token::PrimaryText : Token::Focus), 2));
            painter.drawRect(rect().adjusted(3, 3, -4, -4));
        }
    }

private:
    bool isLast() const { return geometry().right() >= parentWidget()->width() - 1; }
};

} // namespace

ChoiceBar::ChoiceBar(const QString &accessibleName, QWidget *parent)
    : QWidget(parent)
{
    setAccessibleName(accessibleName);
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    connect(&m_group, &QButtonGroup::idClicked, this, &ChoiceBar::chosen);
}

void ChoiceBar::setChoices(const QStringList &texts)
{
    if (texts == m_texts)
        return;
    m_texts = texts;
    for (QAbstractButton *old : m_group.buttons())
        delete old;
    for (int i = 0; i < texts.size(); ++i) {
        auto *segment = new Segment(texts.at(i), this);
        m_group.addButton(segment, i);
        layout()->addWidget(segment);
    }
}

void ChoiceBar::setChosen(int index)
{
    m_group.setExclusive(false);
    for (QAbstractButton *button : m_group.buttons())
        button->setChecked(m_group.id(button) == index);
    m_group.setExclusive(true);
}

} // namespace twinlake
