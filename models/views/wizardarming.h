// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// WizardArming: what stands between a click and a gate. The word must match exactly, then a delay in real time must
// pass, and one gate is answered once (visual-design.md 7, gate panel).
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QSet>
#include <QString>
#include <QTimer>

#include <chrono>

namespace twinlake {

class WizardArming : public QObject {
    Q_OBJECT

public:
    explicit WizardArming(QObject *parent = nullptr);

    /// 1.5 s unless a test says otherwise.
    void setDelay(std::chrono::milliseconds delay) { m_timer.setInterval(delay); }

    /// A gate to answer; the same key again changes nothing, and one that was claimed before stays claimed. An empty
    /// word needs no typing, only the delay.
    void open(const QString &key, const QString &word);
    void close();
    void type(const QString &text);
    QString typed() const { return m_typed; }

    bool matches() const { return !m_key.isEmpty() && m_typed == m_word; }
    /// From 0 to 1 while the delay runs; 0 before, 1 when armed.
    double progress() const;
    bool isArmed() const { return m_armed && !m_claimed; }
    bool isClaimed() const { return m_claimed; }
    /// True exactly once a gate, and only when armed.
    bool claim();

Q_SIGNALS:
    void changed();

private:
    void restart();

    QString m_key;
    QString m_word;
    QString m_typed;
    QTimer m_timer;
    QElapsedTimer m_since;
    bool m_armed = false;
    bool m_claimed = false;
    QSet<QString>
        m_answered; ///< keys of the gates that were claimed: one may be left for another incident's and come back
};

} // namespace twinlake
