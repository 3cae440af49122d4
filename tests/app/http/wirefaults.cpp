// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One table for each place where things go wrong: the connection, the bytes, the status, the way.
#include "tests/app/http/wirefaults.h"

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

using Kind = Error::Kind;
using End = RawReply::End;
using Where = WireFault::Where;
using Minds = WireFault::Minds;

const QList<Outcome::Kind> unknown{Outcome::Kind::Unknown};
const QList<Outcome::Kind> refused{Outcome::Kind::Refused};
const QList<Outcome::Kind> turnedAway{Outcome::Kind::NotSent};
const QList<Kind> noConnection{Kind::Unreachable};
// Qt connects some thirty times before it gives up: on a busy machine the deadline comes first.
const QList<Kind> noConnectionAtLast{Kind::Unreachable, Kind::Timeout};
const QList<Kind> notTheContract{Kind::Protocol};
const QList<Kind> brokenOff{Kind::Protocol, Kind::Unreachable};
const QList<Kind> tooLate{Kind::Timeout};

RawReply raw(const QByteArray &bytes, End end)
{
    RawReply reply;
    reply.bytes = bytes;
    reply.end = end;
    return reply;
}

WireFault bytesFault(const char *name, const QByteArray &bytes, End end, const QList<Kind> &read)
{
    return {name, Where::Reply, Minds::All,      [=](const QByteArray &, const QUrl &) { return raw(bytes, end); },
            read, unknown,      end == End::Hang};
}

WireFault statusFault(const char *name, int status, const QByteArray &headers, const QList<Kind> &read,
                      const QList<Outcome::Kind> &write)
{
    return {name,       Where::Reply,
            Minds::All, [=](const QByteArray &, const QUrl &) { return RawReply::http(status, "{}"_ba, headers); },
            read,       write};
}

WireFault bodyFault(const char *name, const QByteArray &body, Minds minds = Minds::All,
                    const QByteArray &type = "application/json"_ba, const QByteArray &headers = {})
{
    return {name,           Where::Reply,
            minds,          [=](const QByteArray &, const QUrl &) { return RawReply::http(200, body, headers, type); },
            notTheContract, unknown};
}

