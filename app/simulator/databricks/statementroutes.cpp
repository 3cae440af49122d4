// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// SQL statements: execute, get, result chunk, cancel (contracts/databricks-api.md 5.1).
#include "app/simulator/databricks/access.h"
#include "app/simulator/databricks/oauthissuer.h"
#include "app/simulator/databricks/replies.h"
#include "app/simulator/databricks/resultdocuments.h"
#include "app/simulator/databricks/resultlinks.h"
#include "app/simulator/databricks/routes.h"
#include "app/simulator/databricks/statementrequest.h"
#include "app/simulator/world/simwarehouse.h"

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;

namespace {

SimResponse statementMissing(const QString &id)
{
    return refusal(404, "NOT_FOUND", u"The statement %1 was not found."_s.arg(id.left(100)));
}

/// What statements live in, and what their answers link to.
struct Room {
    RegionWorld &world;
    StatementBook &statements;
    ResultLinks &links;
};

SimResponse statementReply(const Statement &statement, const Room &room, const QString &origin)
{
    return jsonReply(statementDocument(statement, room.links, origin));
}

/// Answers when the statement has ended or the wait is over, whichever comes first.
void answerLater(const Room &room, Statement &statement, const StatementRequest &asked, const QString &origin,
                 const Face::Reply &reply)
{
    struct Wait {
        bool answered = false;
        Scheduler::TimerId timer = 0;
    };
    const auto wait = std::make_shared<Wait>();
    const QString id = statement.id;
    const auto answer = [wait, id, origin, reply, room] {
        if (std::exchange(wait->answered, true))
            return;
        room.world.scheduler().cancel(wait->timer);
        const Statement *const found = room.statements.find(id);
        reply(found ? statementReply(*found, room, origin) : statementMissing(id));
    };
    statement.waiting.push_back(answer);
    wait->timer = room.world.scheduler().after(asked.wait, [answer, id, room, cancel = asked.cancelAfterWait] {
        if (Statement *const found = room.statements.find(id); found && cancel)
            room.statements.cancel(*found);
        answer();
    });
}

void execute(const Room &room, const Call &call, const Face::Reply &reply)
{
    const Face::Reply named = [reply, user = call.principal.userName](SimResponse response) {
        response.principal = user;
        reply(std::move(response));
    };
    const auto asked = statementRequest(call.body);
    if (!asked) {
        named(asked.error());
        return;
    }
    if (auto refused = refusedAccess(room.world.access(), call, u"warehouses"_s, asked->warehouseId, u"CAN_USE"_s)) {
        named(std::move(*refused));
        return;
    }
    SimWarehouse *const warehouse = room.world.warehouse(WarehouseId{asked->warehouseId});
    if (!warehouse) {
        named(refusal(404, "RESOURCE_DOES_NOT_EXIST",
                      u"SQL warehouse %1 does not exist."_s.arg(asked->warehouseId.left(100))));
        return;
    }
    Statement &statement = room.statements.submit(asked->query, *warehouse);
    const QString origin = originOf(call.request);
    if (asked->wait.count() == 0)
        named(statementReply(statement, room, origin));
    else
        answerLater(room, statement, *asked, origin, named);
}

SimResponse getChunk(const Room &room, const Call &call)
{
    const Statement *const statement = room.statements.find(call.captures.first());
    if (!statement)
        return statementMissing(call.captures.first());
    if (statement->state != u"SUCCEEDED")
        return refusal(400, "BAD_REQUEST", u"The statement has no result to fetch."_s);
    bool number = false;
    const qulonglong index = call.captures.at(1).toULongLong(&number);
    if (!number)
        return invalidParameter(u"The chunk index must be a whole number."_s);
    if (index >= statement->chunks.size())
        return refusal(404, "NOT_FOUND", u"The statement has no chunk %1."_s.arg(index));
    return jsonReply(chunkDocument(*statement, index, room.links, originOf(call.request)));
}

} // namespace

void addStatementRoutes(Router &router, RegionWorld &world, StatementBook &statements, ResultLinks &links)
{
    const QString root = u"/api/2.0/sql/statements"_s;
    const Room room{world, statements, links};
    router.addLate("POST"_ba, root, [room](const Call &call, const Face::Reply &reply) { execute(room, call, reply); });
    router.add("GET"_ba, root + u"/*"_s, [room](const Call &call) {
        const Statement *const statement = room.statements.find(call.captures.first());
        return statement ? statementReply(*statement, room, originOf(call.request))
                         : statementMissing(call.captures.first());
    });
    router.add("GET"_ba, root + u"/*/result/chunks/*"_s, [room](const Call &call) { return getChunk(room, call); });
    router.add("POST"_ba, root + u"/*/cancel"_s, [room](const Call &call) {
        Statement *const statement = room.statements.find(call.captures.first());
        if (!statement)
            return statementMissing(call.captures.first());
        const bool acts = !statement->ended();
        room.statements.cancel(*statement);
        return doneReply(acts);
    });
}

} // namespace twinlake::simulator
