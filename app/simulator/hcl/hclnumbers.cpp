// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Functions over numbers.
#include "app/simulator/hcl/hcltexts.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;
using nlohmann::json;

namespace {

HclFunction ofNumber(double (*step)(double))
{
    return [step](const HclArguments &given) -> HclResult<> {
        const auto number = given.number(0);
        return number ? HclResult<>(numberValue(step(*number))) : tl::unexpected(number.error());
    };
}

HclFunction ofNumbers(double (*step)(double, double))
{
    return [step](const HclArguments &given) -> HclResult<> {
        if (given.size() == 0)
            return hclWrong(u"at least one number is needed"_s);
        std::optional<double> found;
        for (std::size_t place = 0; place < given.size(); ++place) {
            const auto number = given.number(place);
            if (!number)
                return tl::unexpected(number.error());
            found = found ? step(*found, *number) : *number;
        }
        return numberValue(*found);
    };
}

HclResult<> parsedInteger(const HclArguments &given)
{
    const auto text = given.text(0);
    const auto base = given.number(1);
    bool isNumber = false;
    const qint64 number = text && base ? text->toLongLong(&isNumber, static_cast<int>(*base)) : 0;
    return isNumber ? HclResult<>(number) : hclWrong(u"not a number of that base"_s);
}

HclResult<> ranged(const HclArguments &given)
{
    const auto first = given.number(0);
    const auto second = given.size() > 1 ? given.number(1) : HclResult<double>(0.0);
    const auto third = given.size() > 2 ? given.number(2) : HclResult<double>(1.0);
    if (!first || !second || !third || *third == 0.0)
        return hclWrong(u"one to three numbers are needed"_s);
    const double from = given.size() > 1 ? *first : 0.0;
    const double to = given.size() > 1 ? *second : *first;
    json found = json::array();
    for (double number = from; *third > 0 ? number < to : number > to; number += *third) {
        if (found.size() >= 1024)
            return hclWrong(u"more than 1024 values were generated"_s);
        found.push_back(numberValue(number));
    }
    return found;
}

HclResult<> summed(const HclArguments &given)
{
    double total = 0;
    for (const json &one : given.at(0)) {
        const auto number = numberOfValue(one);
        if (!number)
            return tl::unexpected(number.error());
        total += *number;
    }
    return numberValue(total);
}

} // namespace

std::map<QString, HclFunction> hclNumberFunctions()
{
    return {
        {u"parseint"_s, parsedInteger},
        {u"range"_s, ranged},
        {u"sum"_s, summed},
        {u"abs"_s, ofNumber([](double number) { return std::abs(number); })},
        {u"ceil"_s, ofNumber([](double number) { return std::ceil(number); })},
        {u"floor"_s, ofNumber([](double number) { return std::floor(number); })},
        {u"signum"_s, ofNumber([](double number) { return number > 0 ? 1.0
                                                       : number < 0  ? -1.0
                                                                     : 0.0; })},
        {u"max"_s, ofNumbers([](double a, double b) { return std::max(a, b); })},
        {u"min"_s, ofNumbers([](double a, double b) { return std::min(a, b); })},
        {u"pow"_s, ofNumbers([](double a, double b) { return std::pow(a, b); })},
    };
}

} // namespace twinlake::simulator
