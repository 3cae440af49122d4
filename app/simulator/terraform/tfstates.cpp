// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/terraform/tfstates.h"

#include "app/simulator/terraform/tfstatefile.h"

#include <QCryptographicHash>

#include <algorithm>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto processing = 1s;
constexpr auto patience = 30min; // after that a state version without content is given up

QString md5Of(const QByteArray &content)
{
    return QString::fromLatin1(QCryptographicHash::hash(content, QCryptographicHash::Md5).toHex());
}

} // namespace

const TfStateVersion *TfStates::find(const QString &id) const
{
    const auto found =
        std::find_if(m_versions.cbegin(), m_versions.cend(), [&](const TfStateVersion &one) { return one.id == id; });
    return found == m_versions.cend() ? nullptr : &*found;
}

const TfStateVersion *TfStates::bySecret(const QByteArray &secret) const
{
    const auto found = std::find_if(m_versions.cbegin(), m_versions.cend(),
                                    [&](const TfStateVersion &one) { return one.secret == secret; });
    return found == m_versions.cend() ? nullptr : &*found;
}

const TfStateVersion *TfStates::ofOutput(const QString &outputId, const TfStateOutput **output) const
{
    for (const TfStateVersion &version : m_versions) {
        for (const TfStateOutput &one : version.outputs) {
            if (one.id == outputId) {
                *output = &one;
                return &version;
            }
        }
    }
    return nullptr;
}

const TfStateVersion *TfStates::current(const TfWorkspace &workspace) const
{
    for (auto id = workspace.stateVersions.crbegin(); id != workspace.stateVersions.crend(); ++id) {
        const TfStateVersion *version = find(*id);
        if (version && version->status == u"finalized"_s)
            return version;
    }
    return nullptr;
}

bool TfStates::isPending(const TfWorkspace &workspace, SimTime now) const
{
    const TfStateVersion *newest = workspace.stateVersions.isEmpty() ? nullptr : find(workspace.stateVersions.last());
    return newest && newest->status == u"pending"_s && now - newest->createdAt < patience;
}

TfStateVersion &TfStates::add(TfWorkspace &workspace, SimTime now)
{
    TfStateVersion version;
    const auto ordinal = static_cast<std::uint64_t>(workspace.stateVersions.size());
    version.id = m_draw.terraformId(u"sv-"_s, workspace.id, ordinal);
    version.workspaceId = workspace.id;
    version.status = u"pending"_s;
    version.secret = m_draw.hex(u"state/"_s + version.id, 0, 64).toLatin1();
    version.createdAt = now;
    version.processedAt = now;
    workspace.stateVersions.append(version.id);
    m_versions.push_back(std::move(version));
    return m_versions.back();
}

TfResult<> TfStates::admit(const TfWorkspace &workspace, const TfStateWish &wish, const TfPrincipal &who) const
{
    if (!wish.serial || wish.md5.isEmpty())
        return tl::unexpected(TfRefusal{422, u"invalid attribute"_s, u"Serial and md5 can't be blank"_s});
    if (!workspace.lock) {
        return tl::unexpected(
            tfConflict(u"This workspace is not locked and will only accept state uploads when locked"_s));
    }
    if (workspace.lock->id != who.id) {
        return tl::unexpected(tfConflict(u"This workspace is locked by %1 and will only accept state uploads from "
                                         "them while locked."_s.arg(workspace.lock->holder)));
    }
    const TfStateVersion *newest = current(workspace);
    if (!newest || wish.force)
        return {};
    if (!wish.lineage.isEmpty() && wish.lineage != newest->lineage) {
        return tl::unexpected(tfConflict(u"The lineage provided in the state file does not match the value currently "
                                         "known by Terraform Cloud. Expected lineage: %1"_s.arg(newest->lineage)));
    }
    if (*wish.serial == newest->serial && wish.md5 != newest->md5) {
        return tl::unexpected(tfConflict(u"The MD5 hash of the state provided does not match what is currently known "
                                         "for the same serial number"_s));
    }
    if (*wish.serial < newest->serial) {
        return tl::unexpected(
            tfConflict(u"The serial provided in the state file is not greater than the serial "
                       "currently known remotely. Expected a serial greater than %1"_s.arg(newest->serial)));
    }
    return {};
}

