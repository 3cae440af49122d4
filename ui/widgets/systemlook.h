// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The system's own choice of theme. Qt 6.4 has no colour scheme hint, so the settings portal is asked, else the
// palette.
#pragma once

#include "ui/widgets/theme.h"

namespace twinlake {

/// Dark, Light or HighContrast, never System. Waits for the portal at most 300 ms; no portal is no error.
ThemeName systemLook();

} // namespace twinlake
