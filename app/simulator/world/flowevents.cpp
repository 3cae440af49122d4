// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a pipeline's flow tells in its event log, and what a selection of tables means for its update. The pipeline has
// one flow, from the landing zone through bronze to gold.
#include "app/simulator/world/simpipeline.h"

#include <algorithm>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;

namespace {

// "orders", "gold.orders" and "main.gold.orders" name the same table.
bool names(const QString &asked, const QString &table)
{
    const QString plain = QString(asked).remove(u'`');
    return table.compare(plain, Qt::CaseInsensitive) == 0 || table.endsWith(u'.' + plain, Qt::CaseInsensitive);
}

QStringList selection(const UpdateRecord &update, const char *key)
{
    QStringList tables;
    const auto found = update.request.is_object() ? update.request.find(key) : update.request.end();
    if (found == update.request.end() || !found->is_array())
        return tables;
    for (const nlohmann::json &table : *found) {
        if (table.is_string())
            tables << QString::fromStdString(table.get<std::string>());
    }
    return tables;
}

} // namespace

std::optional<QString> SimPipeline::unknownTable(const UpdateRecord &update) const
{
    for (const char *const key : {"full_refresh_selection", "refresh_selection"}) {
        const QStringList asked = selection(update, key);
        const auto unknown = std::find_if(asked.begin(), asked.end(), [this](const QString &table) {
            return !names(table, m_fleet.bronzeTable) && !names(table, m_fleet.goldTable);
        });
        if (unknown != asked.end())
            return unknown->left(200);
    }
    return std::nullopt;
}

// Gold is read from bronze as a stream, so that refreshing either in full begins both again.
bool SimPipeline::resets(const UpdateRecord &update) const
{
    const auto full = update.request.is_object() ? update.request.find("full_refresh") : update.request.end();
    return (full != update.request.end() && *full == true) || !selection(update, "full_refresh_selection").isEmpty();
}

void SimPipeline::fail(const QString &message)
{
    m_cause = message;
    const nlohmann::json exception{{"class_name", "com.databricks.pipelines.common.errors.DLTAnalysisException"},
                                   {"message", message.toStdString()}};
    PipelineEvent event{{},      m_context.serverNow(), u"update_progress"_s, u"ERROR"_s,
                        message, m_updates.front().id,  {{"state", "FAILED"}}};
    event.error = {{"fatal", true}, {"exceptions", nlohmann::json::array({exception})}};
    m_events.append(std::move(event));
    finish(UpdateState::Failed, false);
}

void SimPipeline::recordFlow(const char *status, const QString &message, const nlohmann::json &metrics)
{
    const QString flow = m_fleet.goldTable.section(u'.', -1);
    nlohmann::json details{{"status", status}};
    if (!metrics.is_null())
        details["metrics"] = metrics;
    PipelineEvent event{{},
                        m_context.serverNow(),
                        u"flow_progress"_s,
                        qstrcmp(status, "FAILED") == 0 ? u"ERROR"_s : u"INFO"_s,
                        u"Flow '%1' %2"_s.arg(flow, message),
                        m_updates.front().id,
                        std::move(details)};
    event.flow = flow;
    m_events.append(std::move(event));
}

void SimPipeline::recordFlowEnd(UpdateState state)
{
    const nlohmann::json metrics{{"num_output_rows", std::max<std::int64_t>(m_data.rows() - m_rowsAtStart, 0)},
                                 {"backlog_files", m_data.discovered().files() - m_data.committed().files()}};
    if (state == UpdateState::Completed)
        recordFlow("COMPLETED", u"has COMPLETED."_s, metrics);
    else if (state == UpdateState::Failed)
        recordFlow("FAILED", u"has FAILED."_s, metrics);
    else
        recordFlow("STOPPED", u"is STOPPED."_s, metrics);
}

void SimPipeline::recordGraph()
{
    const QString update = m_updates.front().id;
    const QString flow = m_fleet.goldTable.section(u'.', -1);
    for (const QString &table : {m_fleet.bronzeTable, m_fleet.goldTable}) {
        PipelineEvent event{{},
                            m_context.serverNow(),
                            u"dataset_definition"_s,
                            u"INFO"_s,
                            u"Dataset '%1' defined as STREAMING_TABLE."_s.arg(table),
                            update,
                            {{"dataset_type", "STREAMING_TABLE"}, {"num_flows", 1}}};
        event.flow = table.section(u'.', -1);
        m_events.append(std::move(event));
    }
    PipelineEvent event{{},
                        m_context.serverNow(),
                        u"flow_definition"_s,
                        u"INFO"_s,
                        u"Flow '%1' defined as APPEND."_s.arg(flow),
                        update,
                        {{"output_dataset", m_fleet.goldTable.toStdString()},
                         {"input_datasets", nlohmann::json::array({{{"name", m_fleet.bronzeTable.toStdString()}}})},
                         {"flow_type", "APPEND"}}};
    event.flow = flow;
    m_events.append(std::move(event));
    recordFlow("QUEUED", u"is QUEUED."_s);
}

void SimPipeline::shutDown()
{
    const bool waited = recovering();
    m_retry.reset();
    m_restart = false;
    UpdateRecord *const newest = m_updates.empty() ? nullptr : &m_updates.front();
    if (newest && isActive(newest->state)) {
        data().stopFlow();
        closeSpans();
        newest->state = UpdateState::Canceled;
        recordState(*newest, m_context.serverNow(), u"USER_ACTION"_s);
    } else if (!waited) {
        return;
    }
    for (const Watcher &watcher : m_watchers)
        watcher(UpdateState::Canceled);
}

} // namespace twinlake::simulator
