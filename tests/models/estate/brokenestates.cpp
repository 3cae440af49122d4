// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Fifty and more ways to get an estate file wrong.
#include "brokenestates.h"

using namespace Qt::Literals::StringLiterals;

namespace twinlake {

namespace {

QList<BrokenEstate> brokenSyntax()
{
    return {
        {"a missing comma", u"\"schema\": 1,"_s, u"\"schema\": 1"_s, u"not JSON"_s, u"comma"_s},
        {"a comma too many in an object", u"\"warehouse_id\": \"0123456789abcdef\""_s,
         u"\"warehouse_id\": \"0123456789abcdef\","_s, u"not JSON"_s, u"Remove the comma"_s},
        {"a comma too many in a list", u"\"witnesses\": [\"https://www.example.com\"]"_s,
         u"\"witnesses\": [\"https://www.example.com\", §]"_s, u"not JSON"_s, u"Remove the comma"_s},
        {"a key without quotes", u"\"environment\""_s, u"§environment"_s, u"not JSON"_s, u""_s},
        {"an equals sign", u"\"name\": \"acme-lakehouse\""_s, u"\"name\" §= \"acme-lakehouse\""_s, u"not JSON"_s,
         u""_s},
        {"a string without its end", u"\"environment\": \"production\","_s, u"\"environment\": §\"production,"_s,
         u"not JSON"_s, u"End the string"_s},
        {"a wrong escape", u"\"environment\": \"production\""_s, u"\"environment\": §\"prod\\uction\""_s, u"not JSON"_s,
         u"backslash"_s},
        {"a word for a value", u"\"schema\": 1"_s, u"\"schema\": yes"_s, u"not JSON"_s, u"double quotes"_s},
        {"single quotes", u"\"schema\": 1"_s, u"\"schema\": §'1'"_s, u"not JSON"_s, u"double quotes"_s},
        {"a duplicate key", u"\"schema\": 1,"_s, u"\"schema\": 1, §\"schema\": 1,"_s, u"second time"_s, u"line 4"_s},
    };
}

QList<BrokenEstate> brokenTop()
{
    return {
        {"no schema", u"\"schema\": 1,"_s, u""_s, u"\"schema\" is missing"_s, u"\"schema\": 1"_s},
        {"a schema of the future", u"\"schema\": 1"_s, u"\"schema\": §2"_s, u"schema 1, not 2"_s, u"newer"_s},
        {"a schema as text", u"\"schema\": 1"_s, u"\"schema\": §\"1\""_s, u"a text, but a number"_s, u"1"_s},
        {"a misspelt key", u"\"approval\""_s, u"§\"aproval\""_s, u"\"aproval\" is not known"_s,
         u"Did you mean \"approval\""_s},
        {"a key from nowhere", u"\"approval\": \"single\""_s, u"§\"zookeeper\": 1"_s, u"not known"_s,
         u"known here are"_s},
        {"a name with a slash", u"\"name\": \"acme-lakehouse\""_s, u"\"name\": §\"../acme\""_s, u"is not a name"_s,
         u"acme-lakehouse"_s},
        {"an empty name", u"\"name\": \"acme-lakehouse\""_s, u"\"name\": §\"\""_s, u"is not a name"_s,
         u"acme-lakehouse"_s},
        {"a name that is null", u"\"name\": \"acme-lakehouse\""_s, u"\"name\": §null"_s, u"null, but a text"_s,
         u"acme-lakehouse"_s},
        {"an unknown approval", u"\"approval\": \"single\""_s, u"\"approval\": §\"four-eyes\""_s, u"known words"_s,
         u"four_eyes"_s},
        {"a witness with a password", u"\"https://www.example.com\""_s, u"§\"https://me:pass@www.example.com\""_s,
         u"user name"_s, u"https://"_s},
        {"a witness that is no list", u"[\"https://www.example.com\"]"_s, u"§\"https://www.example.com\""_s,
         u"a text, but a list"_s, u"[ ... ]"_s},
        {"a dwell in words", u"\"dwell\": \"5m\""_s, u"\"dwell\": §\"five minutes\""_s, u"not a duration"_s,
         u"\"30m\""_s},
        {"a soak of a year", u"\"soak\": \"30m\""_s, u"\"soak\": §\"365d\""_s, u"outside"_s, u"\"30m\""_s},
        {"a misspelt timing", u"\"hold_down\""_s, u"§\"holddown\""_s, u"not known"_s, u"hold_down"_s},
    };
}

QList<BrokenEstate> brokenRegions()
{
    const QString host = u"\"host\": \"https://dbc-a.cloud.databricks.com\""_s;
    const QString credentials = u"\"credentials\": \"databrickscfg:prod-use1\""_s;
    return {
        {"a region too few", u"\"secondary\": {\n      \"label\""_s, u"§\"secondry\": {\n      \"label\""_s,
         u"not known"_s, u"Did you mean \"secondary\""_s, 2},
        {"a region that is a list", u"\"terraform\": {\n    \"address\": \"https://app.terraform.io\","_s,
         u"\"terraform\": {\n    \"address\": §[\"https://app.terraform.io\"],"_s, u"a list, but a text"_s,
         u"https://"_s},
        {"no label", u"\"label\": \"us-west-2\","_s, u""_s, u"\"label\" is missing"_s, u"us-east-1"_s},
        {"two regions of one label", u"\"label\": \"us-west-2\""_s, u"\"label\": §\"us-east-1\""_s, u"second time"_s,
         u"line 9"_s},
        {"two regions on one host", u"https://dbc-b.cloud"_s, u"https://dbc-a.cloud"_s, u"second time"_s,
         u"the first is on line 10"_s},
        {"a host without a scheme", host, u"\"host\": §\"dbc-a.cloud.databricks.com\""_s, u"not a web address"_s,
         u"https://"_s},
        {"a host with a path", host, u"\"host\": §\"https://dbc-a.cloud.databricks.com/?o=1\""_s, u"behind the host"_s,
         u"https://"_s},
        {"plain http", host, u"\"host\": §\"http://dbc-a.cloud.databricks.com\""_s, u"Plain http"_s, u"https://"_s},
        {"plain http on this machine", host, u"\"host\": §\"http://127.0.0.1:8080\""_s, u"Plain http"_s, u"https://"_s},
        {"a token instead of its place", credentials, u"\"credentials\": §\"dapi0123\""_s, u"not a place"_s,
         u"never the token itself"_s},
        {"a misspelt source", credentials, u"\"credentials\": §\"databrickcfg:x\""_s, u"not a place"_s,
         u"databrickscfg:PROFILE"_s},
        {"a source without a name", credentials, u"\"credentials\": §\"keychain:\""_s, u"not a place"_s,
         u"keychain:NAME"_s},
        {"a Databricks host with Terraform's token", credentials, u"\"credentials\": §\"terraformrc\""_s,
         u"not a place"_s, u"keychain:NAME"_s},
        {"a rehearsal's token without rehearsal", credentials, u"\"credentials\": §\"rehearsal:primary\""_s,
         u"need the \"rehearsal\" section"_s, u"databrickscfg"_s},
        {"a short warehouse id", u"\"0123456789abcdef\""_s, u"§\"0123456789abcde\""_s, u"warehouse id"_s,
         u"0123456789abcdef"_s},
        {"a warehouse id as number", u"\"0123456789abcdef\""_s, u"§123456789"_s, u"a number, but a text"_s,
         u"0123456789abcdef"_s},
        {"Terraform with a Databricks profile", u"\"credentials\": \"terraformrc\""_s,
         u"\"credentials\": §\"databrickscfg:x\""_s, u"not a place"_s, u"terraformrc"_s},
        {"an organization with a space", u"\"organization\": \"acme\""_s, u"\"organization\": §\"acme corp\""_s,
         u"Terraform name"_s, u"for example"_s},
        {"a coordination workspace that runs", u"\"coordination_workspace\": \"dr-coordination\""_s,
         u"\"coordination_workspace\": §\"consumers\""_s, u"also has to run"_s, u"dr-coordination"_s},
    };
}

QList<BrokenEstate> brokenGroups()
{
    const QString primary =
        u"\"primary\": { \"pipeline_id\": \"1f0c6a52-93a1-4f2e-8d53-0a4b7c9e2d11\", \"job_id\": 101 }"_s;
    const QString id = u"{ \"pipeline_id\": \"1f0c6a52-93a1-4f2e-8d53-0a4b7c9e2d11\", "_s;
    const QString flag = u"\"secondary\": { \"workspace\": \"dlt-us-west-2\", \"variable\": \"active_region\" }"_s;
    return {
        {"an objective as number", u"\"rto\": \"30m\""_s, u"\"rto\": §30"_s, u"a number, but a text"_s, u"\"30m\""_s},
        {"an objective of nothing", u"\"rpo\": \"15m\""_s, u"\"rpo\": §\"0s\""_s, u"outside"_s, u"\"30m\""_s},
        {"a missing objective", u", \"rpo\": \"15m\""_s, u""_s, u"\"rpo\" is missing"_s, u"\"15m\""_s},
        {"an unknown activation", u"\"continuous_pipeline\""_s, u"§\"continuous\""_s, u"known words"_s,
         u"continuous_"_s},
        {"a pipeline id in capitals", u"1f0c6a52-93a1-4f2e-8d53-0a4b7c9e2d11"_s,
         u"1F0C6A52-93A1-4F2E-8D53-0A4B7C9E2D11"_s, u"pipeline id"_s, u"1f0c6a52"_s},
        {"the same pipeline twice", u"7c9e2d11-0a4b-4d53-8f2e-93a11f0c6a52"_s,
         u"1f0c6a52-93a1-4f2e-8d53-0a4b7c9e2d11"_s, u"second time"_s, u"first is on line"_s},
        {"a job id as text", primary, u"\"primary\": "_s + id + u"\"job_id\": §\"101\" }"_s, u"a text, but a number"_s,
         u"101"_s},
        {"a negative job id", primary, u"\"primary\": "_s + id + u"\"job_id\": §-7 }"_s, u"not a positive"_s, u"101"_s},
        {"a job id beyond 64 bits", primary, u"\"primary\": "_s + id + u"\"job_id\": §99999999999999999999 }"_s,
         u"a number"_s, u"101"_s},
        {"a table of two parts", u"\"main.gold.orders\""_s, u"§\"gold.orders\""_s, u"table name"_s,
         u"main.gold.orders"_s},
        {"a table with a statement in it", u"\"main.gold.orders\""_s, u"§\"main.gold.orders; DROP TABLE x\""_s,
         u"table name"_s, u"main.gold.orders"_s},
        {"a table with name and names", u"\"names\": { \"primary\": \"east"_s,
         u"\"name\": §\"a.b.c\", \"names\": { \"primary\": \"east"_s, u"not both"_s, u"Remove"_s},
        {"a gold table twice", u"\"secondary\": \"west.gold.order_items\""_s, u"\"secondary\": \"main.gold.orders\""_s,
         u"already in the list"_s, u"Remove"_s},
        {"a negative lateness", u"\"lateness\": \"2m\""_s, u"\"lateness\": §\"-2m\""_s, u"not a duration"_s,
         u"\"30m\""_s},
        {"no landing zone for one region", u", \"secondary\": \"s3://acme-usw2/orders/\""_s, u""_s,
         u"\"secondary\" is missing"_s, u"s3://"_s},
        {"a landing zone without an address", u"\"s3://acme-usw2/orders/\""_s, u"§\"acme-usw2\""_s, u"landing zone"_s,
         u"s3://"_s},
        {"one flag for both regions", flag,
         u"\"secondary\": §{ \"workspace\": \"dlt-us-east-1\", \"variable\": \"active_region\" }"_s, u"second time"_s,
         u"line"_s},
        {"a flag without a variable", flag, u"\"secondary\": §{ \"workspace\": \"dlt-us-west-2\" }"_s,
         u"\"variable\" is missing"_s, u"active_region"_s},
        {"consumers that cannot move", u"\"values\": { \"primary\": \"us-east-1\", \"secondary\": \"us-west-2\" }"_s,
         u"\"values\": §{ \"primary\": \"us-east-1\", \"secondary\": \"us-east-1\" }"_s, u"could not move"_s,
         u"two values"_s},
        {"a canary with a path for a pointer", u"\"region\": \"/region\""_s, u"\"region\": §\"region\""_s,
         u"JSON pointer"_s, u"/region"_s},
        {"a manual step at no step", u"\"before\": \"repoint\""_s, u"\"before\": §\"repont\""_s, u"known words"_s,
         u"\"repoint\""_s},
        {"a manual step without a title", u"\"title\": \"Tell the trading desk\", "_s, u""_s, u"\"title\" is missing"_s,
         u"desk"_s},
    };
}

} // namespace

QList<BrokenEstate> brokenEstates()
{
    return brokenSyntax() + brokenTop() + brokenRegions() + brokenGroups();
}

} // namespace twinlake
