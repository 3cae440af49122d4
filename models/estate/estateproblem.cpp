// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "models/estate/estateproblem.h"

#include <QCoreApplication>

namespace twinlake {

QString estateWords(const char *text)
{
    return QCoreApplication::translate("EstateFile", text);
}

} // namespace twinlake
