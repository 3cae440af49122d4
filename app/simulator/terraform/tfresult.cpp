// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/terraform/tfresult.h"

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;

TfRefusal tfConflict(QString detail)
{
    return {409, u"conflict"_s, std::move(detail)};
}

TfRefusal tfInvalidAttribute(QString detail)
{
    return {422, u"invalid attribute"_s, std::move(detail)};
}

TfRefusal tfNotFoundHere()
{
    return {404, u"not found"_s, {}};
}

TfRefusal tfTransitionNotAllowed()
{
    return {409, u"transition not allowed"_s, {}};
}

} // namespace twinlake::simulator
