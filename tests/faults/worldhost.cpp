// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A simulator in step mode whose world can be kept and come back to: worldhost SCENARIO SEED ESTATE. It is told so by
// letters on stdin and answers each with a line: k keeps the world as it stands, b goes back to the world kept last,
// f forgets that one and goes back to the one kept before it. The end of stdin is its end.
//
// A world is kept by a fork: the process waits in its place, with the sockets that it listens on, until its child has
// gone, and then makes another. So what comes back is all of it, with the same addresses.
#include "app/simulator/process/simulate.h"

#include <QAbstractEventDispatcher>
#include <QCoreApplication>
#include <QSocketNotifier>

#include <csignal>

#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace Qt::Literals::StringLiterals;

namespace {

enum Ended { Closed = 0, Back = 100, Forgotten = 101 }; // as exit codes

void answer(const char *line)
{
    [[maybe_unused]] const auto written = ::write(STDOUT_FILENO, line, qstrlen(line));
}

/// What has reached a socket is in the kernel, where a fork does not keep it: it is read first.
void settle()
{
    QAbstractEventDispatcher *const dispatcher = QAbstractEventDispatcher::instance();
    while (dispatcher->processEvents(QEventLoop::ExcludeUserInputEvents))
        continue;
}

/// Gives control back in the child alone.
void keep()
{
    settle();
    const char *line = "kept\n";
    for (;;) {
        const pid_t parent = ::getpid();
        const pid_t child = ::fork();
        if (child == 0) {
            ::prctl(PR_SET_PDEATHSIG, SIGKILL);
            if (::getppid() != parent)
                ::_exit(Closed);
            answer(line);
            return;
        }
        int status = 0;
        while (::waitpid(child, &status, 0) < 0 && errno == EINTR)
            continue;
        const int code = WIFEXITED(status) ? WEXITSTATUS(status) : 1;
        if (code != Back)
            ::_exit(code == Forgotten ? Back : code);
        line = "back\n";
    }
}

void obey(char letter)
{
    if (letter == 'k')
        keep();
    else
        ::_exit(letter == 'b' ? Back : Forgotten);
}

void readLetter()
{
    char letter = 0;
    if (::read(STDIN_FILENO, &letter, 1) == 1)
        obey(letter);
    else
        ::_exit(Closed);
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    twinlake::simulator::SimulateOptions options;
    options.scenario = arguments.value(1);
    options.seed = arguments.value(2).toULongLong();
    options.writeEstate = arguments.value(3);
    QSocketNotifier letters(STDIN_FILENO, QSocketNotifier::Read);
    QObject::connect(&letters, &QSocketNotifier::activated, &letters, readLetter);
    return twinlake::simulator::runSimulate(options);
}
