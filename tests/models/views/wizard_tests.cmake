# SPDX-FileCopyrightText: 2026 The Twinlake authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The wizard, the plan tree and the lag page without a screen.
set(samples ../../support/sampleruns.cpp)
twinlake_test(tst_wizardviewmodel SOURCES tst_wizardviewmodel.cpp ${samples} LINKS twinlake_views LABELS models)
twinlake_test(tst_wizardways SOURCES tst_wizardways.cpp ${samples} LINKS twinlake_views LABELS models)
twinlake_test(tst_wizardanswers SOURCES tst_wizardanswers.cpp ${samples} LINKS twinlake_views LABELS models)
twinlake_test(tst_wizardincidents SOURCES tst_wizardincidents.cpp ${samples} LINKS twinlake_views LABELS models)
twinlake_test(tst_adviceleads LINKS twinlake_views LABELS models)
twinlake_test(tst_plantreemodel SOURCES tst_plantreemodel.cpp ${samples} LINKS twinlake_views LABELS models)
twinlake_test(tst_laglines LINKS twinlake_views LABELS models)