QList<WireFault> ofTheConnection()
{
    QList<WireFault> faults{
        {"reset at accept", Where::Accept, Minds::All, {}, noConnectionAtLast, unknown},
        {"refused", Where::Refused, Minds::All, {}, {Kind::ConnectionRefused}, unknown},
        {"a name that is not there", Where::NoName, Minds::All, {}, noConnection, unknown},
        {"no TLS where TLS is asked for", Where::NotTls, Minds::All, {}, {Kind::Tls}, unknown},
        bytesFault("closed before a reply", {}, End::Close, noConnection),
        bytesFault("reset before a reply", {}, End::Reset, noConnection),
        bytesFault("half a status line", "HTTP/1.1 2"_ba, End::Close, brokenOff),
        bytesFault("a head without its end", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n"_ba, End::Close, brokenOff),
        bytesFault("100 and then nothing", "HTTP/1.1 100 Continue\r\n\r\n"_ba, End::Close, brokenOff),
        bytesFault("not HTTP", "SSH-2.0-OpenSSH\r\n"_ba, End::Close, brokenOff),
        bytesFault("silence", {}, End::Hang, tooLate),
        bytesFault("silence in the head", "HTTP/1.1 200 OK\r\nContent-Le"_ba, End::Hang, tooLate),
        bytesFault("silence in the body", "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"a\":"_ba, End::Hang,
                   tooLate),
    };
    WireFault drip = bytesFault("a byte at a time", {}, End::Hang, tooLate);
    drip.reply = [](const QByteArray &, const QUrl &) {
        RawReply reply = RawReply::http(200, QByteArray(5000, ' ') + "{}"_ba);
        reply.dripMs = 20;
        return reply;
    };
    faults.append(drip);
    return faults;
}

/// 64 MB of blanks in 64 kB.
QByteArray bomb()
{
    static const QByteArray packed = qCompress(QByteArray(64LL * 1024 * 1024, ' '), 9).mid(4);
    return packed;
}

QList<WireFault> ofTheBytes()
{
    const QByteArray chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"_ba;
    // Qt takes them for an empty body: where the status alone says how it ended, nothing is lost.
    WireFault noChunks = bytesFault("chunks that are none", chunked + "zz\r\n{\"id\":\r\n"_ba, End::Close, brokenOff);
    noChunks.minds = Minds::WhoReadsTheAnswer;
    WireFault otherId = bodyFault("the answer to another question", {}, Minds::WhoNamesAnId);
    otherId.reply = [](const QByteArray &good, const QUrl &) {
        QByteArray other = good;
        return RawReply::http(200, other.replace("mine-1", "thine-2").replace("4711", "4712"));
    };
    return {
        bytesFault("cut, with a length", "HTTP/1.1 200 OK\r\nContent-Length: 40\r\n\r\n{\"id\":"_ba, End::Close,
                   notTheContract),
        bytesFault("cut, without a length", "HTTP/1.1 200 OK\r\n\r\n{\"id\":"_ba, End::Close, notTheContract),
        bytesFault("reset in the body", "HTTP/1.1 200 OK\r\nContent-Length: 40\r\n\r\n{\"id\":"_ba, End::Reset,
                   brokenOff),
        noChunks,
        bytesFault("the last chunk missing", chunked + "6\r\n{\"id\":\r\n"_ba, End::Close, brokenOff),
        bodyFault("a compression bomb", bomb(), Minds::All, "application/json"_ba, "Content-Encoding: deflate\r\n"_ba),
        bodyFault("9 MB of JSON", '[' + QByteArray(9LL * 1024 * 1024, '0').replace("00", "0,") + "0]"_ba),
        bodyFault("not JSON", "{\"id\": nothing}"_ba),
        bodyFault("two documents", "{}{}"_ba),
        bodyFault("not UTF-8", "{\"id\":\"\xff\xfe\"}"_ba),
        bodyFault("nested too deeply", QByteArray(5000, '[') + QByteArray(5000, ']')),
        bodyFault("a web page", "<html><title>Log in</title></html>"_ba, Minds::All, "text/html"_ba),
        bodyFault("a list instead of an object", "[1]"_ba, Minds::WhoReadsTheAnswer),
        bodyFault("a number instead of an object", "7"_ba, Minds::WhoReadsTheAnswer),
        bodyFault("nothing", {}, Minds::WhoReadsTheAnswer),
        otherId,
    };
}

QList<WireFault> ofTheStatus()
{
    return {
        statusFault("400", 400, {}, {Kind::Rejected}, refused),
        statusFault("401", 401, {}, {Kind::Auth}, refused),
        statusFault("403", 403, {}, {Kind::Forbidden}, refused),
        statusFault("404", 404, {}, {Kind::NotFound}, refused),
        statusFault("408", 408, {}, {Kind::Rejected}, unknown),
        statusFault("409", 409, {}, {Kind::Conflict}, refused),
        statusFault("422", 422, {}, {Kind::Rejected}, refused),
        statusFault("429, wait 7 s", 429, "Retry-After: 7\r\n"_ba, {Kind::RateLimited}, turnedAway),
        statusFault("429, wait until a date", 429, "Retry-After: Sat, 20 Dec 2019 00:00:09 GMT\r\n"_ba,
                    {Kind::RateLimited}, turnedAway),
        statusFault("429, no word of waiting", 429, {}, {Kind::RateLimited}, turnedAway),
        statusFault("429, wait -1 s", 429, "Retry-After: -1\r\n"_ba, {Kind::RateLimited}, turnedAway),
        statusFault("429, wait 30 years", 429, "Retry-After: 1000000000\r\n"_ba, {Kind::RateLimited}, turnedAway),
        statusFault("500", 500, {}, {Kind::Server}, unknown),
        statusFault("502", 502, {}, {Kind::Server}, unknown),
        statusFault("503", 503, "Retry-After: 3\r\n"_ba, {Kind::Server}, unknown),
        statusFault("504", 504, {}, {Kind::Server}, unknown),
    };
}

WireFault redirect(const char *name, int status, bool elsewhere, const QList<Outcome::Kind> &write)
{
    WireFault fault{name, Where::Reply, Minds::All, {}, notTheContract, write};
    fault.leadsElsewhere = elsewhere;
    fault.reply = [status, elsewhere](const QByteArray &, const QUrl &other) {
        const QByteArray where = elsewhere ? other.toEncoded() + "/there"_ba : "/again"_ba;
        return RawReply::http(status, {}, "Location: "_ba + where + "\r\n"_ba);
    };
    return fault;
}

WireFault skewed(const char *name, const QByteArray &date)
{
    WireFault fault{name, Where::Reply, Minds::All, {}, {}, {Outcome::Kind::Done}};
    fault.reply = [date](const QByteArray &good, const QUrl &) {
        return RawReply::http(200, good, "Date: "_ba + date + "\r\n"_ba);
    };
    return fault;
}

QList<WireFault> ofTheWay()
{
    return {
        redirect("302 to another host", 302, true, unknown),
        redirect("303 to another host", 303, true, unknown),
        redirect("307 to another host", 307, true, refused),
        redirect("308 to another host", 308, true, refused),
        redirect("307 in a circle", 307, false, refused),
        skewed("a clock a day behind", "Thu, 19 Dec 2019 00:00:00 GMT"_ba),
        skewed("a clock a day ahead", "Sat, 21 Dec 2019 00:00:00 GMT"_ba),
        skewed("a clock of 1970", "Thu, 01 Jan 1970 00:00:00 GMT"_ba),
        skewed("no date at all", "yesterday"_ba),
    };
}

} // namespace

QList<WireFault> wireFaults()
{
    return ofTheConnection() + ofTheBytes() + ofTheStatus() + ofTheWay();
}

} // namespace twinlake
