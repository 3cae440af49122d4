// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/rehearsal/childenvironment.h"

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

QProcessEnvironment childEnvironment()
{
    static const QStringList names{u"PATH"_s,
                                   u"HOME"_s,
                                   u"LANG"_s,
                                   u"LC_ALL"_s,
                                   u"TZ"_s,
                                   u"TMPDIR"_s,
                                   u"LD_LIBRARY_PATH"_s,
                                   u"QT_PLUGIN_PATH"_s,
                                   u"XDG_RUNTIME_DIR"_s,
                                   u"XDG_STATE_HOME"_s,
                                   u"XDG_CONFIG_HOME"_s,
                                   u"ASAN_OPTIONS"_s,
                                   u"UBSAN_OPTIONS"_s,
                                   u"TSAN_OPTIONS"_s,
                                   u"LSAN_OPTIONS"_s};
    const QProcessEnvironment all = QProcessEnvironment::systemEnvironment();
    QProcessEnvironment some;
    for (const QString &name : names) {
        if (all.contains(name))
            some.insert(name, all.value(name));
    }
    return some;
}

} // namespace twinlake
