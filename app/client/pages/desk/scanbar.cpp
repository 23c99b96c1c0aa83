#include "pages/desk/scanbar.h"
#include "pages/desk/callout.h"
#include "pages/desk/deskport.h"
#include "pages/desk/words.h"
#include "shell/commandcentre.h"
#include "shell/flowlayout.h"
#include "shell/layouts.h"

#include <base/errortext.h>
#include <uikit/combo.h>
#include <uikit/label.h>
#include <uikit/progressrow.h>

namespace zc::client {
using namespace uikit;
using namespace Qt::StringLiterals;
using devices::SettingCapability;
using intake::PageSource;
using intake::ScanView;

namespace {

// What a clerk may want otherwise from paper to paper; the rest of a device's settings is IT's.
const QStringList kOffered = {u"source"_s, u"mode"_s, u"sides"_s};

QString firstChoice(const SettingCapability &setting)
{
    // Papers come in piles: the feeder, where there is one.
    return setting.id == "source"_L1 && setting.values.contains(u"feeder"_s) ? u"feeder"_s : setting.defaultValue;
}

} // namespace

ScanBar::ScanBar(DeskPort &desk, CommandCentre &commands, QWidget *parent)
    : QWidget(parent)
    , m_desk(desk)
    , m_choices(new QWidget)
    , m_progress(new ProgressRow({}))
    , m_told(new Callout(Tone::Bad))
{
    m_choices->setObjectName(u"scan.choices"_s);
    m_progress->setObjectName(u"scan.progress"_s);
    m_told->setObjectName(u"scan.told"_s);
    auto *lines = column(this, 8);
    lines->setContentsMargins(0, 8, 0, 0);
    for (QWidget *widget : std::initializer_list<QWidget *> {m_choices, m_progress, m_told}) {
        lines->addWidget(widget);
        widget->hide();
    }
    new FlowLayout(m_choices, 8);
    hide();
    connect(m_progress, &ProgressRow::cancelRequested, this, [&commands] { commands.run(u"material.scanStop"_s); });
    connect(&m_desk, &DeskPort::scanEnded, this, &ScanBar::tell);
}

QString ScanBar::nameOf(const QString &requirementId) const
{
    for (const auto &entry : m_desk.current().materials)
        if (entry.id == requirementId) return entry.name;
    return {};
}

void ScanBar::show(const QList<ScanView> &sources, bool mayScan)
{
    const auto running = std::find_if(sources.cbegin(), sources.cend(), [](const ScanView &scan) { return scan.running; });
    const bool idle = running == sources.cend();
    if (!idle) report(*running);
    offer(sources, mayScan);
    m_progress->setVisible(!idle);
    m_choices->setVisible(mayScan && idle && !m_options.isEmpty());
    const auto troubled = std::find_if(sources.cbegin(), sources.cend(), [](const ScanView &scan) { return scan.present && !scan.ready && scan.trouble; });
    if (troubled != sources.cend() && mayScan && idle) {
        if (m_told->headline().isEmpty() || m_ofDevice) {
            const ErrorText text = ErrorTexts().forCode(troubled->trouble->code);
            say(int(Tone::Warn), text.sentence, u"%1 (%2)"_s.arg(text.next, troubled->trouble->code), true);
        }
    } else if (m_ofDevice) {
        forget();
    }
    setVisible(!m_choices->isHidden() || !m_progress->isHidden() || !m_told->isHidden());
}

void ScanBar::report(const ScanView &scan)
{
    const QString name = nameOf(scan.requirementId);
    if (scan.source == PageSource::Camera)
        m_progress->setWhat(scan.pages == 0 ? tr("Photographing “%1”: lay it flat, hands off").arg(name) : tr("First side of “%1” taken: turn the sheet over").arg(name));
    else m_progress->setWhat(scan.pages == 0 ? tr("Scanning “%1”").arg(name) : tr("Scanning “%1”: %n page(s) done", nullptr, scan.pages).arg(name));
    m_progress->setProgress(scan.pages, std::max(0, scan.ofPages));
}

bool ScanBar::Option::offers(const Offer &offer) const
{
    QStringList values;
    for (int i = 0; i < combo->count(); ++i) values.append(combo->itemData(i).toString());
    return offer.source == source && offer.setting.id == id && offer.setting.values == values;
}

// One way to choose: nothing to show.
void ScanBar::offer(const QList<ScanView> &sources, bool mayScan)
{
    QList<Offer> offered;
    for (const ScanView &scan : sources)
        for (const QString &id : kOffered)
            if (const SettingCapability *setting = scan.setting(id); setting && setting->values.size() > 1 && scan.present && mayScan) offered.append({scan.source, *setting});
    if (std::equal(offered.cbegin(), offered.cend(), m_options.cbegin(), m_options.cend(), [](const Offer &offer, const Option &option) { return option.offers(offer); })) return;
    m_options.clear();
    while (QLayoutItem *item = m_choices->layout()->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (const auto &[source, setting] : std::as_const(offered)) {
        auto *combo = new Combo;
        combo->setObjectName(u"scan."_s + setting.id);
        combo->setAccessibleName(scanSettingTitle(setting.id));
        for (const QString &value : setting.values) combo->addItem(scanSettingWords(setting.id, value), value);
        // What was chosen for a scanner that could do it falls back where this one cannot.
        combo->setCurrentIndex(std::max(0, combo->findData(m_wanted.value(setting.id, firstChoice(setting)))));
        connect(combo, &QComboBox::activated, this, [this, id = setting.id, combo] { m_wanted.insert(id, combo->currentData().toString()); });
        auto *choice = new QWidget;                         // a name is never parted from its choice
        auto *line = row(choice, 8);
        line->addWidget(new Label(scanSettingTitle(setting.id), Type::Caption, Color::TextMuted));
        line->addWidget(combo);
        m_choices->layout()->addWidget(choice);
        m_options.append({source, setting.id, combo});
    }
}

devices::SettingValues ScanBar::wanted(PageSource source) const
{
    devices::SettingValues values;
    for (const Option &option : m_options)
        if (option.source == source) values.insert(option.id, option.combo->currentData().toString());
    return values;
}

void ScanBar::forget() { say(int(Tone::Neutral), {}, {}, false); }

void ScanBar::say(int tone, const QString &headline, const QString &explanation, bool ofDevice)
{
    m_ofDevice = ofDevice;
    m_told->setTone(Tone(tone));
    m_told->show(headline, explanation);
    setVisible(!m_choices->isHidden() || !m_progress->isHidden() || !m_told->isHidden());
}

void ScanBar::tell(const intake::ScanOutcome &outcome)
{
    const QString name = nameOf(outcome.requirementId);
    if (outcome.stopped) {
        const bool camera = outcome.source == PageSource::Camera;
        say(int(Tone::Neutral), camera ? tr("No photograph was taken") : tr("The scan was stopped"),
            camera ? tr("“%1” is as it was before.").arg(name) : tr("“%1” is as it was before: nothing of this scan was taken.").arg(name), false);
    } else if (outcome.error) {
        const Error &error = *outcome.error;
        const ErrorText text = ErrorTexts().forCode(error.code);
        QString advice = text.next;
        if (error.code.endsWith("-BUSY"_L1) && !error.detail.isEmpty()) advice = tr("In use by: %1.").arg(error.detail) + u' ' + advice;
        if (outcome.pages > 0)
            say(int(Tone::Bad), tr("Page %1 was not taken; the %2 before it are kept").arg(outcome.pages + 1).arg(tr("%n page(s)", nullptr, outcome.pages)),
                u"%1 %2 (%3)"_s.arg(text.sentence, advice, error.code), false);
        else say(int(Tone::Bad), text.sentence, u"%1 (%2)"_s.arg(advice, error.code), false);
    }
    if (outcome.pages > 0) Q_EMIT landed(outcome.requirementId);
}

} // namespace zc::client
