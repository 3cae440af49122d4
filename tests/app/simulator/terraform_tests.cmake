# SPDX-FileCopyrightText: 2026 The Twinlake authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Tests of the simulator's Terraform half, its sockets and its control address.
twinlake_test(tst_terraformworld LINKS twinlake_simterraform LABELS simulator)
twinlake_test(tst_terraformface LINKS twinlake_simterraform LABELS simulator)
twinlake_test(tst_terraformcloud LINKS twinlake_simterraform LABELS simulator)
twinlake_test(tst_terraformassessments LINKS twinlake_simterraform LABELS simulator)
twinlake_test(tst_terraformvariables LINKS twinlake_simterraform LABELS simulator)
twinlake_test(tst_terraformstates LINKS twinlake_simterraform LABELS simulator)
twinlake_test(tst_hcl LINKS twinlake_simhcl LABELS simulator)

add_executable(simulatehost simulatehost.cpp)
target_link_libraries(simulatehost PRIVATE twinlake_simulator twinlake_flags)
twinlake_test(tst_faults LINKS twinlake_simfaults LABELS simulator)
twinlake_test(tst_scenario LINKS twinlake_scenarios LABELS simulator)
target_compile_definitions(tst_scenario PRIVATE TWINLAKE_TREE="${PROJECT_SOURCE_DIR}")
twinlake_test(tst_simserver LINKS twinlake_simserver LABELS simulator)
twinlake_test(tst_wirefaults LINKS twinlake_simserver LABELS simulator)
twinlake_test(tst_limits LINKS twinlake_simserver LABELS simulator TIMEOUT 300)
foreach(subject worldfaults datafaults terraformfaults uploadfaults determinism)
  twinlake_test(tst_${subject} LINKS twinlake_simulator LABELS simulator)
endforeach()
twinlake_test(tst_simulation LINKS twinlake_simulator twinlake_estate LABELS simulator)
target_compile_definitions(tst_simulation PRIVATE SIMULATEHOST="$<TARGET_FILE:simulatehost>")
add_dependencies(tst_simulation simulatehost)
