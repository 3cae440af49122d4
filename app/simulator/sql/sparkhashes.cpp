// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Hashes of rows: xxhash64 as Spark computes it, hash, md5, sha, crc32, and the order-free bit_xor over them.
#include "app/simulator/sql/sparkarguments.h"
#include "app/simulator/sql/sparkfunctions.h"

#include <QCryptographicHash>

#include <array>
#include <bit>
#include <cstring>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;

namespace {

// XXH64, the published algorithm, with the primes of its specification.
constexpr std::uint64_t prime1 = 0x9E3779B185EBCA87ULL;
constexpr std::uint64_t prime2 = 0xC2B2AE3D27D4EB4FULL;
constexpr std::uint64_t prime3 = 0x165667B19E3779F9ULL;
constexpr std::uint64_t prime4 = 0x85EBCA77C2B2AE63ULL;
constexpr std::uint64_t prime5 = 0x27D4EB2F165667C5ULL;

template <typename Word>
std::uint64_t wordAt(std::string_view bytes, std::size_t at)
{
    Word word = 0;
    std::memcpy(&word, bytes.data() + at, sizeof word);
    return word;
}

std::uint64_t round64(std::uint64_t lane, std::uint64_t input)
{
    return std::rotl(lane + input * prime2, 31) * prime1;
}

std::uint64_t avalanche(std::uint64_t hash)
{
    hash = (hash ^ (hash >> 33)) * prime2;
    hash = (hash ^ (hash >> 29)) * prime3;
    return hash ^ (hash >> 32);
}

std::uint64_t longLanes(std::string_view bytes, std::uint64_t seed, std::size_t &at)
{
    std::array lanes{seed + prime1 + prime2, seed + prime2, seed, seed - prime1};
    for (; at + 32 <= bytes.size(); at += 32) {
        for (std::size_t lane = 0; lane < 4; ++lane)
            lanes[lane] = round64(lanes[lane], wordAt<std::uint64_t>(bytes, at + 8 * lane));
    }
    std::uint64_t hash =
        std::rotl(lanes[0], 1) + std::rotl(lanes[1], 7) + std::rotl(lanes[2], 12) + std::rotl(lanes[3], 18);
    for (const std::uint64_t lane : lanes)
        hash = (hash ^ round64(0, lane)) * prime1 + prime4;
    return hash;
}

std::uint64_t xxhash64(std::string_view bytes, std::uint64_t seed)
{
    std::size_t at = 0;
    std::uint64_t hash = bytes.size() >= 32 ? longLanes(bytes, seed, at) : seed + prime5;
    hash += bytes.size();
    for (; at + 8 <= bytes.size(); at += 8)
        hash = std::rotl(hash ^ round64(0, wordAt<std::uint64_t>(bytes, at)), 27) * prime1 + prime4;
    if (at + 4 <= bytes.size()) {
        hash = std::rotl(hash ^ (wordAt<std::uint32_t>(bytes, at) * prime1), 23) * prime2 + prime3;
        at += 4;
    }
    for (; at < bytes.size(); ++at)
        hash = std::rotl(hash ^ (static_cast<unsigned char>(bytes[at]) * prime5), 11) * prime1;
    return avalanche(hash);
}

// Spark hashes numbers as eight bytes, a timestamp by its microseconds, and passes over NULL.
std::uint64_t hashValue(sqlite3_value *value, std::uint64_t seed)
{
    std::uint64_t word = 0;
    switch (sqlite3_value_type(value)) {
    case SQLITE_NULL:
        return seed;
    case SQLITE_FLOAT:
        word = std::bit_cast<std::uint64_t>(sqlite3_value_double(value) + 0.0); // -0.0 is 0.0
        break;
    case SQLITE_INTEGER:
        word = static_cast<std::uint64_t>(sqlite3_value_int64(value));
        break;
    default: {
        const std::string_view text = textOf(value);
        const auto time = isMarked(text) ? readTimestamp(text) : std::nullopt;
        if (!time)
            return xxhash64(text, seed);
        word = static_cast<std::uint64_t>(time->time_since_epoch().count() * 1000);
    }
    }
    char bytes[sizeof word];
    std::memcpy(bytes, &word, sizeof word);
    return xxhash64({bytes, sizeof bytes}, seed);
}

std::uint64_t hashOf(int count, sqlite3_value **values)
{
    std::uint64_t hash = 42;
    for (int at = 0; at < count; ++at)
        hash = hashValue(values[at], hash);
    return hash;
}

void hash64(sqlite3_context *context, int count, sqlite3_value **values)
{
    sqlite3_result_int64(context, static_cast<std::int64_t>(hashOf(count, values)));
}

// Not Spark's Murmur numbers, but their use: equal rows, equal sums.
void hash32(sqlite3_context *context, int count, sqlite3_value **values)
{
    sqlite3_result_int(context, static_cast<std::int32_t>(hashOf(count, values) >> 32));
}

template <QCryptographicHash::Algorithm algorithm>
void digest(sqlite3_context *context, int, sqlite3_value **values)
{
    if (!isNull(values[0]))
        resultText(context, QCryptographicHash::hash(sparkText(values[0]), algorithm).toHex());
}

void sha2(sqlite3_context *context, int, sqlite3_value **values)
{
    if (isNull(values[0]) || isNull(values[1]))
        return;
    using Hash = QCryptographicHash;
    static const std::array<std::pair<int, Hash::Algorithm>, 5> known{
        {{224, Hash::Sha224}, {0, Hash::Sha256}, {256, Hash::Sha256}, {384, Hash::Sha384}, {512, Hash::Sha512}}};
    for (const auto &[bits, algorithm] : known) {
        if (bits == sqlite3_value_int(values[1]))
            resultText(context, Hash::hash(sparkText(values[0]), algorithm).toHex());
    }
}

void crc32(sqlite3_context *context, int, sqlite3_value **values)
{
    if (isNull(values[0]))
        return;
    std::uint32_t crc = 0xffffffffU;
    for (const char byte : sparkText(values[0])) {
        crc ^= static_cast<unsigned char>(byte);
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc >> 1) ^ (0xedb88320U & (0U - (crc & 1U)));
    }
    sqlite3_result_int64(context, crc ^ 0xffffffffU);
}

} // namespace

bool addHashes(sqlite3 *database)
{
    constexpr int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC;
    struct Entry {
        const char *name;
        int arguments;
        void (*run)(sqlite3_context *, int, sqlite3_value **);
    };
    const std::array entries{Entry{"xxhash64", -1, hash64},
                             Entry{"hash", -1, hash32},
                             Entry{"md5", 1, digest<QCryptographicHash::Md5>},
                             Entry{"sha", 1, digest<QCryptographicHash::Sha1>},
                             Entry{"sha1", 1, digest<QCryptographicHash::Sha1>},
                             Entry{"sha2", 2, sha2},
                             Entry{"crc32", 1, crc32}};
    bool good = true;
    for (const Entry &entry : entries)
        good =
            sqlite3_create_function(database, entry.name, entry.arguments, flags, nullptr, entry.run, nullptr, nullptr)
                == SQLITE_OK
            && good;
    return good;
}

} // namespace twinlake::simulator
