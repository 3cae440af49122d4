// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Boundary: the instants at which a console may be lost and the incident has to go on all the same. The crash matrix
// kills the process at each of them (reliability.md section 4a).
#pragma once

namespace twinlake {

enum class Boundary {
    BeforeIntent, ///< decided, not yet written down
    AfterIntent, ///< on disk, no byte has left
    Sent, ///< the last byte is with the system
    ReplyBegun, ///< the server has acted, nothing of the answer is read
    ReplyRead, ///< known here, not yet written down
    AfterOutcome, ///< on disk
    AfterEvent, ///< any other event that changes the state is on disk
};

} // namespace twinlake
