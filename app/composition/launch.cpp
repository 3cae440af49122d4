// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/composition/launch.h"

#include "app/cli/exitcodes.h"
#include "app/cli/signals.h"

#include <QCoreApplication>

#include <cstdio>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

void complain(const QString &text)
{
    const QByteArray bytes = text.toUtf8() + '\n';
    std::fwrite(bytes.constData(), 1, static_cast<std::size_t>(bytes.size()), stderr);
}

QCoro::Task<> withClock(Estate estate, std::function<void(std::shared_ptr<EstateClock>)> go)
{
    const auto opened = co_await EstateClock::open(estate.rehearsal, false);
    if (!opened) {
        complain(opened.error().message);
        QCoreApplication::exit(toInt(ExitCode::Failed));
        co_return;
    }
    go(*opened);
}

int runLoop(std::function<void()> begin, std::function<void()> end)
{
    Signals signals;
    QObject::connect(&signals, &Signals::ended, &signals, [&end](int signal) {
        end();
        QCoreApplication::exit(exitCodeOfSignal(signal));
    });
    QMetaObject::invokeMethod(&signals, std::move(begin), Qt::QueuedConnection);
    return QCoreApplication::exec();
}

QString personHere()
{
    return qEnvironmentVariable("USER", qEnvironmentVariable("LOGNAME", u"operator"_s));
}

} // namespace twinlake
