// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/cli/printout.h"

#include "app/cli/exitcodes.h"
#include "models/domain/plaintext.h"

#include <QCoreApplication>
#include <QJsonDocument>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>

namespace twinlake {

namespace {

int outputTrouble = 0; ///< the first errno of stdout; only the main thread prints

/// 0, or why it did not arrive.
int writeTo(std::FILE *stream, const QByteArray &bytes)
{
    errno = 0;
    const auto size = static_cast<std::size_t>(bytes.size());
    const bool arrived = std::fwrite(bytes.constData(), 1, size, stream) == size && std::fflush(stream) == 0;
    if (arrived)
        return 0;
    return errno == 0 ? EIO : errno;
}

} // namespace

void print(const QByteArray &lines)
{
    if (outputTrouble == 0)
        outputTrouble = writeTo(stdout, plainLines(lines) + '\n');
}

void print(const QString &line)
{
    print(plainLine(line).toUtf8());
}

void print(const QJsonObject &line)
{
    print(QJsonDocument(line).toJson(QJsonDocument::Compact));
}

void complain(const QString &line)
{
    writeTo(stderr, plainLine(line).toUtf8() + '\n');
}

void complain(const QStringList &lines)
{
    for (const QString &line : lines)
        complain(line);
}

bool outputFailed()
{
    return outputTrouble != 0;
}

int codeAfterOutput(int code)
{
    if (!outputFailed() || (code != toInt(ExitCode::Fine) && code != toInt(ExitCode::Attention)))
        return code;
    if (outputTrouble == EPIPE)
        return exitCodeOfSignal(SIGPIPE);
    complain(QCoreApplication::translate("Printout", "Not everything could be written to stdout: %1.")
                 .arg(QString::fromLocal8Bit(std::strerror(outputTrouble))));
    return toInt(ExitCode::Failed);
}

} // namespace twinlake
