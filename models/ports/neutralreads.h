// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// NeutralReads: the addresses that are asked without any token: the consumers' canary and the neutral witnesses.
#pragma once

#include "models/domain/observation.h"
#include "models/domain/result.h"

#include <QUrl>

#include <qcoro/qcorotask.h>

#include <stop_token>

namespace twinlake {

/// The estate's consumers.canary: where to ask, and JSON pointers to the region and the watermark in the answer.
struct CanaryQuestion {
    QUrl url;
    QString regionPointer;
    QString watermarkPointer; ///< empty: not asked
    PerRegion<QString> values; ///< consumers.values: the words for the two regions
    bool once = false; ///< no second try: whoever asks comes again within seconds
};

class NeutralReads {
public:
    virtual ~NeutralReads() = default;

    virtual QCoro::Task<Result<CanaryAnswer>> canary(CanaryQuestion question, std::stop_token stop) = 0;
    /// Any complete HTTP answer counts: the question is whether our own network works.
    virtual QCoro::Task<Result<>> witness(QUrl url, std::stop_token stop) = 0;
};

} // namespace twinlake
