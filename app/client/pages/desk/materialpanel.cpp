#include "pages/desk/materialpanel.h"
#include "pages/desk/callout.h"
#include "pages/desk/words.h"
#include "shell/commandcentre.h"
#include "shell/layouts.h"

#include <base/halltime.h>
#include <uikit/button.h>
#include <uikit/label.h>

#include <QGridLayout>
#include <QScrollArea>

namespace zc::client {
using namespace uikit;
using namespace Qt::StringLiterals;
using intake::MaterialView;
using intake::NoticeLine;
using intake::Seen;

MaterialPanel::MaterialPanel(CommandCentre &commands, QWidget *parent)
    : Surface(Color::Surface, Qt::LeftEdge, parent)
    , m_commands(commands)
    , m_title(new Label({}, Type::Section))
    , m_demand(new Label({}, Type::Small))
    , m_basis(new Label({}, Type::Caption, Color::TextMuted))
    , m_taken(new Label({}, Type::Caption, Color::TextMuted))
    , m_what(new Label(tr("What to do"), Type::Section))
    , m_state(new Callout)
    , m_seen(new Label({}, Type::Small))
    , m_left(new Label({}, Type::SmallStrong))
{
    setObjectName(u"material.panel"_s);
    setProperty("pane", true);
    setAccessibleName(tr("This material"));
    auto *outer = column(this);
    outer->setContentsMargins(1, 0, 0, 0);          // the hairline at the left edge
    auto *content = new Surface(Color::Surface);
    auto *lines = column(content);
    for (Label *label : {m_title, m_demand, m_basis}) {
        label->setWordWrap(true);
        lines->addWidget(label);
    }
    lines->addWidget(m_state);
    m_taken->setObjectName(u"panel.taken"_s);
    m_taken->setWordWrap(true);
    lines->addWidget(m_taken);
    lines->addSpacing(10);
    lines->addWidget(m_what);
    const auto action = [&](const QString &command, const QString &text) {
        auto *button = new Button(text);
        button->setObjectName(u"panel."_s + command);
        button->setSpread(true);
        button->setKeyCap(commands.table().find(command)->keyText);
        connect(button, &QAbstractButton::clicked, this, [this, command] { m_commands.run(command); });
        lines->addWidget(button);
        return button;
    };
    m_fits = action(u"material.conforms"_s, tr("Seen, it fits"));
    m_original = action(u"material.original"_s, tr("Original looked at"));
    m_unfit = action(u"material.mismatch"_s, tr("Does not fit, into the correction notice"));
    m_missing = action(u"material.missing"_s, tr("Missing"));
    m_defer = action(u"material.defer"_s, tr("Defer"));
    lines->addStretch(1);
    content->setPadding(4.5, 4.5, 4.5, 3);
    content->setSpacing(2);
    auto *scroll = new QScrollArea;
    scroll->setWidget(content);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    outer->addWidget(scroll, 1);

    auto *margin = new Surface(Color::Surface);
    auto *foot = new Surface(Color::Surface);
    foot->setHairlines(Qt::TopEdge, Color::LineStrong);
    auto *totals = new QGridLayout(foot);
    totals->addWidget(new Label(tr("Looked at"), Type::Small, Color::TextMuted), 0, 0);
    totals->addWidget(m_seen, 0, 1);
    totals->addWidget(new Label(tr("Still open"), Type::Small, Color::TextMuted), 1, 0);
    totals->addWidget(m_left, 1, 1);
    totals->setColumnStretch(0, 1);
    foot->setPadding(0, 3, 0, 0);
    foot->setSpacing(1.5);
    column(margin)->addWidget(foot);
    margin->setPadding(4.5, 0, 4.5, 4);
    outer->addWidget(margin);
}

void MaterialPanel::show(const intake::CounterCase &counter, const QString &chosen)
{
    const MaterialView *entry = nullptr;
    int open = 0, wanted = 0;
    for (const MaterialView &material : counter.materials) {
        if (material.id == chosen) entry = &material;
        if (material.mode == NoticeLine::Mode::Exempt) continue;
        ++wanted;
        open += material.open;
    }
    m_seen->setText(tr("%1 of %2").arg(wanted - open).arg(wanted));
    m_left->setText(tr("%n material(s)", nullptr, open));
    m_what->setVisible(entry);
    for (QWidget *widget : std::initializer_list<QWidget *> {m_demand, m_basis, m_state, m_taken, m_fits, m_unfit, m_missing, m_defer, m_original})
        widget->setVisible(entry);
    m_title->setText(entry ? entry->name : tr("Materials"));
    if (!entry) return;
    showDemand(*entry);
    showActions(*entry, counter.readOnly);
}

void MaterialPanel::showDemand(const MaterialView &entry)
{
    m_demand->setText(u"%1 · %2"_s.arg(modeWords(entry.mode), entry.detail.isEmpty() ? entry.form : entry.detail));
    m_basis->setText(entry.basis);
    m_basis->setVisible(!entry.basis.isEmpty());
    const bool late = entry.state.seen == Seen::Missing && entry.mode == NoticeLine::Mode::Deferrable;
    const bool promised = entry.state.seen == Seen::Missing && entry.mode == NoticeLine::Mode::Commitment;
    m_state->setTone(late || promised ? Tone::Warn : entry.state.seen == Seen::NotSeen ? Tone::Neutral : seenTone(entry.state.seen));
    QString headline = seenWords(entry.state.seen);
    QString words = entry.state.note;
    if (entry.mode == NoticeLine::Mode::Exempt) {
        headline = tr("Need not be brought");
        m_state->setTone(Tone::Ok);
    } else if (late) {
        headline = tr("May follow until %1").arg(dayWords(entry.deferredUntil));
        words = tr("The date stands on the receipt and on the one-time notice.");
    } else if (promised) {
        headline = tr("Replaced by a written commitment");
    } else if (entry.state.seen == Seen::NotSeen) {
        words = entry.state.attachments.isEmpty() ? tr("Nobody looked at this material yet.") : tr("%n page file(s) taken in; please look and decide.", nullptr, int(entry.state.attachments.size()));
    } else if (entry.state.seen == Seen::Unfit && words.isEmpty()) {
        words = tr("It goes on the list of the correction notice.");
    }
    // Where the pages came from and when: of what a device took, the last one.
    QString taken;
    for (const intake::AttachmentRef &file : entry.state.attachments)
        if (!file.device.isEmpty())
            taken = tr("From %1, %2").arg(file.device, hallTime(file.takenMs).toString(u"yyyy-MM-dd HH:mm"_s));
    m_taken->setText(taken);
    m_taken->setVisible(!taken.isEmpty());
    if (entry.state.originalSeen) headline += u" · "_s + tr("original looked at");
    m_state->show(headline, words);
}

void MaterialPanel::showActions(const MaterialView &entry, bool readOnly)
{
    const bool decide = !readOnly && entry.mode != NoticeLine::Mode::Exempt;
    m_what->setVisible(decide);
    for (Button *button : {m_fits, m_unfit, m_original}) button->setVisible(decide);
    m_missing->setVisible(decide && !entry.mayFollow());
    m_defer->setVisible(decide && entry.mayFollow());
    m_defer->setText(entry.mode == NoticeLine::Mode::Commitment ? tr("Replace by a commitment") : tr("Defer, until %1").arg(dayWords(entry.deferredUntil)));
    m_original->setText(entry.state.originalSeen ? tr("Original not looked at after all") : tr("Original looked at"));
}

} // namespace zc::client
