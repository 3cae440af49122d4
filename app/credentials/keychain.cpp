// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/credentials/keychain.h"

#include "app/http/turnqueue.h"

#include <QCoreApplication>
#include <QDeadlineTimer>

#include <qt6keychain/keychain.h>

#include <mutex>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::chrono::seconds longestEnd(5);

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

void readWithQtKeychain(const QString &name, const KeychainThread::Answer &answer)
{
    auto *job = new QKeychain::ReadPasswordJob(u"twinlake"_s); // deletes itself
    job->setKey(name);
    QObject::connect(job, &QKeychain::Job::finished, job, [job, name, answer] {
        if (job->error() == QKeychain::NoError)
            answer(job->textData().toUtf8());
        else
            answer(fail(Error::Kind::Configuration, sayFailure(*job, name)));
    });
    job->start();
}

/// What one caller waits for; on the caller's thread.
struct Wait {
    TurnQueue seat{0, nullptr}; // no place is free until the answer gives one
    std::optional<Result<QByteArray>> answer;
};

std::mutex ownerMutex;
std::unique_ptr<KeychainThread> owner;

KeychainThread &ownerOfThisProcess()
{
    const std::lock_guard lock(ownerMutex);
    if (!owner) {
        owner = std::make_unique<KeychainThread>(readWithQtKeychain);
        qAddPostRoutine([] {
            const std::lock_guard ending(ownerMutex);
            owner.reset();
        });
    }
    return *owner;
}

} // namespace

KeychainThread::KeychainThread(Read read)
    : m_thread(std::make_unique<QThread>())
    , m_context(new QObject)
    , m_jobs(std::make_shared<std::optional<Mailbox<Job>>>())
{
    m_thread->setObjectName(u"keychain"_s);
    m_context->moveToThread(m_thread.get());
    QObject::connect(m_thread.get(), &QThread::finished, m_context, &QObject::deleteLater);
    m_thread->start();
    const auto begin = [this, read = std::move(read)] {
        m_jobs->emplace(Mailbox<Job>::Keep::All, [read](const Job &job) { read(job.name, job.answer); });
        m_post = (*m_jobs)->sender();
    };
    QMetaObject::invokeMethod(m_context, begin, Qt::BlockingQueuedConnection);
}

KeychainThread::~KeychainThread()
{
    QMetaObject::invokeMethod(
        m_context, [jobs = m_jobs] { jobs->reset(); }, Qt::QueuedConnection);
    m_thread->quit();
    if (!m_thread->wait(QDeadlineTimer(longestEnd)))
        static_cast<void>(m_thread.release()); // a keychain that hangs does not hold up the end of the process
}

QCoro::Task<Result<QByteArray>> KeychainThread::secret(QString name, std::stop_token stop,
                                                       std::chrono::milliseconds patience)
{
    const auto wait = std::make_shared<Wait>();
    Mailbox<Result<QByteArray>> answers(Mailbox<Result<QByteArray>>::Keep::All, [wait](Result<QByteArray> answer) {
        wait->answer = std::move(answer);
        wait->seat.release();
    });
    Job job;
    job.name = name;
    job.answer = answers.sender(); // what comes after this wait finds nobody
    m_post(job);
    const bool answered = co_await wait->seat.turn(patience, stop);
    if (answered)
        co_return Result<QByteArray>(*wait->answer);
    if (stop.stop_requested())
        co_return fail(Error::Kind::Cancelled, QString());
    co_return fail(
        Error::Kind::Timeout,
        QCoreApplication::translate(
            "Credentials", "The keychain did not answer within ten seconds; it may wait for you to unlock it."));
}

QCoro::Task<Result<QByteArray>> keychainSecret(QString name, std::stop_token stop)
{
    return ownerOfThisProcess().secret(std::move(name), std::move(stop));
}

} // namespace twinlake
