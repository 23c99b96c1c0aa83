#include "shell/revealreason.h"
#include "shell/layouts.h"

#include <uikit/keycap.h>
#include <uikit/label.h>
#include <uikit/optioncard.h>

#include <QApplication>
#include <QKeyEvent>

namespace zc::client {
using namespace uikit;
using namespace Qt::StringLiterals;

namespace {

const QStringList kCodes = {u"compare-paper"_s, u"call-applicant"_s, u"answer-enquiry"_s, u"correct-record"_s};

} // namespace

RevealReason::RevealReason(QWidget *window)
    : FloatingPanel(window)
{
    setObjectName(u"reveal.reason"_s);
    auto *lines = column(this, 10);
    lines->addWidget(new Label(tr("Why must it be seen in full?"), Type::Section));
    auto *words = new Label(tr("Several were shown in a short time. The reason is recorded with your number; the value is not."), Type::Body, Color::TextMuted);
    words->setWordWrap(true);
    lines->addWidget(words);
    const QStringList titles = {tr("To compare it with the paper"), tr("To call the applicant"), tr("To answer an enquiry"), tr("To correct the record")};
    for (int i = 0; i < titles.size(); ++i) {
        auto *option = new OptionCard(i + 1, titles.at(i));
        option->setObjectName(u"reveal.reason.%1"_s.arg(i + 1));
        connect(option, &QAbstractButton::clicked, this, [this, i] { choose(i); });
        lines->addWidget(option);
        m_options.append(option);
    }
    auto *foot = row(nullptr, 8);
    foot->addStretch(1);
    foot->addWidget(new KeyCap(u"Esc"_s));
    foot->addWidget(new Label(tr("show nothing"), Type::Caption, Color::TextMuted));
    lines->addLayout(foot);
    setPadding(5, 4);
    setAccessibleName(tr("Why must it be seen in full?"));
    connect(this, &FloatingPanel::closeRequested, this, &RevealReason::close);
    hide();
}

void RevealReason::ask(std::function<void(const QString &)> chosen)
{
    m_chosen = std::move(chosen);
    if (!isVisible()) m_before = QApplication::focusWidget();
    const QRect area = parentWidget()->rect();
    const int width = std::min(area.width() - theme().space(8), theme().space(120));
    resize(width, std::min(area.height(), layout()->totalHeightForWidth(width)));
    move((area.width() - width) / 2, (area.height() - height()) / 3);
    show();
    raise();
    m_options.first()->setFocus(Qt::OtherFocusReason);
}

void RevealReason::close()
{
    if (!isVisible()) return;
    m_chosen = nullptr;
    hide();
    if (m_before) m_before->setFocus(Qt::OtherFocusReason);
}

void RevealReason::choose(int index)
{
    const auto chosen = m_chosen;
    close();
    if (chosen) chosen(kCodes.at(index));
}

void RevealReason::keyPressEvent(QKeyEvent *event)
{
    const int digit = event->key() - Qt::Key_1;
    const qsizetype at = m_options.indexOf(QApplication::focusWidget());
    if (digit >= 0 && digit < m_options.size()) return choose(digit);
    if (at >= 0 && (event->key() == Qt::Key_Down || event->key() == Qt::Key_Up))
        return m_options.at((at + (event->key() == Qt::Key_Down ? 1 : m_options.size() - 1)) % m_options.size())->setFocus(Qt::TabFocusReason);
    if (at >= 0 && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)) return choose(int(at));
    FloatingPanel::keyPressEvent(event);
}

} // namespace zc::client
