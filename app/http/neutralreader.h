// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// NeutralReader: the consumers' canary and the neutral witnesses, asked without any token.
#pragma once

#include "app/http/activity.h"
#include "models/ports/clock.h"
#include "models/ports/neutralreads.h"

#include <map>
#include <memory>

namespace twinlake {

class ReadDoor;

class NeutralReader : public NeutralReads {
public:
    NeutralReader(Clock &clock, QString caBundle, Activity *activity);
    ~NeutralReader() override;

    QCoro::Task<Result<CanaryAnswer>> canary(CanaryQuestion question, std::stop_token stop) override;
    QCoro::Task<Result<>> witness(QUrl url, std::stop_token stop) override;

private:
    ReadDoor &doorTo(const QUrl &url);

    Clock &m_clock;
    QString m_caBundle;
    Activity *m_activity;
    std::map<QString, std::unique_ptr<ReadDoor>> m_doors; ///< by authority: limits are a host's own
};

} // namespace twinlake
