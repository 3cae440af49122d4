# SPDX-FileCopyrightText: 2026 The Twinlake authors
# SPDX-License-Identifier: GPL-3.0-or-later
twinlake_test(tst_wizardrehearsal
  SOURCES tst_wizardrehearsal.cpp rehearseddriver.cpp
  LINKS twinlake_composition_windows
  TIMEOUT 600
  ENVIRONMENT "TWINLAKE_BINARY=$<TARGET_FILE:twinlake>")
add_dependencies(tst_wizardrehearsal twinlake)
set_tests_properties(tst_wizardrehearsal PROPERTIES RUN_SERIAL TRUE)
