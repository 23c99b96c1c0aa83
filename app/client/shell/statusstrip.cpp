#include "shell/statusstrip.h"
#include "shell/layouts.h"

#include <uikit/label.h>
#include <uikit/statuscell.h>

namespace zc::client {
using namespace uikit;
using namespace Qt::StringLiterals;
using intake::DeskStatus;
using intake::Health;

namespace {

void show(StatusCell *cell, const DeskStatus::Cell &status, bool lamp)
{
    using Lamp = StatusCell::Health;
    Lamp health = lamp ? Lamp::Off : Lamp::Plain;
    switch (status.health) {
    case Health::Good: health = lamp ? Lamp::Good : Lamp::Plain; break;
    case Health::Attention: health = Lamp::Waiting; break;
    case Health::Bad: health = Lamp::Fault; break;
    case Health::Off: break;
    }
    cell->setStatus(status.words, health);
}

} // namespace

StatusStrip::StatusStrip(QWidget *parent)
    : Surface(Color::Surface, Qt::TopEdge, parent)
    , m_platform(new StatusCell)
    , m_waiting(new StatusCell)
    , m_reader(new StatusCell)
    , m_scanner(new StatusCell)
    , m_camera(new StatusCell)
    , m_printer(new StatusCell)
    , m_receipts(new StatusCell)
    , m_printStop(new StatusCell)
    , m_policy(new StatusCell)
    , m_bridge(new StatusCell)
    , m_clerk(new Label({}, Type::Caption, Color::TextMuted))
    , m_time(new Label({}, Type::Caption, Color::TextMuted))
{
    setObjectName(u"strip"_s);
    m_platform->setObjectName(u"strip.platform"_s);
    m_waiting->setObjectName(u"strip.waiting"_s);
    m_reader->setObjectName(u"strip.reader"_s);
    m_scanner->setObjectName(u"strip.scanner"_s);
    m_camera->setObjectName(u"strip.camera"_s);
    m_printer->setObjectName(u"strip.printer"_s);
    m_receipts->setObjectName(u"strip.receipts"_s);
    m_printStop->setObjectName(u"strip.printStop"_s);
    m_policy->setObjectName(u"strip.policy"_s);
    m_bridge->setObjectName(u"strip.bridge"_s);
    auto *line = row(this);
    for (StatusCell *cell : {m_policy, m_bridge, m_platform, m_waiting, m_reader, m_scanner, m_camera, m_printer, m_receipts, m_printStop}) {
        cell->hide();
        line->addWidget(cell);
    }
    line->addStretch(1);
    line->addWidget(m_clerk);
    line->addWidget(m_time);
    setPadding(3.5, 0, 3.5, 0);
    setSpacing(5.5);
    setFixedHeight(Metric::StripHeight);
    connect(m_platform, &QAbstractButton::clicked, this, &StatusStrip::platformChosen);
    connect(m_waiting, &QAbstractButton::clicked, this, &StatusStrip::waitingChosen);
    connect(m_reader, &QAbstractButton::clicked, this, &StatusStrip::readerChosen);
    connect(m_scanner, &QAbstractButton::clicked, this, &StatusStrip::scannerChosen);
    connect(m_camera, &QAbstractButton::clicked, this, &StatusStrip::cameraChosen);
    connect(m_printer, &QAbstractButton::clicked, this, &StatusStrip::printerChosen);
    connect(m_receipts, &QAbstractButton::clicked, this, &StatusStrip::receiptPrinterChosen);
    connect(m_printStop, &QAbstractButton::clicked, this, &StatusStrip::printStopChosen);
    connect(m_bridge, &QAbstractButton::clicked, this, &StatusStrip::bridgeChosen);
    connect(m_policy, &QAbstractButton::clicked, this, &StatusStrip::policyChosen);
}

void StatusStrip::tell(StatusCell *cell, const DeskStatus::Cell &status, bool lamp)
{
    client::show(cell, status, lamp);
    m_told.insert(cell, status);
    fit();
}

void StatusStrip::fit()
{
    for (auto told = m_told.cbegin(); told != m_told.cend(); ++told)
        told.key()->setVisible(!told->words.isEmpty());
    for (StatusCell *cell : {m_receipts, m_camera, m_scanner, m_reader, m_printer}) {
        layout()->activate();
        if (layout()->sizeHint().width() <= width())
            return;
        if (m_told.value(cell).health == Health::Good || m_told.value(cell).health == Health::Off)
            cell->hide();
    }
}

void StatusStrip::resizeEvent(QResizeEvent *event)
{
    Surface::resizeEvent(event);
    fit();
}

void StatusStrip::applyTheme()
{
    Surface::applyTheme();
    if (m_time)
        fit();
}

void StatusStrip::show(const DeskStatus &status)
{
    tell(m_platform, status.platform, true);
    tell(m_waiting, status.waiting, false);
    tell(m_reader, status.reader, true);
    tell(m_scanner, status.scanner, true);
    tell(m_camera, status.camera, true);
    m_clerk->setText(status.window.isEmpty() ? status.clerk : u"%1 · %2"_s.arg(status.clerk, status.window));
    fit();
    layout()->activate();                            // never a frame with words cut to the old width
}

void StatusStrip::setPrinter(const DeskStatus::Cell &printer) { tell(m_printer, printer, true); }

void StatusStrip::setReceiptPrinter(const DeskStatus::Cell &printer) { tell(m_receipts, printer, true); }

void StatusStrip::setPrintStop(const QString &words) { tell(m_printStop, {Health::Off, words}, false); }

void StatusStrip::setBridge(const DeskStatus::Cell &bridge) { tell(m_bridge, bridge, true); }

void StatusStrip::setPolicy(const DeskStatus::Cell &policy) { tell(m_policy, policy, true); }

void StatusStrip::setNow(const QDateTime &now) { m_time->setText(now.toString(u"yyyy-MM-dd HH:mm"_s)); }

} // namespace zc::client
