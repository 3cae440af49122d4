// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// StopSignals: SIGTERM and SIGINT as a Qt signal. The handler only writes one byte to a pipe.
#pragma once

#include <QObject>

class QSocketNotifier;

namespace twinlake::simulator {

class StopSignals : public QObject {
    Q_OBJECT

public:
    StopSignals();
    ~StopSignals() override;

Q_SIGNALS:
    void stop();

private:
    QSocketNotifier *m_notifier = nullptr;
};

} // namespace twinlake::simulator
