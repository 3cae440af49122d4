// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One style sheet, one palette, one style for the application; switching replaces all three at once.
#include "ui/widgets/theme.h"

#include "ui/widgets/focusringstyle.h"
#include "ui/widgets/systemlook.h"

#include <QApplication>
#include <QPalette>
#include <QWidget>

#include <algorithm>
#include <memory>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

std::unique_ptr<Theme> &applied()
{
    static std::unique_ptr<Theme> theme;
    return theme;
}

QString fileOf(ThemeName name)
{
    switch (name) {
    case ThemeName::Light:
        return u"light"_s;
    case ThemeName::HighContrast:
        return u"high-contrast"_s;
    case ThemeName::System:
        return fileOf(systemLook());
    case ThemeName::Dark:
        break;
    }
    return u"dark"_s;
}

QPalette paletteOf(const Theme &theme)
{
    QPalette palette;
    palette.setColor(QPalette::Window, theme.color(Token::Window));
    palette.setColor(QPalette::WindowText, theme.color(Token::Text1));
    palette.setColor(QPalette::Base, theme.color(Token::Panel));
    palette.setColor(QPalette::AlternateBase, theme.color(Token::Panel));
    palette.setColor(QPalette::Text, theme.color(Token::Text1));
    palette.setColor(QPalette::PlaceholderText, theme.color(Token::Text3));
    palette.setColor(QPalette::Button, theme.color(Token::Raised));
    palette.setColor(QPalette::ButtonText, theme.color(Token::Text1));
    palette.setColor(QPalette::Highlight, theme.color(Token::Raised));
    palette.setColor(QPalette::HighlightedText, theme.color(Token::Text1));
    palette.setColor(QPalette::ToolTipBase, theme.color(Token::Raised));
    palette.setColor(QPalette::ToolTipText, theme.color(Token::Text1));
    palette.setColor(QPalette::Link, theme.color(Token::Link));
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, theme.color(Token::Text3));
    return palette;
}

struct TypeSpec {
    double size;
    QFont::Weight weight;
};

TypeSpec specOf(TypeRole role)
{
    switch (role) {
    case TypeRole::Caption:
        return {11, QFont::Normal};
    case TypeRole::Dense:
    case TypeRole::Mono:
        return {12, QFont::Normal};
    case TypeRole::DenseStrong:
        return {12, QFont::DemiBold};
    case TypeRole::MonoStrong:
        return {12, QFont::Bold};
    case TypeRole::Body:
        return {13, QFont::Normal};
    case TypeRole::BodyStrong:
        return {13, QFont::DemiBold};
    case TypeRole::Section:
        return {15, QFont::DemiBold};
    case TypeRole::Headline:
        return {17, QFont::DemiBold};
    case TypeRole::Figure:
        return {20, QFont::DemiBold};
    case TypeRole::Unit:
        return {13, QFont::Medium};
    case TypeRole::Clock:
        return {28, QFont::DemiBold};
    case TypeRole::WallSmall:
        return {40, QFont::Normal};
    case TypeRole::WallStrong:
        return {40, QFont::DemiBold};
    case TypeRole::WallState:
        return {44, QFont::DemiBold};
    case TypeRole::WallName:
        return {52, QFont::DemiBold};
    case TypeRole::WallHeadline:
        return {60, QFont::DemiBold};
    case TypeRole::WallFigure:
        return {112, QFont::DemiBold};
    case TypeRole::WallClock:
        break;
    }
    return {172, QFont::DemiBold};
}

} // namespace

Theme::Theme(ThemeFile file, double textScale)
    : m_file(std::move(file))
    , m_textScale(std::clamp(textScale, 1.0, 2.0))
{
}

const Theme &Theme::current()
{
    if (!applied())
        applied() = std::make_unique<Theme>(ThemeFile::load(u"dark"_s));
    return *applied();
}

void Theme::apply(QApplication &application, ThemeName name, double textScale)
{
    applied() = std::make_unique<Theme>(ThemeFile::load(fileOf(name)), textScale);
    const Theme &theme = *applied();
    application.setStyleSheet({}); // the style below may only be replaced bare
    application.setStyle(new FocusRingStyle); // the application owns it
    application.setPalette(paletteOf(theme));
    application.setFont(theme.font(TypeRole::Body));
    application.setStyleSheet(theme.m_file.styleSheet(theme.textScale()));
    FocusRingStyle::follow(application);
    for (QWidget *widget : QApplication::allWidgets())
        widget->update();
}

QFont Theme::font(TypeRole role) const
{
    const TypeSpec spec = specOf(role);
    QFont font;
    if (role == TypeRole::Mono || role == TypeRole::MonoStrong)
        font.setFamilies({u"JetBrains Mono"_s, u"DejaVu Sans Mono"_s});
    else
        font.setFamilies({u"Inter"_s, u"Noto Sans"_s, u"DejaVu Sans"_s});
    // The wall has its own sizes for its own distance; the text scale is for the desk.
    font.setPixelSize(role >= TypeRole::WallSmall ? qRound(spec.size) : px(spec.size));
    font.setWeight(spec.weight);
    return font;
}

QColor Theme::mark(ToneToken tone) const
{
    switch (tone) {
    case ToneToken::Active:
        return color(Token::StateActive);
    case ToneToken::Ready:
        return color(Token::StateReady);
    case ToneToken::Watch:
        return color(Token::StateWatch);
    case ToneToken::Bad:
        return color(Token::StateBad);
    case ToneToken::Unknown:
        return color(Token::StateUnknown);
    case ToneToken::Off:
        break;
    }
    return color(Token::StateOff);
}

QColor Theme::word(const StateSign &sign) const
{
    if (!sign.loud)
        return color(Token::Text1);
    switch (sign.token) {
    case ToneToken::Watch:
        return color(Token::TextWatch);
    case ToneToken::Bad:
        return color(Token::TextBad);
    case ToneToken::Unknown:
        return color(Token::TextUnknown);
    default:
        return color(Token::Text1);
    }
}

} // namespace twinlake
