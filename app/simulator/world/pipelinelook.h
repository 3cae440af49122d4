// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// PipelineLook and KeptText: a pipeline's documents as text, made again only when what they show has changed.
#pragma once

#include "models/domain/databricks.h"

#include <QString>

#include <optional>
#include <string>

namespace twinlake::simulator {

/// What the documents of a pipeline depend on. Only its newest update still changes.
struct PipelineLook {
    std::uint64_t updatesMade = 0;
    std::uint64_t edits = 0;
    std::int64_t lastModified = 0;
    UpdateState newest = UpdateState::Created;
    bool recovering = false;
    QString cause;

    friend bool operator==(const PipelineLook &, const PipelineLook &) = default;
};

class KeptText {
public:
    /// `make` is called if there is no text for this look yet.
    template <typename Make>
    const std::string &of(PipelineLook look, Make make)
    {
        if (m_look != look) {
            m_text = make();
            m_look = std::move(look);
        }
        return m_text;
    }

private:
    std::optional<PipelineLook> m_look;
    std::string m_text;
};

} // namespace twinlake::simulator
