// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Words stand on solid plates, the pattern fills the rest; what gives way first is the sentence in the middle.
#include "ui/widgets/modeband.h"

#include "ui/widgets/iconfactory.h"
#include "ui/widgets/modepattern.h"
#include "ui/widgets/theme.h"

#include <QFontMetrics>
#include <QPainter>

#include <algorithm>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int deskHeight = 28;
constexpr int wallHeight = 72;

} // namespace

ModeBand::ModeBand(Size size, QWidget *parent)
    : QWidget(parent)
    , m_size(size)
{
    setFixedHeight(size == Size::Wall ? wallHeight : Theme::current().px(deskHeight));
    describe();
}

void ModeBand::setMode(Mode mode)
{
    m_mode = mode;
    describe();
}

void ModeBand::setContext(const QString &context)
{
    m_context = context;
    describe();
}

void ModeBand::setTimes(const QString &utc, const QString &local)
{
    if (m_utc == utc && m_local == local)
        return;
    m_utc = utc;
    m_local = local;
    update();
}

void ModeBand::describe()
{
    setAccessibleName(modeWord(m_mode));
    setAccessibleDescription(tr("%1. %2").arg(modeSentence(m_mode), m_context));
    update();
}

QSize ModeBand::minimumSizeHint() const
{
    return {scaled(320), height()};
}

int ModeBand::scaled(int length) const
{
    return m_size == Size::Wall ? length * height() / deskHeight : Theme::current().px(length);
}

QFont ModeBand::plainFont() const
{
    QFont font = Theme::current().font(m_size == Size::Wall ? TypeRole::WallSmall : TypeRole::Dense);
    if (m_size == Size::Wall) // a wall grows with its screen
        font.setPixelSize(font.pixelSize() * height() / wallHeight);
    return font;
}

QFont ModeBand::strongFont() const
{
    QFont font = plainFont();
    font.setWeight(QFont::Bold);
    return font;
}

int ModeBand::paintPlate(QPainter &painter) const
{
    const ModeColors colors = ModePattern::colors(m_mode);
    const QString word = modeWord(m_mode);
    const QFontMetrics metrics(strongFont());
    const int icon = scaled(14);
    const int inset = m_size == Size::Wall ? scaled(9) : scaled(12);
    const int gap = m_size == Size::Wall ? scaled(3) : scaled(8);
    const QRect plate(0, 0, inset + icon + gap + metrics.horizontalAdvance(word) + inset, height());
    painter.fillRect(plate, colors.plate);
    painter.drawPixmap(inset, (height() - icon) / 2,
                       IconFactory::pixmap(colors.icon, colors.plateText, icon, devicePixelRatioF()));
    painter.setFont(strongFont());
    painter.setPen(colors.plateText);
    painter.drawText(plate.adjusted(inset + icon + gap, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft, word);
    return plate.right() + 1;
}

int ModeBand::paintTimes(QPainter &painter) const
{
    const ModeColors colors = ModePattern::colors(m_mode);
    const int inset = scaled(10);
    const int gap = m_local.isEmpty() ? 0 : scaled(20);
    const int utcWidth = QFontMetrics(strongFont()).horizontalAdvance(m_utc) + 1;
    const int localWidth = QFontMetrics(plainFont()).horizontalAdvance(m_local) + 1;
    const QRect plate(width() - utcWidth - localWidth - gap - 2 * inset, 0, utcWidth + localWidth + gap + 2 * inset,
                      height());
    painter.fillRect(plate, colors.field);
    painter.setPen(colors.text);
    painter.setFont(strongFont());
    painter.drawText(plate.adjusted(inset, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft, m_utc);
    painter.setFont(plainFont());
    painter.drawText(plate.adjusted(0, 0, -inset, 0), Qt::AlignVCenter | Qt::AlignRight, m_local);
    return plate.left();
}

void ModeBand::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const ModeColors colors = ModePattern::colors(m_mode);
    ModePattern::paint(painter, rect(), m_mode);
    const int left = paintPlate(painter);
    const int right = paintTimes(painter);
    // A wall has no room for the sentence: the word says it.
    QStringList parts;
    if (m_size == Size::Desk)
        parts.append(modeSentence(m_mode));
    if (!m_context.isEmpty())
        parts.append(m_context);
    const int inset = scaled(10);
    const int gap = scaled(20);
    const QFontMetrics metrics(plainFont());
    painter.setFont(plainFont());
    int x = left + (m_size == Size::Wall ? scaled(10) : inset);
    const int end = right - inset;
    for (const QString &part : std::as_const(parts)) {
        const int room = std::max(0, end - x);
        const QString shown = metrics.elidedText(part, Qt::ElideMiddle, room);
        const int wide = metrics.horizontalAdvance(shown);
        const int from = x == left + inset ? left : x - gap;
        painter.fillRect(QRect(from, 0, std::min(right, x + wide + inset) - from, height()), colors.field);
        painter.setPen(colors.text);
        painter.drawText(QRect(x, 0, wide + 1, height()), Qt::AlignVCenter | Qt::AlignLeft, shown);
        x += wide + gap;
    }
}

} // namespace twinlake
