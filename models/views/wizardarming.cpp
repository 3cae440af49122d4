// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The arm delay is real time on purpose: it protects a hand, not a simulated world.
#include "models/views/wizardarming.h"

#include <algorithm>

namespace twinlake {

WizardArming::WizardArming(QObject *parent)
    : QObject(parent)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(std::chrono::milliseconds(1500));
    connect(&m_timer, &QTimer::timeout, this, [this] {
        m_armed = true;
        Q_EMIT changed();
    });
}

void WizardArming::open(const QString &key, const QString &word)
{
    if (key == m_key && word == m_word)
        return;
    m_key = key;
    m_word = word;
    m_typed.clear();
    m_claimed = m_answered.contains(key);
    restart();
}

void WizardArming::close()
{
    m_key.clear();
    m_word.clear();
    m_typed.clear();
    m_claimed = false;
    restart();
}

void WizardArming::type(const QString &text)
{
    if (text == m_typed)
        return;
    m_typed = text;
    restart();
}

double WizardArming::progress() const
{
    if (m_armed)
        return 1.0;
    if (!m_timer.isActive())
        return 0.0;
    const double whole = std::max(1.0, double(m_timer.interval()));
    return std::min(1.0, double(m_since.elapsed()) / whole);
}

bool WizardArming::claim()
{
    if (!isArmed())
        return false;
    m_claimed = true;
    m_answered.insert(m_key);
    Q_EMIT changed();
    return true;
}

void WizardArming::restart()
{
    m_armed = false;
    m_timer.stop();
    if (matches() && !m_claimed) {
        m_since.start();
        m_timer.start();
    }
    Q_EMIT changed();
}

} // namespace twinlake
