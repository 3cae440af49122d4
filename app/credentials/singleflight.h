// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// SingleFlight: what many ask for at the same time is fetched once. Each may leave by its own stop token without harm
// to the others; when the last one leaves, the fetch is cancelled. Nothing is remembered once it has landed.
#pragma once

#include "app/http/turnqueue.h"
#include "models/domain/result.h"

#include <QList>
#include <QMap>
#include <QString>

#include <qcoro/qcorotask.h>

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <utility>

namespace twinlake {

/// Of one thread.
template <typename T>
class SingleFlight {
public:
    using Fetch = std::function<QCoro::Task<Result<T>>(std::stop_token)>;

    SingleFlight() = default;
    ~SingleFlight()
    {
        for (const auto &flight : std::as_const(*m_flights))
            flight->stop.request_stop();
    }
    SingleFlight(const SingleFlight &) = delete;
    SingleFlight &operator=(const SingleFlight &) = delete;

    /// What `fetch` gives; it is called only if nobody is fetching `key`. Kind Cancelled after `stop`.
    QCoro::Task<Result<T>> get(QString key, Fetch fetch, std::stop_token stop)
    {
        FlightPtr flight = m_flights->value(key);
        if (!flight || flight->stop.stop_requested()) {
            flight = std::make_shared<Flight>();
            m_flights->insert(key, flight);
            fly(m_flights, key, flight, std::move(fetch));
        }
        return join(flight, std::move(stop));
    }

private:
    using Seat = std::shared_ptr<TurnQueue>; ///< a queue without places: the wait ends when one is given

    struct Flight {
        std::stop_source stop;
        QList<Seat> seats;
        std::optional<Result<T>> landed;
    };
    using FlightPtr = std::shared_ptr<Flight>;
    using Flights = std::shared_ptr<QMap<QString, FlightPtr>>;

    /// A bound for what has bounds of its own: the requests of the fetch.
    static constexpr std::chrono::minutes longest{10};

    static QCoro::Task<> fly(Flights flights, QString key, FlightPtr flight, Fetch fetch)
    {
        const Result<T> result = co_await fetch(flight->stop.get_token());
        flight->landed = result;
        if (flights->value(key) == flight)
            flights->remove(key);
        const QList<Seat> seats = std::exchange(flight->seats, {});
        for (const Seat &seat : seats)
            seat->release();
    }

    static QCoro::Task<Result<T>> join(FlightPtr flight, std::stop_token stop)
    {
        const bool landed = co_await landing(flight, stop);
        if (!landed && flight->seats.isEmpty()) {
            flight->stop.request_stop();
            co_await landing(flight, std::stop_token()); // nothing of it is under way once its last caller goes on
        }
        if (!landed || stop.stop_requested())
            co_return fail(Error::Kind::Cancelled, QString());
        co_return Result<T>(*flight->landed);
    }

    static QCoro::Task<bool> landing(FlightPtr flight, std::stop_token stop)
    {
        if (flight->landed)
            co_return true;
        const Seat seat = std::make_shared<TurnQueue>(0, nullptr);
        flight->seats.append(seat);
        const bool landed = co_await seat->turn(longest, stop);
        flight->seats.removeOne(seat);
        co_return landed;
    }

    Flights m_flights = std::make_shared<QMap<QString, FlightPtr>>();
};

} // namespace twinlake
