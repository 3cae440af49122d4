// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/sql/listing.h"

#include "app/simulator/sql/filestable.h"
#include "app/simulator/world/regionworld.h"
#include "app/simulator/world/simpipeline.h"

#include <algorithm>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::int64_t mostEntries = 1001;

struct ListedLevel {
    QString path; ///< of the directory, ending in "/"
    std::int64_t limit;
    SqlResult result;
};

void addEntry(ListedLevel &level, const QString &name, std::int64_t size, SimTime modified)
{
    if (static_cast<std::int64_t>(level.result.rows.size()) < level.limit)
        level.result.rows.push_back(
            {level.path + name, name, QString::number(size), QString::number(epochMillis(modified))});
}

/// Of files [first, last]: empty if none of them lies there, for they may have been skipped or be late.
std::optional<SimTime> newestArrival(const PipelineData &data, std::int64_t first, std::int64_t last, SimTime now)
{
    for (std::int64_t file = last; file >= first; --file) {
        const auto arrival = data.zone().arrivalOf(file);
        if (arrival && *arrival <= now)
            return arrival;
        if (const Detour *const detour = data.zone().detours().of(file); detour && !detour->arrives)
            file = detour->from;
    }
    return std::nullopt;
}

// The entries of a directory are runs of files with the same next path segment; what is not below it is a run as well.
void listLevel(ListedLevel &level, const PipelineData &data, const QString &below, SimTime now)
{
    const std::int64_t files = data.zone().filesAt(now);
    const SourceStream &source = data.source();
    const auto entryOf = [&](std::int64_t file) -> QString {
        const QString path = filePathBelowZone(source, file);
        if (!path.startsWith(below))
            return {};
        const QString rest = path.mid(below.size());
        const qsizetype slash = rest.indexOf(u'/');
        return slash < 0 ? rest : rest.left(slash + 1);
    };
    const std::int64_t perHour = std::max<std::int64_t>(1, std::chrono::hours(1) / source.filePeriod());
    for (std::int64_t file = 0; file < files;) {
        const QString entry = entryOf(file);
        std::int64_t last = file;
        if (entry.isEmpty() || entry.endsWith(u'/')) {
            // From hour to hour is far enough to step without passing a directory, and half of that without passing
            // the one that is listed.
            for (std::int64_t step = entry.isEmpty() ? perHour / 2 : perHour; step > 0; step /= 2) {
                while (last + step < files && entryOf(last + step) == entry)
                    last += step;
            }
        }
        const auto arrival = entry.isEmpty() ? std::nullopt : newestArrival(data, file, last, now);
        if (arrival)
            addEntry(level, entry, entry.endsWith(u'/') ? 0 : fileSize(source, file), *arrival);
        file = last + 1;
    }
}

SqlError pathNotFound(const QString &path)
{
    return {u"BAD_REQUEST"_s, u"[PATH_NOT_FOUND] Path does not exist: %1. SQLSTATE: 42K03"_s.arg(path.left(200)),
            u"42K03"_s};
}

} // namespace

SqlAnswer runListing(const SparkNodes &nodes, const RegionWorld &world)
{
    if (nodes.size() < 2 || nodes[1].kind != SparkNode::Kind::Text)
        return tl::unexpected(syntaxError(nodes.size() < 2 ? u"end of input"_s : nodes[1].text));
    std::int64_t limit = mostEntries;
    std::size_t rest = 2;
    if (rest + 1 < nodes.size() && nodes[rest].isWord("WITH"_L1) && nodes[rest + 1].kind == SparkNode::Kind::Group)
        rest += 2;
    if (rest + 1 < nodes.size() && nodes[rest].isWord("LIMIT"_L1)) {
        bool good = false;
        limit = nodes[rest + 1].text.toLongLong(&good);
        if (!good || limit < 0 || limit > mostEntries)
            return tl::unexpected(syntaxError(nodes[rest + 1].text));
        rest += 2;
    }
    if (rest != nodes.size())
        return tl::unexpected(syntaxError(nodes[rest].text));

    ListedLevel level{nodes[1].text.endsWith(u'/') ? nodes[1].text : nodes[1].text + u'/', limit, {}};
    level.result.columns = {{u"path"_s, u"STRING"_s},
                            {u"name"_s, u"STRING"_s},
                            {u"size"_s, u"LONG"_s},
                            {u"modification_time"_s, u"LONG"_s}};
    for (const auto &pipeline : world.pipelines()) {
        if (!level.path.startsWith(pipeline->zoneAddress()))
            continue;
        const QString below = level.path.mid(pipeline->zoneAddress().size());
        const PipelineData &data = pipeline->data();
        listLevel(level, data, below, world.now());
        if (level.result.rows.empty() && !below.isEmpty() && limit > 0)
            return tl::unexpected(pathNotFound(nodes[1].text));
        return level.result;
    }
    return tl::unexpected(pathNotFound(nodes[1].text));
}

} // namespace twinlake::simulator