TfResult<QString> TfStates::create(TfWorkspace &workspace, const TfStateWish &wish, const TfPrincipal &who, SimTime now)
{
    if (const TfResult<> admitted = admit(workspace, wish, who); !admitted)
        return tl::unexpected(admitted.error());
    if (!wish.state.isEmpty() && (md5Of(wish.state) != wish.md5 || !readStateFile(wish.state))) {
        return tl::unexpected(
            TfRefusal{422, u"invalid attribute"_s, u"The uploaded state does not match its MD5 hash"_s});
    }
    TfStateVersion &version = add(workspace, now);
    version.createdBy = who.id;
    version.runId = wish.runId;
    version.serial = *wish.serial;
    version.md5 = wish.md5;
    version.lineage = wish.lineage;
    version.json = wish.jsonState;
    version.jsonUploaded = !wish.jsonState.isEmpty();
    if (!wish.state.isEmpty())
        finalize(version, wish.state, now);
    return version.id;
}

TfResult<QString> TfStates::rollBack(TfWorkspace &workspace, const QString &to, const TfPrincipal &who, SimTime now)
{
    const TfStateVersion *old = find(to);
    if (!old || old->workspaceId != workspace.id || old->status != u"finalized"_s)
        return tl::unexpected(tfNotFoundHere());
    const TfStateVersion *newest = current(workspace);
    const std::int64_t serial = newest->serial + 1;
    const QByteArray content = withSerial(old->raw, serial);
    TfStateWish wish;
    wish.serial = serial;
    wish.md5 = md5Of(content);
    wish.lineage = old->lineage;
    wish.state = content;
    wish.jsonState = old->json;
    return create(workspace, wish, who, now);
}

QString TfStates::save(TfWorkspace &workspace, const QString &runId, const QByteArray &resources,
                       const QByteArray &outputs, const QString &terraformVersion, SimTime now)
{
    const TfStateVersion *before = current(workspace);
    const std::int64_t serial = before ? before->serial + 1 : 1;
    const QString lineage = before ? before->lineage : m_draw.uuid(u"lineage/"_s + workspace.id, 0);
    TfStateVersion &version = add(workspace, now);
    const QByteArray raw = writeStateFile(resources, outputs, terraformVersion, serial, lineage);
    version.runId = runId;
    version.serial = serial;
    version.lineage = lineage;
    version.md5 = md5Of(raw);
    finalize(version, raw, now);
    return version.id;
}

TfStateVersion *TfStates::pendingOf(const QByteArray &secret)
{
    return const_cast<TfStateVersion *>(bySecret(secret));
}

TfStates::Uploaded TfStates::upload(const QByteArray &secret, const QByteArray &content, SimTime now)
{
    TfStateVersion *version = pendingOf(secret);
    if (!version)
        return Uploaded::Unknown;
    if (version->status != u"pending"_s)
        return Uploaded::Twice;
    if (md5Of(content) != version->md5 || !readStateFile(content))
        return Uploaded::Unfit;
    finalize(*version, content, now);
    return Uploaded::Accepted;
}

TfStates::Uploaded TfStates::uploadJson(const QByteArray &secret, const QByteArray &content)
{
    TfStateVersion *version = pendingOf(secret);
    if (!version)
        return Uploaded::Unknown;
    if (version->jsonUploaded)
        return Uploaded::Twice;
    version->json = content;
    version->jsonUploaded = true;
    return Uploaded::Accepted;
}

void TfStates::finalize(TfStateVersion &version, const QByteArray &raw, SimTime now)
{
    const auto file = readStateFile(raw);
    version.raw = raw;
    version.status = u"finalized"_s;
    version.processedAt = now + processing;
    version.terraformVersion = file->terraformVersion;
    if (version.lineage.isEmpty())
        version.lineage = file->lineage;
    version.resources = file->resourceList;
    version.resourceCount = file->resourceCount;
    version.outputs = file->outputs;
    for (TfStateOutput &output : version.outputs)
        output.id = m_draw.terraformId(u"wsout-"_s, version.id + u'/' + output.name, 0);
}

} // namespace twinlake::simulator
