#include "requesthead.h"

#include <algorithm>

namespace zc::bridge {

namespace {

bool isTokenCharacter(char c)
{
    if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'))
        return true;
    return c != '\0' && QByteArrayView("!#$%&'*+-.^_`|~").contains(c);
}

bool isToken(QByteArrayView text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), isTokenCharacter);
}

// Bytes above 0x7F may stand in a value that nobody looks at; control characters but the tab nowhere.
bool isValue(QByteArrayView text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return c == '\t' || (static_cast<unsigned char>(c) >= 0x20 && c != 0x7F); });
}

QByteArrayView withoutBlanks(QByteArrayView text)
{
    const auto blank = [](char c) { return c == ' ' || c == '\t'; };
    while (!text.isEmpty() && blank(text.front()))
        text = text.sliced(1);
    while (!text.isEmpty() && blank(text.back()))
        text = text.chopped(1);
    return text;
}

bool readRequestLine(QByteArrayView line, RequestHead &head)
{
    const qsizetype first = line.indexOf(' ');
    const qsizetype second = first < 0 ? -1 : line.indexOf(' ', first + 1);
    if (second < 0 || line.indexOf(' ', second + 1) >= 0)
        return false;
    const QByteArrayView target = line.sliced(first + 1, second - first - 1);
    const bool printable = std::all_of(target.begin(), target.end(), [](char c) { return c > 0x20 && c < 0x7F; });
    head.method = line.first(first).toByteArray();
    head.target = target.toByteArray();
    head.version = line.sliced(second + 1).toByteArray();
    return isToken(head.method) && printable && !target.isEmpty() && head.version.startsWith("HTTP/");
}

bool readField(QByteArrayView line, RequestHead &head)
{
    const qsizetype colon = line.indexOf(':');
    if (colon < 0 || !isToken(line.first(colon)) || !isValue(line.sliced(colon + 1)) || head.fields.size() >= kMostFields)
        return false;
    head.fields.append({line.first(colon).toByteArray().toLower(), withoutBlanks(line.sliced(colon + 1)).toByteArray()});
    return true;
}

} // namespace

int RequestHead::count(QByteArrayView name) const
{
    return int(std::count_if(fields.begin(), fields.end(), [name](const Field &field) { return field.name == name; }));
}

QByteArray RequestHead::value(QByteArrayView name) const
{
    for (const Field &field : fields)
        if (field.name == name)
            return field.value;
    return {};
}

bool RequestHead::lists(QByteArrayView name, QByteArrayView token, bool anyCase) const
{
    for (const Field &field : fields) {
        if (field.name != name)
            continue;
        for (const QByteArray &part : field.value.split(',')) {
            const QByteArrayView entry = withoutBlanks(part);
            if (anyCase ? entry.toByteArray().toLower() == token : entry == token)
                return true;
        }
    }
    return false;
}

qsizetype endOfHead(QByteArrayView bytes)
{
    const qsizetype at = bytes.first(qMin(bytes.size(), kLongestHead)).indexOf("\r\n\r\n");
    return at < 0 ? -1 : at + 4;
}

std::optional<RequestHead> parseHead(QByteArrayView bytes)
{
    RequestHead head;
    bool first = true;
    while (!bytes.isEmpty()) {
        const qsizetype end = bytes.indexOf("\r\n");
        if (end < 0 || end > kLongestLine)
            return std::nullopt;
        const QByteArrayView line = bytes.first(end);
        bytes = bytes.sliced(end + 2);
        if (line.isEmpty())
            return bytes.isEmpty() && !first ? std::optional(head) : std::nullopt;
        if (line.contains('\r') || line.contains('\n') || !(first ? readRequestLine(line, head) : readField(line, head)))
            return std::nullopt;
        first = false;
    }
    return std::nullopt;
}

} // namespace zc::bridge
