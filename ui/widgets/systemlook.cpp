// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// org.freedesktop.appearance: color-scheme 1 dark, 2 light; contrast 1 higher.
#include "ui/widgets/systemlook.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusVariant>
#include <QGuiApplication>
#include <QPalette>

#include <optional>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int portalPatienceMs = 300;

std::optional<uint> portalSetting(const QString &key)
{
    const QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return std::nullopt;
    QDBusMessage question =
        QDBusMessage::createMethodCall(u"org.freedesktop.portal.Desktop"_s, u"/org/freedesktop/portal/desktop"_s,
                                       u"org.freedesktop.portal.Settings"_s, u"Read"_s);
    question << u"org.freedesktop.appearance"_s << key;
    const QDBusMessage answer = bus.call(question, QDBus::Block, portalPatienceMs);
    if (answer.type() != QDBusMessage::ReplyMessage || answer.arguments().isEmpty())
        return std::nullopt;
    QVariant value = answer.arguments().constFirst();
    while (value.canConvert<QDBusVariant>()) // the portal wraps its answer twice
        value = value.value<QDBusVariant>().variant();
    return value.toUInt();
}

} // namespace

ThemeName systemLook()
{
    if (portalSetting(u"contrast"_s) == 1U)
        return ThemeName::HighContrast;
    const auto scheme = portalSetting(u"color-scheme"_s);
    if (scheme == 1U)
        return ThemeName::Dark;
    if (scheme == 2U)
        return ThemeName::Light;
    const QPalette palette = QGuiApplication::palette();
    const bool dark = palette.color(QPalette::Window).lightness() < palette.color(QPalette::WindowText).lightness();
    return dark ? ThemeName::Dark : ThemeName::Light;
}

} // namespace twinlake
