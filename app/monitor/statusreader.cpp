// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/monitor/statusreader.h"

namespace twinlake {

QCoro::Task<EstateSnapshot> readOnce(const Estate &estate, MonitorPorts ports, std::stop_token stop)
{
    FactParts parts;
    parts.reach = parts.pipelines = parts.jobs = parts.warehouse = true;
    parts.watermarks = parts.landing = parts.canary = true;
    parts.askWholeTerraform();
    std::vector<std::unique_ptr<FactReader>> readers;
    std::vector<QCoro::Task<>> reads;
    for (const FailoverGroup &group : estate.groups) {
        readers.push_back(std::make_unique<FactReader>(estate, group.name, ports.databricks, ports.terraform,
                                                       ports.neutral, *ports.clock, 1));
        parts.witnesses = readers.size() == 1;
        reads.push_back(readers.back()->read(parts, stop));
    }
    for (auto &read : reads)
        co_await read;
    EstateSnapshot snapshot;
    snapshot.at = ports.clock->now();
    for (const auto &reader : readers) {
        snapshot.groups.append(reader->facts());
        snapshot.witnesses.insert(reader->witnesses());
    }
    co_return snapshot;
}

} // namespace twinlake
