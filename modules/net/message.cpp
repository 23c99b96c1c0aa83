#include "message.h"

namespace zc::net {

QByteArray methodName(Method method)
{
    switch (method) {
    case Method::Get: return "GET";
    case Method::Head: return "HEAD";
    case Method::Post: return "POST";
    case Method::Put: return "PUT";
    case Method::Patch: return "PATCH";
    case Method::Delete: return "DELETE";
    case Method::Options: return "OPTIONS";
    }
    return "GET";
}

int Headers::count(QByteArrayView name) const
{
    int found = 0;
    for (const Line &line : m_lines)
        found += line.name.compare(name, Qt::CaseInsensitive) == 0;
    return found;
}

QByteArray Headers::single(QByteArrayView name) const
{
    const Line *only = nullptr;
    for (const Line &line : m_lines) {
        if (line.name.compare(name, Qt::CaseInsensitive) != 0)
            continue;
        if (only)
            return {};
        only = &line;
    }
    return only ? only->value : QByteArray();
}

} // namespace zc::net
