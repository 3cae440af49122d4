// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/hcl/hclvalue.h"

#include <algorithm>
#include <cmath>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;
using nlohmann::json;

QString HclError::diagnostic() const
{
    return line > 0 ? u"%1\n\n  on %2 line %3"_s.arg(text, file).arg(line) : text;
}

tl::unexpected<HclError> hclWrong(const QString &text)
{
    return tl::unexpected(HclError{text, {}, 0});
}

json unknownValue()
{
    return json::binary({});
}

bool isUnknown(const json &value)
{
    return value.is_binary();
}

bool holdsUnknown(const json &value)
{
    if (value.is_structured())
        return std::any_of(value.begin(), value.end(), [](const json &one) { return holdsUnknown(one); });
    return isUnknown(value);
}

HclSplit splitUnknown(const json &value)
{
    if (isUnknown(value))
        return {nullptr, true};
    if (value.is_object()) {
        HclSplit split{json::object(), json::object()};
        for (const auto &[key, one] : value.items()) {
            const HclSplit part = splitUnknown(one);
            if (!isUnknown(one))
                split.known[key] = part.known;
            if (part.mask != false && part.mask != json::object() && part.mask != json::array())
                split.mask[key] = part.mask;
        }
        return split;
    }
    if (value.is_array()) {
        HclSplit split{json::array(), json::array()};
        for (const json &one : value) {
            const HclSplit part = splitUnknown(one);
            split.known.push_back(part.known);
            split.mask.push_back(part.mask);
        }
        const bool all = std::all_of(split.mask.begin(), split.mask.end(),
                                     [](const json &one) { return one == false || one.empty(); });
        return all ? HclSplit{split.known, json::array()} : split;
    }
    return {value, false};
}

json numberValue(double number)
{
    constexpr double exact = 9007199254740992.0; // 2^53
    if (std::isfinite(number) && std::floor(number) == number && std::abs(number) < exact)
        return static_cast<std::int64_t>(number);
    return number;
}

json textValue(const QString &text)
{
    return text.toStdString();
}

HclResult<QString> textOfValue(const json &value)
{
    if (value.is_string())
        return QString::fromStdString(value.get<std::string>());
    if (value.is_boolean() || value.is_number())
        return QString::fromStdString(value.dump());
    if (value.is_null())
        return tl::unexpected(
            HclError{u"Invalid template interpolation value: the expression result is null"_s, {}, 0});
    return tl::unexpected(HclError{u"Cannot use this value as a string"_s, {}, 0});
}

HclResult<double> numberOfValue(const json &value)
{
    if (value.is_number())
        return value.get<double>();
    if (value.is_string()) {
        bool isNumber = false;
        const double number = QString::fromStdString(value.get<std::string>()).toDouble(&isNumber);
        if (isNumber)
            return number;
    }
    return tl::unexpected(HclError{u"Unsuitable value: a number is required"_s, {}, 0});
}

HclResult<bool> flagOfValue(const json &value)
{
    if (value.is_boolean())
        return value.get<bool>();
    if (value == "true" || value == "false")
        return value == "true";
    return tl::unexpected(HclError{u"Unsuitable value: a bool is required"_s, {}, 0});
}

} // namespace twinlake::simulator
