// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/credentials/keychain.h"

#include <QCoreApplication>

#include <qcoro/qcorosignal.h>

#include <qt6keychain/keychain.h>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::chrono::milliseconds patience = std::chrono::seconds(10);

QString sayFailure(const QKeychain::Job &job, const QString &name)
{
    if (job.error() == QKeychain::EntryNotFound)
        return QCoreApplication::translate(
                   "Credentials",
                   "The keychain has no entry \u201c%1\u201d of the service \u201ctwinlake\u201d. Store "
                   "the token there, or write another source (env:VARIABLE, databrickscfg:PROFILE).")
            .arg(name);
    return QCoreApplication::translate("Credentials",
                                       "The keychain could not be read (%1). Unlock it, or write another source "
                                       "(env:VARIABLE, databrickscfg:PROFILE).")
        .arg(job.errorString());
}

} // namespace

QCoro::Task<Result<QByteArray>> keychainSecret(QString name)
{
    auto *job = new QKeychain::ReadPasswordJob(u"twinlake"_s);
    job->setAutoDelete(false);
    job->setKey(name);
    job->start();
    const auto finished = co_await qCoro(job, &QKeychain::Job::finished, patience);
    if (!finished) {
        job->setAutoDelete(true); // it ends when the person at its prompt does
        co_return fail(
            Error::Kind::Timeout,
            QCoreApplication::translate(
                "Credentials", "The keychain did not answer within ten seconds; it may wait for you to unlock it."));
    }
    job->deleteLater();
    if (job->error() != QKeychain::NoError)
        co_return fail(Error::Kind::Configuration, sayFailure(*job, name));
    co_return job->textData().toUtf8();
}

} // namespace twinlake
