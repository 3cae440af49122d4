// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/composition/secondperson.h"

#include "app/databricks/databricksreader.h"
#include "app/http/readdoor.h"

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

QCoro::Task<Result<Secret>> asTyped(QByteArray token)
{
    co_return Result<Secret>(Secret{token, u"pat"_s, u"typed"_s});
}

} // namespace

QCoro::Task<Result<QString>> whoIs(HostOptions host, QByteArray token, Clock &clock, std::stop_token stop)
{
    host.token = [token](const QByteArray &, const std::stop_token &) { return asTyped(token); };
    ReadDoor door(host, clock);
    DatabricksReader reader(door);
    Result<QString> person = co_await reader.whoAmI(stop);
    co_return person;
}

} // namespace twinlake
