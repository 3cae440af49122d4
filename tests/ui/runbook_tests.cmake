# SPDX-FileCopyrightText: 2026 The Twinlake authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The runbook and the lag page, offscreen.
set(samples ../support/sampleruns.cpp)
twinlake_test(tst_runbookpage SOURCES tst_runbookpage.cpp ${samples} LINKS twinlake_ui_runbook)
twinlake_test(tst_wizardpictures SOURCES tst_wizardpictures.cpp ../support/sampletroubles.cpp ${samples}
  LINKS twinlake_ui_runbook)
