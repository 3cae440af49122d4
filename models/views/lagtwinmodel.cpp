// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The rows of the lag chart's table twin.
#include "models/views/lagtwinmodel.h"

#include <algorithm>

namespace twinlake {

namespace {

constexpr int evenSteps = 7;
constexpr int mostRows = 16;

std::optional<Instant> peakOf(const LagLine &line)
{
    std::optional<LagPoint> peak;
    for (const QList<LagPoint> &stretch : line.stretches) {
        for (const LagPoint &point : stretch) {
            if (!peak || point.lag > peak->lag)
                peak = point;
        }
    }
    return peak ? std::optional(peak->at) : std::nullopt;
}

std::optional<Instant> newestOf(const PerRegion<LagLine> &lines)
{
    std::optional<Instant> newest;
    for (const Region region : bothRegions) {
        const auto point = lines[region].newest();
        if (point && (!newest || point->at > *newest))
            newest = point->at;
    }
    return newest;
}

} // namespace

QList<LagTwinRow> lagTwinRows(const PerRegion<LagLine> &lines, const QList<LagMark> &marks, const Instant &from,
                              const Instant &to)
{
    QMap<Instant, QString> moments; // the first note wins: marks before peaks, peaks before even steps
    const auto note = [&](const Instant &at, const QString &text) {
        if (at >= from && at <= to && !moments.contains(at))
            moments.insert(at, text);
    };
    for (const LagMark &mark : marks)
        note(mark.at, mark.label);
    for (const Region region : bothRegions) {
        for (const LagGap &gap : lines[region].gaps.mid(qMax(0, lines[region].gaps.size() - 2)))
            note(gap.from, gap.asked ? LagTwinModel::tr("last answer") : LagTwinModel::tr("last reading"));
        if (const auto peak = peakOf(lines[region]))
            note(*peak, LagTwinModel::tr("peak"));
    }
    if (const auto newest = newestOf(lines))
        note(*newest, LagTwinModel::tr("newest"));
    const Duration step = between(from, to) / evenSteps;
    for (int i = evenSteps; i >= 0 && moments.size() < mostRows; --i)
        note(later(from, step * i), {});

    QList<LagTwinRow> rows;
    for (auto it = moments.cend(); it != moments.cbegin();) {
        --it;
        LagTwinRow row{it.key(), it.value(), {}, {}};
        for (const Region region : bothRegions) {
            const LagReading reading = lagAt(lines[region], it.key());
            row.lag[region] = lagText(reading);
            row.unknown[region] = reading.gap.has_value();
        }
        rows.append(row);
    }
    return rows;
}

void LagTwinModel::setRows(QList<LagTwinRow> rows)
{
    if (rows == m_rows)
        return;
    if (rows.size() == m_rows.size()) { // the common case, a poll later: the view keeps its place
        m_rows = std::move(rows);
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
        return;
    }
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

void LagTwinModel::setRegionLabels(PerRegion<QString> labels)
{
    m_labels = std::move(labels);
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
}

int LagTwinModel::rowNearest(const Instant &at) const
{
    int nearest = -1;
    for (int row = 0; row < m_rows.size(); ++row) {
        if (nearest < 0 || qAbs(m_rows.at(row).at.msecsTo(at)) < qAbs(m_rows.at(nearest).at.msecsTo(at)))
            nearest = row;
    }
    return nearest;
}

int LagTwinModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int LagTwinModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant LagTwinModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const LagTwinRow &row = m_rows.at(index.row());
    if (role == NoteRole)
        return index.column() == At ? row.note : QString();
    if (role == InstantRole)
        return row.at;
    const Region region = index.column() == Primary ? Region::Primary : Region::Secondary;
    if (role == UnknownRole)
        return index.column() != At && row.unknown[region];
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::AlignVCenter | (index.column() == At ? Qt::AlignLeft : Qt::AlignRight));
    if (role != Qt::DisplayRole)
        return {};
    return index.column() == At ? row.at.toUTC().toString(u"HH:mm:ss'Z'") : row.lag[region];
}

QVariant LagTwinModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::AlignVCenter | (section == At ? Qt::AlignLeft : Qt::AlignRight));
    if (role != Qt::DisplayRole)
        return {};
    if (section == At)
        return tr("UTC");
    return m_labels[section == Primary ? Region::Primary : Region::Secondary];
}

} // namespace twinlake
