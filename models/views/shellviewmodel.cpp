// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// UTC first, local beside it; in a rehearsal the speed stands where local time would.
#include "models/views/shellviewmodel.h"

#include "models/rules/limits.h"
#include "models/rules/reachability.h"
#include "models/views/readingform.h"

#include <QLocale>
#include <QTimeZone>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

StatusItem hostItem(const QString &name, const Reachability &reach, const Instant &now)
{
    StateSign sign = reachSign(reach.reach);
    const QString word = sign.word.toLower();
    sign.word.clear();
    if (reach.reach == Reach::NotAsked)
        return {sign, ShellViewModel::tr("%1 not asked yet").arg(name)};
    if (isSilent(reach.reach)) {
        const QString since = reach.silentSince ? ageText(*reach.silentSince, now) : QString();
        return {sign, ShellViewModel::tr("%1 %2 %3").arg(name, word, since).trimmed()};
    }
    const Instant probed = reach.lastProbeAt.value_or(Instant());
    const AgeState age = ageState(probed, now, fastFactLimit / 3);
    if (age == AgeState::Stale || age == AgeState::NeverRead) {
        sign = ageSign(AgeState::Stale);
        sign.word.clear();
        return {sign, ShellViewModel::tr("%1 stale, last asked %2 ago").arg(name, ageText(probed, now))};
    }
    if (reach.reach != Reach::Reachable)
        return {sign, ShellViewModel::tr("%1 %2 %3 ago").arg(name, word, ageText(probed, now))};
    return {sign, ShellViewModel::tr("%1 %2 ago").arg(name, ageText(probed, now))};
}

} // namespace

ShellViewModel::ShellViewModel(QObject *parent)
    : QObject(parent)
{
}

void ShellViewModel::setMode(Mode mode)
{
    m_mode = mode;
    refresh();
}

void ShellViewModel::setEstate(Estate estate)
{
    m_estate = std::move(estate);
    refresh();
}

void ShellViewModel::setPerson(const QString &person)
{
    m_person = person;
    refresh();
}

void ShellViewModel::setScenario(const QString &scenario)
{
    m_scenario = scenario;
    refresh();
}

void ShellViewModel::setSnapshot(EstateSnapshot snapshot)
{
    m_snapshot = std::move(snapshot);
    refresh();
}

void ShellViewModel::setRemarks(QStringList remarks)
{
    m_remarks = std::move(remarks);
    refresh();
}

void ShellViewModel::setBadge(const QString &page, int count)
{
    m_badges.insert(page, count);
    refresh();
}

void ShellViewModel::tick(const Instant &now, std::optional<double> speed)
{
    m_now = now;
    m_speed = speed;
    refresh();
}

void ShellViewModel::toggleLocalTime()
{
    m_localFirst = !m_localFirst;
    refresh();
}

QString ShellViewModel::context() const
{
    if (!m_scenario.isEmpty())
        return m_scenario;
    QStringList parts{m_estate.name, m_estate.environment, m_person};
    parts.removeAll(QString());
    return parts.join(tr(", "));
}

QString ShellViewModel::utcClock() const
{
    return m_now.isValid() ? m_now.toUTC().toString(u"yyyy-MM-dd HH:mm:ss'Z'"_s) : QString();
}

QString ShellViewModel::localClock() const
{
    if (!m_now.isValid())
        return {};
    const QDateTime local = m_now.toLocalTime();
    return QLocale().toString(local, u"ddd HH:mm:ss "_s) + local.timeZoneAbbreviation();
}

QString ShellViewModel::firstClock() const
{
    return m_localFirst ? localClock() : utcClock();
}

QString ShellViewModel::secondClock() const
{
    if (m_speed) {
        return *m_speed > 0 ? tr("virtual, speed %1x").arg(*m_speed) : tr("virtual, held");
    }
    return m_localFirst ? utcClock() : localClock();
}

QString ShellViewModel::windowTitle() const
{
    return m_estate.name.isEmpty() ? tr("%1 – Twinlake").arg(modeWord(m_mode))
                                   : tr("%1 – %2 – Twinlake").arg(modeWord(m_mode), m_estate.name);
}

void ShellViewModel::refresh()
{
    m_status.clear();
    if (m_now.isValid() && !m_snapshot.groups.isEmpty()) {
        // The hosts are the same for every group, so the first one's readings speak for all.
        const GroupFacts &facts = m_snapshot.groups.constFirst();
        for (const Region region : bothRegions)
            m_status.append(hostItem(m_estate.regions[region].label, facts.regions[region].reach, m_now));
        m_status.append(hostItem(tr("Terraform"), facts.terraform.reach, m_now));
        for (const Reachability &witness : std::as_const(m_snapshot.witnesses))
            m_status.append(hostItem(tr("neutral witness"), witness, m_now));
    }
    for (const QString &remark : std::as_const(m_remarks))
        m_status.append({std::nullopt, remark});
    Q_EMIT changed();
}

} // namespace twinlake
