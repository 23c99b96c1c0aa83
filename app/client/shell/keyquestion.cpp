#include "shell/keyquestion.h"
#include "shell/pinfield.h"

#include <base/halltime.h>
#include <uikit/label.h>

namespace zc::client {
using namespace uikit;
using namespace Qt::StringLiterals;
using devices::Certificate;

namespace {

constexpr int kGroup = 4;

// "ab12 cd34 …": eyes compare groups.
QString grouped(const QByteArray &digest)
{
    const QString hex = QString::fromLatin1(digest.toHex());
    QStringList groups;
    for (qsizetype at = 0; at < hex.size(); at += kGroup) groups.append(hex.mid(at, kGroup));
    return groups.join(u' ');
}

} // namespace

KeyQuestion::KeyQuestion(QWidget *window)
    : StandingQuestion(u"key"_s, tr("Sign"), tr("Do not sign"), window)
    , m_pin(new PinField)
{
    auto *title = addLine(u"key.title"_s, Type::Section, Color::Text);
    title->setText(tr("Sign with a UKey"));
    m_origin = addLine(u"key.origin"_s, Type::BodyStrong, Color::Text);
    m_words = addLine(u"key.words"_s, Type::Body, Color::Text);
    m_digest = addLine(u"key.digest"_s, Type::Small, Color::TextMuted);
    m_certificate = addLine(u"key.certificate"_s, Type::Body, Color::Text);
    m_validity = addLine(u"key.validity"_s, Type::Small, Color::Warn);
    m_tries = addLine(u"key.tries"_s, Type::Small, Color::TextMuted);
    m_remark = addLine(u"key.remark"_s, Type::Body, Color::Bad);
    m_pin->setObjectName(u"key.pin"_s);
    m_pin->setAccessibleName(tr("PIN of the UKey"));
    addEntry(m_pin);
    setNoKey(u"Esc"_s);
    setAccessibleName(title->text());
    connect(m_pin, &PinField::changed, this, [this] { setYesEnabled(!m_pin->isEmpty()); });
    connect(m_pin, &PinField::confirmed, this, [this] { pressYes(); });
    setYesEnabled(false);
}

void KeyQuestion::ask(const Question &question)
{
    m_waiting.append(question);
    if (m_waiting.size() == 1) showFirst();
}

void KeyQuestion::withdrawIf(const std::function<bool(const Question &)> &which)
{
    const bool first = !m_waiting.isEmpty() && which(m_waiting.first());
    m_waiting.removeIf(which);
    if (first) showFirst();
}

void KeyQuestion::withdraw(quint64 id)
{
    withdrawIf([id](const Question &question) { return !question.own && question.id == id; });
}

void KeyQuestion::withdrawOwn()
{
    withdrawIf([](const Question &question) { return question.own; });
}

void KeyQuestion::refuseAll()
{
    while (!m_waiting.isEmpty()) answer(false);
}

void KeyQuestion::showFirst()
{
    m_pin->clear();                     // of the question before it
    if (m_waiting.isEmpty()) return leave();
    const Question &question = m_waiting.first();
    const Certificate &certificate = question.certificate;
    m_origin->setText(question.own ? tr("A try at this window") : question.origin.isEmpty() ? tr("A program on this computer") : question.origin);
    m_words->setText(question.own ? question.words : tr("The page says: “%1”").arg(question.words));
    m_digest->setText(tr("What is signed (%1): %2").arg(certificate.digest().toUpper(), grouped(question.digest)));
    m_certificate->setText(tr("%1: %2, issued by %3").arg(question.device, certificate.subject, certificate.issuer));
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const QString until = hallTime(certificate.notAfter.toMSecsSinceEpoch()).toString(u"yyyy-MM-dd"_s);
    m_validity->setText(certificate.notAfter < now ? tr("This certificate has expired on %1").arg(until) : tr("This certificate is not valid yet"));
    m_validity->setVisible(certificate.notAfter < now || certificate.notBefore > now);
    m_tries->setText(question.triesLeft == 1 ? tr("PIN: only one try is left, another wrong one locks the UKey")
                         : question.triesLeft < 0 ? tr("PIN") : tr("PIN, tries left: %1").arg(question.triesLeft));
    m_tries->setColor(question.triesLeft == 1 ? Color::Bad : Color::TextMuted);
    m_remark->setText(question.remark);
    m_remark->setVisible(!question.remark.isEmpty());
    stand();
    if (question.own) takeFocus();
}

void KeyQuestion::answer(bool yes)
{
    if (m_waiting.isEmpty() || (yes && m_pin->isEmpty())) return;
    const devices::Pin pin = yes ? m_pin->take() : devices::Pin();
    const auto told = m_waiting.takeFirst().answer;
    showFirst();
    if (told) told(pin);
}

} // namespace zc::client
