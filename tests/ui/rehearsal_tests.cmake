# SPDX-FileCopyrightText: 2026 The Twinlake authors
# SPDX-License-Identifier: GPL-3.0-or-later
twinlake_test(tst_wizardrehearsal
  SOURCES tst_wizardrehearsal.cpp rehearseddriver.cpp
  LINKS twinlake_composition_windows
  TIMEOUT 600
  ENVIRONMENT "TWINLAKE_BINARY=$<TARGET_FILE:twinlake>")
twinlake_test(tst_wizardleaving
  SOURCES tst_wizardleaving.cpp rehearseddriver.cpp
  LINKS twinlake_composition_windows
  TIMEOUT 600
  ENVIRONMENT "TWINLAKE_BINARY=$<TARGET_FILE:twinlake>")
twinlake_test(tst_windowclosing
  LINKS twinlake_composition_windows
  TIMEOUT 600
  ENVIRONMENT "TWINLAKE_BINARY=$<TARGET_FILE:twinlake>")
add_dependencies(tst_windowclosing twinlake)
add_dependencies(tst_wizardrehearsal twinlake)
add_dependencies(tst_wizardleaving twinlake)
set_tests_properties(tst_wizardrehearsal tst_wizardleaving PROPERTIES RUN_SERIAL TRUE)

# `cmake --build --preset release --target screenshots` writes every screen of a running rehearsal into the build folder.
add_executable(take_screenshots EXCLUDE_FROM_ALL screenshots.cpp rehearseddriver.cpp)
target_include_directories(take_screenshots PRIVATE ${PROJECT_SOURCE_DIR})
target_link_libraries(take_screenshots PRIVATE twinlake_composition_windows Qt6::Test twinlake_flags)
add_custom_target(screenshots
  COMMAND ${CMAKE_COMMAND} -E env QT_QPA_PLATFORM=offscreen $<TARGET_FILE:take_screenshots> $<TARGET_FILE:twinlake>
          ${CMAKE_BINARY_DIR}/screenshots dark
  COMMAND ${CMAKE_COMMAND} -E env QT_QPA_PLATFORM=offscreen $<TARGET_FILE:take_screenshots> $<TARGET_FILE:twinlake>
          ${CMAKE_BINARY_DIR}/screenshots light
  DEPENDS take_screenshots twinlake
  USES_TERMINAL)
