#include "pageport.h"

#include <webhost/weborigin.h>

#include <QPointer>

namespace zc::webhost {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLongestCall = 96 * 1024;       // a message of the bridge is 64 KiB at most, in base64 a third more

} // namespace

PagePort::PagePort(const WebRules &rules, std::function<QUrl()> address, QObject *parent)
    : QObject(parent), m_rules(rules), m_address(std::move(address))
{
}

bool PagePort::mayCall(const QString &origin, bool top) const
{
    const bool may = top && !origin.isEmpty() && m_rules.origins.contains(origin) && originOf(m_address()) == origin;
    if (!may && m_rules.refused)
        m_rules.refused(u"call"_s, origin.left(300));
    return may;
}

void PagePort::open(const QString &document, const QString &origin, bool top)
{
    documentGone();
    if (!mayCall(origin, top) || document.isEmpty()) {
        Q_EMIT opened(document, false);
        return;
    }
    m_document = document;
    const QPointer<PagePort> self(this);
    PageVoice voice;
    voice.say = [self, document](const QByteArray &text) {
        if (self)
            Q_EMIT self->say(document, QString::fromUtf8(text));
    };
    voice.sayBinary = [self, document](const QByteArray &frame) {
        if (self)
            Q_EMIT self->sayBinary(document, QString::fromLatin1(frame.toBase64()));
    };
    voice.leave = [self, document](int code) {
        if (!self || self->m_document != document)
            return;
        self->documentGone();
        Q_EMIT self->left(document, code);
    };
    if (m_rules.channel)
        m_channel = m_rules.channel(origin, std::move(voice));
    if (!m_channel)
        m_document.clear();
    Q_EMIT opened(document, m_channel != nullptr);
}

bool PagePort::isOpenFor(const QString &document, const QString &origin, bool top)
{
    if (!m_channel || document != m_document)
        return false;
    if (mayCall(origin, top))
        return true;
    documentGone();                 // another page stands where the conversation was begun
    return false;
}

void PagePort::receive(const QString &document, const QString &origin, bool top, const QString &text)
{
    if (text.size() <= kLongestCall && isOpenFor(document, origin, top))
        m_channel->receive(text.toUtf8());
}

void PagePort::receiveBinary(const QString &document, const QString &origin, bool top, const QString &base64)
{
    if (base64.size() <= kLongestCall && isOpenFor(document, origin, top))
        m_channel->receiveBinary(QByteArray::fromBase64(base64.toLatin1()));
}

void PagePort::close(const QString &document)
{
    if (document == m_document)
        documentGone();
}

void PagePort::documentGone()
{
    m_channel.reset();
    m_document.clear();
}

} // namespace zc::webhost
