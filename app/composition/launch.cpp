// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/composition/launch.h"

#include "app/cli/exitcodes.h"
#include "app/cli/signals.h"

#include <QCoreApplication>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

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
