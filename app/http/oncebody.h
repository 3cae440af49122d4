// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// OnceBody: a request body that can be read once and not rewound. Together with an explicit Content-Length and
// DoNotBufferUploadDataAttribute it is what keeps Qt from sending a request twice (reliability.md section 1, row 2).
#pragma once

#include <QByteArray>
#include <QIODevice>

namespace twinlake {

class OnceBody : public QIODevice {
    Q_OBJECT

public:
    explicit OnceBody(QByteArray content, QObject *parent = nullptr);

    bool isSequential() const override { return true; }
    bool atEnd() const override;
    qint64 bytesAvailable() const override;

protected:
    qint64 readData(char *data, qint64 maxSize) override;
    qint64 writeData(const char *data, qint64 size) override;

private:
    QByteArray m_content;
    qsizetype m_position = 0;
};

} // namespace twinlake
