// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Application: the Qt application object that a command needs: with a display for windows, without one for the rest.
#pragma once

#include "app/cli/commandline.h"

#include <QCoreApplication>

#include <memory>

namespace twinlake {

/// True for the commands that open a window.
bool needsWindow(const CommandLine &line);

class Application {
public:
    /// `argc` and `argv` must outlive it, as Qt demands.
    Application(int &argc, char **argv, const CommandLine &line);
    ~Application();

private:
    std::unique_ptr<QCoreApplication> m_application;
};

} // namespace twinlake
