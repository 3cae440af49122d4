// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/terraform/tfrouter.h"

#include <algorithm>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;
using nlohmann::json;

const json &TfCall::attributes() const
{
    if (const auto data = body.find("data"); data != body.end() && data->is_object()) {
        if (const auto inner = data->find("attributes"); inner != data->end() && inner->is_object())
            return *inner;
    }
    return body;
}

QString TfCall::related(const char *name) const
{
    const json relation = objectOf(objectOf(objectOf(body, "data"), "relationships"), name);
    return textOf(objectOf(relation, "data"), "id");
}

QStringList TfCall::relatedMany(const char *name) const
{
    const json owner = *name == '\0' ? body : objectOf(objectOf(objectOf(body, "data"), "relationships"), name);
    const auto data = owner.find("data");
    QStringList found;
    if (data == owner.end() || !data->is_array())
        return found;
    for (const json &one : *data) {
        if (one.is_object())
            found << textOf(one, "id");
    }
    return found;
}

QString TfCall::queryValue(const QString &key) const
{
    // Clients send brackets plain or percent-encoded, and QUrlQuery keeps a key as it came.
    for (const auto &[name, value] : request.query.queryItems(QUrl::FullyDecoded)) {
        if (name == key)
            return value;
    }
    return {};
}

QStringList TfCall::includes() const
{
    // Most clients write current_run, go-tfe here and there current-run.
    return queryValue(u"include"_s).replace(u'-', u'_').split(u',', Qt::SkipEmptyParts);
}

void TfRouter::add(const QByteArray &method, const QString &pattern, Handler handler)
{
    m_routes.push_back({method, pattern.split(u'/'), std::move(handler)});
}

const TfRouter::Handler *TfRouter::find(const QByteArray &method, const QString &path, QStringList *ids) const
{
    const QStringList parts = path.split(u'/', Qt::SkipEmptyParts);
    for (const Route &route : m_routes) {
        if (route.method != method || route.parts.size() != parts.size())
            continue;
        QStringList found;
        bool fits = true;
        for (qsizetype place = 0; place < parts.size() && fits; ++place) {
            if (route.parts.at(place).startsWith(u':'))
                found << parts.at(place);
            else
                fits = route.parts.at(place) == parts.at(place);
        }
        if (fits) {
            *ids = found;
            return &route.handler;
        }
    }
    return nullptr;
}

SimResponse tfDocument(const json &document, int status)
{
    SimResponse response;
    response.status = status;
    response.contentType = "application/vnd.api+json; charset=utf-8"_ba;
    response.body = QByteArray::fromStdString(document.dump(-1, ' ', false, json::error_handler_t::replace));
    return response;
}

SimResponse tfData(const json &data, int status)
{
    return tfDocument({{"data", data}}, status);
}

SimResponse tfError(int status, const QString &title, const QString &detail)
{
    json error = {{"status", std::to_string(status)}, {"title", title.toStdString()}};
    if (!detail.isEmpty())
        error["detail"] = detail.toStdString();
    return tfDocument({{"errors", json::array({error})}}, status);
}

SimResponse tfError(const TfRefusal &refusal)
{
    return tfError(refusal.status, refusal.title, refusal.detail);
}

SimResponse tfNotFound()
{
    return tfError(404, u"not found"_s);
}

SimResponse tfInvalidInclude()
{
    return tfError(400, u"Invalid include parameter"_s, u"Invalid include parameter"_s);
}

SimResponse tfAccepted(int status)
{
    SimResponse response;
    response.status = status;
    response.contentType.clear();
    response.applied = true;
    return response;
}

SimResponse tfApplied(SimResponse response)
{
    response.applied = response.status < 300;
    return response;
}

SimResponse tfPage(const TfCall &call, const std::vector<json> &items, const json &included)
{
    const int size = std::clamp(call.queryValue(u"page[size]"_s).toInt(), 0, 100);
    const int perPage = size == 0 ? 20 : size;
    const int page = std::max(1, call.queryValue(u"page[number]"_s).toInt());
    const int total = static_cast<int>(items.size());
    const int pages = std::max(1, (total + perPage - 1) / perPage);
    json data = json::array();
    for (int index = (page - 1) * perPage; index < std::min(total, page * perPage); ++index)
        data.push_back(items.at(static_cast<std::size_t>(index)));
    const auto link = [&](int number) {
        return call.request.path.toStdString() + "?page%5Bnumber%5D=" + std::to_string(number)
            + "&page%5Bsize%5D=" + std::to_string(perPage);
    };
    const json previous = page > 1 ? json(page - 1) : json(nullptr);
    const json next = page < pages ? json(page + 1) : json(nullptr);
    json document = {{"data", data},
                     {"links",
                      {{"self", link(page)},
                       {"first", link(1)},
                       {"prev", page > 1 ? json(link(page - 1)) : json(nullptr)},
                       {"next", page < pages ? json(link(page + 1)) : json(nullptr)},
                       {"last", link(pages)}}},
                     {"meta",
                      {{"pagination",
                        {{"current-page", page},
                         {"page-size", perPage},
                         {"prev-page", previous},
                         {"next-page", next},
                         {"total-pages", pages},
                         {"total-count", total}}}}}};
    if (included.is_array() && !included.empty())
        document["included"] = included;
    return tfDocument(document);
}

SimResponse tfEmptyList(TfCall &call)
{
    return tfPage(call, {});
}

SimResponse tfWholeList(const std::vector<json> &items)
{
    return tfData(json(items));
}

SimResponse tfText(const QByteArray &text)
{
    SimResponse response;
    response.contentType = "text/plain; charset=utf-8"_ba;
    response.body = text;
    return response;
}

json objectOf(const json &object, const char *key)
{
    const auto found = object.find(key);
    return found != object.end() && found->is_object() ? *found : json::object();
}

QStringList textsOf(const json &object, const char *key)
{
    QStringList found;
    const auto list = object.find(key);
    if (list == object.end() || !list->is_array())
        return found;
    for (const json &one : *list) {
        if (one.is_string())
            found << QString::fromStdString(one.get<std::string>());
    }
    return found;
}

QString textOf(const json &object, const char *key, const QString &otherwise)
{
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? QString::fromStdString(found->get<std::string>()) : otherwise;
}

bool flagOf(const json &object, const char *key, bool otherwise)
{
    const auto found = object.find(key);
    return found != object.end() && found->is_boolean() ? found->get<bool>() : otherwise;
}

} // namespace twinlake::simulator
