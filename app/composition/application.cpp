// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/composition/application.h"

#include "models/domain/plaintext.h"

#include <QApplication>

#include <spdlog/sinks/base_sink.h>
#include <spdlog/spdlog.h>

#include <cstdio>
#include <mutex>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

spdlog::level::level_enum spdlogLevel(LogLevel level)
{
    switch (level) {
    case LogLevel::Trace:
        return spdlog::level::trace;
    case LogLevel::Debug:
        return spdlog::level::debug;
    case LogLevel::Info:
        return spdlog::level::info;
    case LogLevel::Warning:
        return spdlog::level::warn;
    case LogLevel::Error:
        return spdlog::level::err;
    case LogLevel::Off:
        break;
    }
    return spdlog::level::off;
}

/// stderr. A log line holds texts of servers: what a terminal would obey, and a line feed, is shown instead.
class PlainSink : public spdlog::sinks::base_sink<std::mutex> {
protected:
    void sink_it_(const spdlog::details::log_msg &message) override
    {
        const QString text = QString::fromUtf8(message.payload.data(), static_cast<qsizetype>(message.payload.size()));
        const std::string plain = plainLine(text).toStdString();
        spdlog::details::log_msg shown(message);
        shown.payload = plain;
        spdlog::memory_buf_t line;
        formatter_->format(shown, line);
        std::fwrite(line.data(), 1, line.size(), stderr);
    }
    void flush_() override { std::fflush(stderr); }
};

// Qt's own messages go the way of ours: one stream, one level.
void intoSpdlog(QtMsgType type, const QMessageLogContext &, const QString &message)
{
    const std::string text = message.left(2000).toStdString();
    switch (type) {
    case QtDebugMsg:
        spdlog::debug("{}", text);
        break;
    case QtInfoMsg:
        spdlog::info("{}", text);
        break;
    case QtWarningMsg:
        spdlog::warn("{}", text);
        break;
    case QtCriticalMsg:
    case QtFatalMsg:
        spdlog::error("{}", text);
        break;
    }
}

} // namespace

bool needsWindow(const CommandLine &line)
{
    switch (line.command) {
    case CliCommand::Console:
    case CliCommand::Wall:
        return true;
    case CliCommand::Rehearse:
    case CliCommand::Run:
    case CliCommand::Resume:
        return !line.headless;
    default:
        return false;
    }
}

Application::Application(int &argc, char **argv, const CommandLine &line)
{
    spdlog::set_default_logger(std::make_shared<spdlog::logger>("twinlake", std::make_shared<PlainSink>()));
    spdlog::set_level(spdlogLevel(line.logLevel));
    qInstallMessageHandler(intoSpdlog);
    if (needsWindow(line))
        m_application = std::make_unique<QApplication>(argc, argv);
    else
        m_application = std::make_unique<QCoreApplication>(argc, argv);
    QCoreApplication::setApplicationName(u"twinlake"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(TWINLAKE_VERSION));
}

Application::~Application() = default;

} // namespace twinlake
