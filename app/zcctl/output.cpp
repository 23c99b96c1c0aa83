#include "output.h"

#include <base/errortext.h>

#include <QFileDevice>
#include <QIODevice>
#include <QJsonObject>

namespace zc::ctl {

Output::Output(bool json, QIODevice &out, QIODevice &err) : m_json(json), m_out(out), m_err(err) {}

void Output::text(const QString &line)
{
    if (!m_json)
        m_out.write(line.toUtf8() + '\n');
}

void Output::document(const QJsonDocument &document)
{
    if (m_json)
        m_out.write(document.toJson(QJsonDocument::Compact) + '\n');
}

void Output::problem(const Error &error)
{
    const ErrorTexts texts;
    QString line = error.code + QStringLiteral(": ") + texts.sentence(error);
    if (!error.detail.isEmpty())
        line += QStringLiteral(" (%1)").arg(error.detail);
    m_err.write(line.toUtf8() + '\n');
}

int Output::failed(const Error &error, int status)
{
    problem(error);
    document(QJsonDocument(errorObject(error)));
    return status;
}

void Output::usage(const QString &line)
{
    m_err.write(line.toUtf8() + '\n');
}

void Output::flush()
{
    if (auto *file = qobject_cast<QFileDevice *>(&m_out))
        file->flush();
}

QJsonObject Output::errorObject(const Error &error)
{
    const ErrorTexts texts;
    return {{QStringLiteral("error"), QJsonObject{{QStringLiteral("code"), error.code},
                                                  {QStringLiteral("message"), texts.sentence(error)},
                                                  {QStringLiteral("detail"), error.detail}}}};
}

} // namespace zc::ctl
