// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "models/estate/estate.h"

#include <algorithm>

namespace twinlake {

QList<JobId> FailoverGroup::jobs(Region region) const
{
    QList<JobId> all;
    for (const EstatePipeline &pipeline : pipelines) {
        const JobId job = pipeline.jobIds[region];
        if (!job.isEmpty() && !all.contains(job))
            all.append(job);
    }
    return all;
}

const FailoverGroup *Estate::group(const QString &groupName) const
{
    const auto found =
        std::find_if(groups.begin(), groups.end(), [&](const FailoverGroup &group) { return group.name == groupName; });
    return found == groups.end() ? nullptr : &*found;
}

} // namespace twinlake
