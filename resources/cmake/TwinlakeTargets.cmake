# SPDX-FileCopyrightText: 2026 The Twinlake authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# How every target of this tree is built: flags, libraries, tests.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_AUTOMOC ON)
set(CMAKE_AUTOGEN_ORIGIN_DEPENDS OFF) # moc needs no other target, so lint runs it without a build
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE_PROGRAM})
endif()

option(TWINLAKE_WERROR "Treat warnings as errors" ON)
option(TWINLAKE_FUZZ "Build the fuzz targets; needs clang with its libFuzzer" OFF)

# Parsing Qt's, the standard library's and the JSON library's headers is most of what a compile costs here; a library's
# sources share one parse of them, ten at a time. Off in dev, where a change should recompile its own file alone.
option(TWINLAKE_UNITY "Compile a library's sources in batches" OFF)

add_library(twinlake_flags INTERFACE)
target_compile_options(twinlake_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual
  $<$<BOOL:${TWINLAKE_WERROR}>:-Werror>)
# GCC 12 cries wolf with these at -O2: in coroutine frames, std::optional, std::string's operator+ and nlohmann-json.
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  target_compile_options(twinlake_flags INTERFACE
    -Wno-maybe-uninitialized -Wno-restrict -Wno-array-bounds -Wno-stringop-overflow -Wno-stringop-overread
    -Wno-mismatched-new-delete -Wno-free-nonheap-object)
  if(TWINLAKE_UNITY) # a class of a source file may hold what is private to that file; a batch looks like a header to GCC
    target_compile_options(twinlake_flags INTERFACE -Wno-subobject-linkage)
  endif()
endif()
target_compile_definitions(twinlake_flags INTERFACE
  QT_NO_KEYWORDS QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_CAST_FROM_BYTEARRAY
  QT_NO_URL_CAST_FROM_STRING QT_DISABLE_DEPRECATED_BEFORE=0x060400
  TWINLAKE_VERSION="${PROJECT_VERSION}")

# One static library per arrow end. Sources are listed by hand; includes are written from the top folder,
# e.g. #include "models/domain/pipeline.h".
function(twinlake_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINKS" ${ARGN})
  add_library(${name} STATIC ${ARG_SOURCES})
  target_include_directories(${name} PUBLIC ${PROJECT_SOURCE_DIR})
  target_link_libraries(${name} PUBLIC ${ARG_LINKS} PRIVATE twinlake_flags)
  set_target_properties(${name} PROPERTIES UNITY_BUILD ${TWINLAKE_UNITY} UNITY_BUILD_BATCH_SIZE 10)
endfunction()

# All tests that the sanitizer run of .ci/run repeats.
set(TWINLAKE_SANITIZER_LABELS models http simulator)
add_custom_target(sanitizer_tests)

# A Qt Test executable. LABELS choose what the sanitizer run of .ci/run repeats; ENVIRONMENT and TIMEOUT as in ctest.
function(twinlake_test name)
  cmake_parse_arguments(ARG "" "TIMEOUT" "SOURCES;LINKS;LABELS;ENVIRONMENT" ${ARGN})
  if(NOT ARG_SOURCES)
    set(ARG_SOURCES ${name}.cpp)
  endif()
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 120)
  endif()
  add_executable(${name} ${ARG_SOURCES})
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR})
  target_link_libraries(${name} PRIVATE ${ARG_LINKS} Qt6::Test twinlake_flags)
  add_test(NAME ${name} COMMAND ${name})
  foreach(label IN LISTS ARG_LABELS)
    if(label IN_LIST TWINLAKE_SANITIZER_LABELS)
      add_dependencies(sanitizer_tests ${name})
    endif()
  endforeach()
  set_tests_properties(${name} PROPERTIES TIMEOUT ${ARG_TIMEOUT} LABELS "${ARG_LABELS}"
    ENVIRONMENT "QT_QPA_PLATFORM=offscreen;TZ=UTC;LC_ALL=C.UTF-8;${ARG_ENVIRONMENT}")
endfunction()

# Each folder of a room is a target or a few of its own.
function(twinlake_rooms)
  foreach(room IN LISTS ARGN)
    add_subdirectory(${room})
  endforeach()
endfunction()
