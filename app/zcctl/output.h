#pragma once
#include <base/error.h>

#include <QJsonDocument>
#include <QString>

class QIODevice;

namespace zc::ctl {

// Where a verb speaks: one JSON document or one JSON object a line on stdout with --json, human text otherwise;
// problems go to stderr as `CODE: sentence (detail)`.
class Output {
public:
    Output(bool json, QIODevice &out, QIODevice &err);
    bool json() const { return m_json; }
    void text(const QString &line);                      // only without --json
    void document(const QJsonDocument &document);        // only with --json
    void problem(const Error &error);
    int failed(const Error &error, int status);          // the problem, its document, and the status to end with
    void usage(const QString &line);                     // stderr
    void flush();                                        // for a verb that goes on after it spoke

    // {"error":{"code":…,"message":…}} for one item of a batch that goes on.
    static QJsonObject errorObject(const Error &error);

private:
    bool m_json;
    QIODevice &m_out;
    QIODevice &m_err;
};

} // namespace zc::ctl
