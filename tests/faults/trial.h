// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Trial: a console is lost at a boundary of a recipe and another goes on: from the same journal, from a copy of it
// elsewhere, or without any. Judged on the simulator's ledger and state (reliability.md section 4a).
#pragma once

#include "tests/faults/crashrecipe.h"

#include <memory>

namespace twinlake {

enum class GoingOn { Same, Copied, None };
QString wayWord(GoingOn way);
/// Empty if there is no such way.
std::optional<GoingOn> wayFromWord(const QString &word);

/// Copies share one world: whoever goes on with one of them takes the world back to where it was copied first.
class Trial {
public:
    Trial(const CrashRecipe &recipe, int seed);
    /// A copy whose consoles, the present one's journal included, are in that folder of the world's.
    Trial in(const QString &folder) const;
    SteppedWorld &world() const { return m_world; }
    const QString &folder() const { return m_folder; }

    /// Why it could not begin; empty if it could.
    const QString &trouble() const { return m_trouble; }
    /// False when the recipe came to its end before the boundary was reached.
    bool crashAt(int boundary);
    /// The next console goes on, to its end or to a boundary of its own. True if it was lost there.
    bool goOn(GoingOn way, int boundary = 0);
    /// What is wrong now that nobody drives any more; empty if nothing is.
    QString verdict();

private:
    void lose();
    bool beginAnew(int boundary);
    QString whatIsLeftToDo() const;
    QString invariants() const;
    QString journalIsWhole() const;

    const CrashRecipe &m_recipe;
    std::shared_ptr<SteppedWorld> m_shared;
    SteppedWorld &m_world;
    QString m_folder; ///< its consoles' places
    Console m_console; ///< the latest
    int m_consoles = 1; ///< journals that the incident was driven from
    qsizetype m_before = 0; ///< requests before the recipe
    QString m_trouble; ///< what was wrong first
    Ended m_ended; ///< of the latest console
    int m_incidents; ///< a console that begins the recipe again has an incident of its own
    int m_lost = 0; ///< consoles
    int m_lostInTakeovers = 0; ///< consoles that may have been lost between the old lock and their own
    bool m_wasOver = false; ///< the lost console had done everything
};

} // namespace twinlake
