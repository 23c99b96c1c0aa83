#include "pages/desk/confirmstep.h"
#include "pages/desk/callout.h"
#include "pages/desk/deskport.h"
#include "pages/desk/words.h"
#include "shell/commandcentre.h"
#include "shell/layouts.h"

#include <base/halltime.h>
#include <base/masking.h>
#include <base/whendone.h>
#include <uikit/button.h>
#include <uikit/label.h>

#include <QEvent>
#include <QGridLayout>
#include <QImage>
#include <QPainter>

namespace zc::client {
using namespace uikit;
using namespace Qt::StringLiterals;
using intake::NoticeLine;
using intake::Seen;

ConfirmStep::ConfirmStep(DeskPort &desk, CommandCentre &commands, QWidget *parent)
    : StepFrame(u"step.confirm"_s, desk, commands, parent)
    , m_title(new Label({}, Type::Applicant))
    , m_grid(new QGridLayout)
    , m_state(new Callout)
    , m_picture(new Label)
    , m_pictureWords(new Label({}, Type::Small, Color::TextMuted))
{
    auto *sheet = new Surface(Color::Surface);
    m_sheet = sheet;
    sheet->setHairlines(Qt::TopEdge | Qt::BottomEdge | Qt::LeftEdge | Qt::RightEdge);
    auto *lines = column(sheet);
    m_title->setWordWrap(true);
    lines->addWidget(m_title);
    m_grid->setHorizontalSpacing(28);
    m_grid->setVerticalSpacing(12);
    m_grid->setColumnStretch(1, 1);
    lines->addLayout(m_grid);
    sheet->setPadding(9, 8, 9, 8);
    sheet->setSpacing(6);
    body()->addWidget(new Label(tr("Please read this together with the applicant"), Type::Body, Color::TextMuted));
    body()->addSpacing(14);
    body()->addWidget(m_state);
    body()->addSpacing(10);
    body()->addWidget(sheet);
    sheet->installEventFilter(this);
    m_picture->setObjectName(u"confirm.signature"_s);
    m_picture->setAccessibleName(tr("Signature"));
    m_pictureWords->setObjectName(u"confirm.signatureWords"_s);
    m_pictureWords->setWordWrap(true);
    lines->addSpacing(8);
    lines->addWidget(m_picture, 0, Qt::AlignLeft);
    lines->addWidget(m_pictureWords);
    body()->addStretch(1);
    addFootStretch();
    m_sign = addFootButton(u"confirm.sign"_s, tr("Sign"), u"Ctrl+I"_s, false);
    connect(m_sign, &QAbstractButton::clicked, this, [this] { sign(); });
    connect(&desk, &DeskPort::signChanged, this, [this] { m_sign->setVisible(this->desk().signView().present); });
    connect(&desk, &DeskPort::signEnded, this, [this](const intake::SignOutcome &outcome) {
        if (outcome.taken) m_confirm->setFocus(Qt::OtherFocusReason);
    });
    m_confirm = addFootButton(u"confirm.yes"_s, tr("The applicant has read it and agrees"), u"Ctrl+Enter"_s, true);
    connect(m_confirm, &QAbstractButton::clicked, this, [this] { confirm(); });
}

QList<SignSheet::Line> ConfirmStep::linesOf(const intake::CounterCase &counter) const
{
    QList<SignSheet::Line> lines;
    const auto add = [&lines](const QString &name, const QString &value) { if (!value.isEmpty()) lines.append({name, value}); };
    const intake::CaseDraft &draft = counter.draft;
    add(tr("Applicant"), draft.text(u"applicant.name"_s));
    add(tr("ID number"), draft.text(u"applicant.idNumber"_s));
    add(tr("Phone"), draft.text(u"applicant.phone"_s));
    add(tr("Agent"), draft.text(u"agent.name"_s));
    add(tr("Situation"), counter.situation.join(u" · "_s));
    QStringList items;
    for (const auto &item : counter.items) items.append(item.itemName);
    add(tr("Handled together"), items.join(u"、"_s));
    for (const auto &field : counter.form) add(field.label, field.value.text);
    QStringList brought, later, promised;
    for (const auto &material : counter.materials) {
        if (material.state.seen == Seen::Fits) brought.append(material.name);
        else if (material.state.seen == Seen::Missing && material.mode == NoticeLine::Mode::Deferrable)
            later.append(tr("%1 (until %2)").arg(material.name, dayWords(material.deferredUntil)));
        else if (material.state.seen == Seen::Missing && material.mode == NoticeLine::Mode::Commitment) promised.append(material.name);
    }
    add(tr("Brought today"), brought.join(u"、"_s));
    add(tr("To follow"), later.join(u"、"_s));
    add(tr("By commitment"), promised.join(u"、"_s));
    add(tr("Fee"), counter.notice.fee);
    add(tr("Promised within"), counter.notice.promise);
    add(tr("Due at the latest"), counter.notice.due);
    return lines;
}

void ConfirmStep::show(const intake::CounterCase &counter)
{
    m_title->setText(counter.itemName);
    const QList<SignSheet::Line> lines = linesOf(counter);
    while (m_lines.size() < lines.size()) {
        auto *name = new Label({}, Type::Title, Color::TextMuted);
        auto *value = new Label({}, Type::Question);
        value->setWordWrap(true);
        m_lines.append(std::pair(name, value));
        placeLine(m_lines.size() - 1);
    }
    for (qsizetype i = 0; i < m_lines.size(); ++i) {
        const bool shown = i < lines.size();
        m_lines.at(i).first->setVisible(shown);
        m_lines.at(i).second->setVisible(shown);
        if (!shown) continue;
        m_lines.at(i).first->setText(lines.at(i).name);
        m_lines.at(i).second->setText(lines.at(i).value);
    }
    fitLines();
    const bool done = counter.draft.applicantConfirmed;
    m_state->setTone(Tone::Ok);
    m_state->show(done ? tr("The applicant has read it and agrees") : QString(), done ? tr("A later change of anything above asks for the confirmation anew.") : QString());
    m_confirm->setText(done ? tr("To the submission") : tr("The applicant has read it and agrees"));
    m_confirm->setEnabled(!counter.readOnly || done);
    m_sign->setVisible(desk().signView().present);
    m_sign->setEnabled(!counter.readOnly);
    m_sign->setText(counter.draft.signature ? tr("Sign anew") : tr("Sign"));
    showSignature(counter);
}

void ConfirmStep::showSignature(const intake::CounterCase &counter)
{
    const auto &signature = counter.draft.signature;
    m_picture->setVisible(bool(signature));
    m_pictureWords->setVisible(bool(signature));
    if (!signature) {
        m_pictured = {};
        m_picture->clear();
        return;
    }
    m_pictureWords->setText(u"%1 · %2 · %3"_s.arg(tr("Signature"), inkToolWords(signature->tool), hallTime(signature->picture.takenMs).toString(u"yyyy-MM-dd HH:mm"_s)));
    if (m_pictured == signature->picture.attId) return;
    m_pictured = signature->picture.attId;
    m_picture->clear();
    whenDone(desk().attachmentBytes(m_pictured), this, [this, wanted = m_pictured](const Result<QByteArray> &bytes) {
        if (m_pictured != wanted || !bytes) return;
        QImage picture;
        if (!picture.loadFromData(*bytes, "PNG")) return;
        // Ink on the sheet's own paper: the picture itself has none.
        QImage paper(picture.size(), QImage::Format_ARGB32_Premultiplied);
        paper.fill(Qt::transparent);
        QPainter painter(&paper);
        painter.drawImage(0, 0, picture);
        painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
        painter.fillRect(paper.rect(), theme().color(Color::Text));
        painter.end();
        const QSize most(theme().space(90), theme().space(24));
        QPixmap shown = QPixmap::fromImage(paper.scaled(paper.size().scaled(most * devicePixelRatioF(), Qt::KeepAspectRatio), Qt::KeepAspectRatio, Qt::SmoothTransformation));
        shown.setDevicePixelRatio(devicePixelRatioF());
        m_picture->setPixmap(shown);
    });
}

void ConfirmStep::sign()
{
    if (desk().current().readOnly || !desk().signView().present) return;
    if (!m_signSheet) m_signSheet = new SignSheet(desk(), commands(), window());
    QList<SignSheet::Line> lines = linesOf(desk().current());
    // The hall looks over the applicant's shoulder; the number stands in full on the clerk's sheet.
    for (SignSheet::Line &line : lines)
        if (line.value == desk().current().draft.text(u"applicant.idNumber"_s)) line.value = maskIdNumber(line.value);
    m_signSheet->open(window(), desk().current().itemName, lines);
}

// Beside its name where the value has room for an address; below it in a narrow window or at large type.
void ConfirmStep::placeLine(qsizetype index)
{
    const auto [name, value] = m_lines.at(index);
    const int at = 2 * int(index);
    m_grid->addWidget(name, at, 0, 1, m_stacked ? 2 : 1, Qt::AlignTop | Qt::AlignLeft);
    m_grid->addWidget(value, m_stacked ? at + 1 : at, m_stacked ? 0 : 1, 1, m_stacked ? 2 : 1);
}

void ConfirmStep::fitLines()
{
    int widest = 0;
    for (const auto &[name, value] : std::as_const(m_lines))
        if (!name->isHidden()) widest = std::max(widest, name->sizeHint().width());
    const bool stacked = widest + m_grid->horizontalSpacing() + theme().space(60) > m_sheet->contentsRect().width() - 2 * theme().space(9);
    if (stacked == m_stacked) return;
    m_stacked = stacked;
    while (QLayoutItem *item = m_grid->takeAt(0)) delete item;
    for (qsizetype i = 0; i < m_lines.size(); ++i) placeLine(i);
}

bool ConfirmStep::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_sheet && event->type() == QEvent::Resize) fitLines();
    return StepFrame::eventFilter(watched, event);
}

void ConfirmStep::enter() { m_confirm->setFocus(Qt::OtherFocusReason); }

bool ConfirmStep::confirm()
{
    if (!desk().current().draft.applicantConfirmed) desk().setApplicantConfirmed(true);
    Q_EMIT stepDone();
    return true;
}

QString ConfirmStep::why() const
{
    return tr("What the applicant agrees to here is what is filed. Whoever finds a mistake goes back with Ctrl+1 to Ctrl+4; nothing is lost.");
}

} // namespace zc::client
