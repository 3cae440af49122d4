// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Calm: a headline, large tiles, one line a region. In an incident: a headline, the RTO clock, the step, small tiles.
#include "ui/wall/wallcanvas.h"

#include "ui/wall/wallbrush.h"

#include <QPainter>

#include <algorithm>

namespace twinlake {

namespace {

constexpr int margin = 40;
constexpr int gap = 29;
constexpr int inset = 30;
constexpr int across = WallCanvas::designWidth - 2 * margin;

QList<QRect> columns(int count, int top, int height)
{
    QList<QRect> boxes;
    const int wide = (across - (count - 1) * gap) / std::max(1, count);
    for (int i = 0; i < count; ++i)
        boxes.append(QRect(margin + i * (wide + gap), top, wide, height));
    return boxes;
}

TextTone figureTone(const WallTile &tile)
{
    if (tile.stale)
        return TextTone::Faint;
    const bool quiet = tile.age.tone == ToneToken::Off;
    return wordTone({Shape::DotRing, tile.age.tone, !quiet, {}});
}

Token tintOf(const AdviceBar &headline)
{
    if (!headline.tinted)
        return Token::Panel;
    switch (headline.sign.token) {
    case ToneToken::Bad:
        return Token::TintBad;
    case ToneToken::Watch:
        return Token::TintWatch;
    case ToneToken::Unknown:
        return Token::TintUnknown;
    default:
        return Token::Panel;
    }
}

} // namespace

WallCanvas::WallCanvas(WallViewModel &viewModel, QWidget *parent)
    : QWidget(parent)
    , m_viewModel(viewModel)
{
    setAccessibleName(tr("Wall"));
    connect(&m_viewModel, &WallViewModel::changed, this, &WallCanvas::refresh);
    refresh();
}

void WallCanvas::refresh()
{
    QStringList words{m_viewModel.headline().headline};
    const QList<WallTile> tiles = m_viewModel.tiles();
    for (const WallTile &tile : tiles)
        words.append(tr("%1: %2, %3, %4").arg(tile.group, tile.age.figure, tile.state.word, tile.read));
    setAccessibleDescription(words.join(u'\n'));
    update();
}

void WallCanvas::paintHeadline(WallBrush &brush) const
{
    const AdviceBar &headline = m_viewModel.headline();
    const QRect box(margin, 28, across, 164);
    const Token ground = tintOf(headline);
    brush.panel(box, ground);
    StateSign icon = headline.sign;
    icon.word.clear();
    brush.state(QRect(box.left() + 46, box.top(), 90, box.height()), icon, TypeRole::WallHeadline, 84, ground);
    const QRect words = box.adjusted(162, 12, -inset, -12);
    brush.text(QRect(words.left(), words.top(), words.width(), 80), headline.headline, TypeRole::WallHeadline,
               TextTone::Content);
    brush.text(QRect(words.left(), words.top() + 82, words.width(), 56), headline.reason, TypeRole::WallSmall,
               TextTone::Label);
}

void WallCanvas::paintTile(WallBrush &brush, const QRect &box, const WallTile &tile) const
{
    const bool unknown = tile.age.hatched && tile.age.tone == ToneToken::Unknown;
    brush.panel(box, unknown ? Token::TintUnknown : Token::Panel, unknown);
    QRect line(box.left() + inset, box.top() + 22, box.width() - 2 * inset, 64);
    brush.text(line, tile.group, TypeRole::WallName, TextTone::Content);
    line.translate(0, 62);
    line.setHeight(50);
    brush.text(line, tile.caption, TypeRole::WallSmall, TextTone::Label);
    line.translate(0, 50);
    line.setHeight(130);
    brush.figure(line, tile.age.figure, TypeRole::WallFigure, TypeRole::WallName, figureTone(tile));
    if (tile.stale)
        brush.state(line, ageSign(AgeState::Stale), TypeRole::WallHeadline, 60, Token::Panel);
    line.translate(0, 138);
    brush.bar(QRect(line.left(), line.top(), line.width(), 14), tile.age.hatched ? std::nullopt : tile.age.used);
    line.translate(0, 18);
    line.setHeight(50);
    brush.text(line, tile.read, TypeRole::WallSmall, TextTone::Label);
    brush.spark(QRect(line.left(), line.bottom() + 14, line.width(), 76), tile.spark);
    line.translate(0, 164);
    brush.text(line, tile.takeover, TypeRole::WallSmall, TextTone::Label);
    line.translate(0, 54);
    line.setHeight(60);
    brush.state(line, tile.state, TypeRole::WallState, 44, Token::Panel);
}

void WallCanvas::paintSmallTile(WallBrush &brush, const QRect &box, const WallTile &tile) const
{
    const bool unknown = tile.age.hatched && tile.age.tone == ToneToken::Unknown;
    brush.panel(box, unknown ? Token::TintUnknown : Token::Panel, unknown);
    QRect line(box.left() + inset, box.top() + 18, box.width() - 2 * inset, 64);
    brush.text(line, tile.group, TypeRole::WallName, TextTone::Content);
    line.translate(0, 66);
    brush.figure(line, tile.stale ? ageSign(AgeState::Stale).word : tile.age.figure, TypeRole::WallHeadline,
                 TypeRole::WallSmall, figureTone(tile));
    line.translate(0, 70);
    line.setHeight(60);
    brush.state(line, tile.state, TypeRole::WallState, 44, unknown ? Token::TintUnknown : Token::Panel);
    line.translate(0, 62);
    line.setHeight(50);
    brush.text(line, tile.takeover, TypeRole::WallSmall, TextTone::Label);
}

void WallCanvas::paintRegion(WallBrush &brush, const QRect &box, const WallRegionLine &line) const
{
    brush.panel(box, Token::Panel);
    brush.topEdge(QRect(box.left(), box.top(), box.width(), 8), line.serving);
    const QRect words = box.adjusted(18, 8, -18, 0);
    const QFontMetrics name(Theme::current().font(TypeRole::WallState));
    const QFontMetrics small(Theme::current().font(TypeRole::WallSmall));
    const int nameWidth = std::min(name.horizontalAdvance(line.label) + 4, words.width() * 2 / 5);
    const int ageWidth = small.horizontalAdvance(line.age) + 4;
    brush.text(QRect(words.left(), words.top(), nameWidth, words.height()), line.label, TypeRole::WallState,
               TextTone::Content);
    const int from = words.left() + nameWidth + 20;
    brush.state(QRect(from, words.top(), words.right() - ageWidth - 12 - from, words.height()), line.state,
                TypeRole::WallStrong, 44, Token::Panel);
    brush.text(QRect(words.right() - ageWidth, words.top(), ageWidth, words.height()), line.age, TypeRole::WallSmall,
               TextTone::Label, Qt::AlignRight);
}

void WallCanvas::paintIncident(WallBrush &brush, const WallIncident &incident) const
{
    const QRect left(margin, 220, 690, 432);
    const QRect right(margin + 690 + gap, 220, across - 690 - gap, 432);
    brush.panel(left, Token::Panel);
    brush.panel(right, Token::Panel);
    QRect line(left.left() + inset, left.top() + 18, left.width() - 2 * inset, 60);
    brush.text(line, incident.clockCaption, TypeRole::WallSmall, TextTone::Label);
    line.translate(0, 66);
    line.setHeight(190);
    brush.figure(line, incident.clock, TypeRole::WallClock, TypeRole::WallSmall, TextTone::Content);
    const bool over = incident.used && *incident.used >= 1.0;
    brush.bar(QRect(line.left(), line.bottom() + 6, line.width(), 14), incident.used,
              over ? Token::StateBad : Token::Text1);
    brush.text(QRect(line.left(), line.bottom() + 30, line.width(), 56), incident.clockLimit, TypeRole::WallSmall,
               TextTone::Label);

    line = QRect(right.left() + inset, right.top() + 18, right.width() - 2 * inset, 60);
    brush.state(line, incident.step, TypeRole::WallState, 44, Token::Panel);
    line.translate(0, 80);
    line.setHeight(80);
    brush.text(line, incident.stepTitle, TypeRole::WallHeadline, TextTone::Content);
    line.translate(0, 110);
    const double done = incident.stepsAll > 0 ? double(incident.stepsDone) / incident.stepsAll : 0.0;
    brush.bar(QRect(line.left(), line.top(), line.width(), 14), done, Token::StateActive);
    line.translate(0, 30);
    line.setHeight(56);
    brush.text(line, tr("%1 of %2 steps done").arg(incident.stepsDone).arg(incident.stepsAll), TypeRole::WallSmall,
               TextTone::Label);
    line.translate(0, 60);
    brush.text(line, incident.sentence, TypeRole::WallSmall, TextTone::Label);
}

void WallCanvas::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    painter.fillRect(rect(), Theme::current().color(Token::Window));
    constexpr double designedBelowBand = designHeight - bandHeight;
    const double scale = std::min(width() / double(designWidth), height() / designedBelowBand);
    painter.translate((width() - designWidth * scale) / 2, 0);
    painter.scale(scale, scale);
    WallBrush brush(painter);
    paintHeadline(brush);
    painter.fillRect(QRect(margin, 28, 14, 164), Theme::current().mark(m_viewModel.headline().sign.token));
    const QList<WallTile> tiles = m_viewModel.tiles();
    const auto &incident = m_viewModel.incident();
    const QList<QRect> boxes = columns(static_cast<int>(tiles.size()), incident ? 682 : 220, incident ? 296 : 625);
    for (int i = 0; i < tiles.size(); ++i)
        incident ? paintSmallTile(brush, boxes.at(i), tiles.at(i)) : paintTile(brush, boxes.at(i), tiles.at(i));
    if (incident) {
        paintIncident(brush, *incident);
        return;
    }
    const QList<QRect> lines = columns(2, 874, 104);
    for (const Region region : bothRegions)
        paintRegion(brush, lines.at(region == Region::Primary ? 0 : 1), m_viewModel.regions()[region]);
}

} // namespace twinlake
