#include "pages/desk/materialstep.h"
#include "pages/desk/callout.h"
#include "pages/desk/deskport.h"
#include "pages/desk/materialpages.h"
#include "pages/desk/pageview.h"
#include "pages/desk/scanbar.h"
#include "pages/desk/words.h"
#include "shell/commandcentre.h"
#include "shell/flowlayout.h"
#include "shell/layouts.h"

#include <intake/pageorder.h>
#include <uikit/button.h>
#include <uikit/label.h>
#include <uikit/thumbstrip.h>

#include <QFileDialog>
#include <QKeyEvent>

namespace zc::client {
using namespace uikit;
using namespace Qt::StringLiterals;
using intake::MaterialView;
using intake::NoticeLine;
using intake::Seen;

MaterialStep::MaterialStep(DeskPort &desk, CommandCentre &commands, QWidget *parent)
    : StepFrame(u"step.materials"_s, desk, commands, parent)
    , m_pages(new MaterialPages(desk, this))
    , m_view(new PageView)
    , m_thumbs(new ThumbStrip)
    , m_where(new Label({}, Type::Caption, Color::TextMuted))
    , m_error(new Callout(Tone::Bad))
    , m_scanner(new ScanBar(desk, commands))
{
    setAccessibleName(tr("Pages of the material"));
    m_error->setObjectName(u"material.error"_s);
    m_view->setDropWanted(true);
    if (auto *content = qobject_cast<Surface *>(body()->parentWidget())) content->setPadding(6, 4, 6, 2);
    buildBar();
    body()->addWidget(m_scanner);
    body()->addSpacing(6);
    body()->addWidget(m_error);
    body()->addSpacing(6);
    body()->addWidget(m_view, 1);
    m_thumbs->setObjectName(u"page.strip"_s);
    foot()->addWidget(m_thumbs, 1);
    buildTools();
    if (auto *bar = qobject_cast<Surface *>(foot()->parentWidget())) bar->setPadding(6, 3, 6, 4);       // no buttons here: it stays so
    connect(m_pages, &MaterialPages::ready, this, &MaterialStep::showPages);
    connect(m_thumbs, &ThumbStrip::pageChosen, this, [this](int index) { turnPage(index - m_page); });
    connect(m_thumbs, &ThumbStrip::addRequested, this, &MaterialStep::addFiles);
    connect(m_thumbs, &ThumbStrip::removeRequested, this, [&commands] { commands.run(u"page.remove"_s); });
    connect(m_thumbs, &ThumbStrip::moveRequested, this, &MaterialStep::movePage);
    connect(m_view, &PageView::filesDropped, this, &MaterialStep::add);
    connect(&this->desk(), &DeskPort::scanChanged, this, &MaterialStep::showScan);
    connect(m_scanner, &ScanBar::landed, this, [this](const QString &id) {
        m_toLast = id == m_chosen;
        showPages();
    });
    buildCommands();
}

void MaterialStep::buildBar()
{
    auto *buttons = new QWidget;
    auto *flow = new FlowLayout(buttons, 8);
    m_scan = new Button(tr("Take the scan"), Button::Kind::Primary);
    m_scan->setObjectName(u"material.scan"_s);
    m_scan->setKeyCap(u"F8"_s);
    m_capture = new Button(tr("Photograph"));
    m_capture->setObjectName(u"material.capture"_s);
    m_capture->setKeyCap(u"F9"_s);
    m_files = new Button(tr("Files"));
    m_files->setObjectName(u"material.files"_s);
    m_files->setKeyCap(u"Ctrl+O"_s);
    m_folder = new Button(tr("Folder"));
    m_folder->setObjectName(u"material.folder"_s);
    for (Button *button : {m_scan, m_capture, m_files, m_folder}) flow->addWidget(button);
    auto *bar = row(nullptr, 8);
    bar->addWidget(buttons, 1);
    bar->addWidget(m_where, 0, Qt::AlignTop);
    body()->addLayout(bar);
    connect(m_scan, &QAbstractButton::clicked, this, &MaterialStep::scan);
    connect(m_capture, &QAbstractButton::clicked, this, &MaterialStep::capture);
    connect(m_files, &QAbstractButton::clicked, this, &MaterialStep::addFiles);
    connect(m_folder, &QAbstractButton::clicked, this, &MaterialStep::addFolder);
}

// For the mouse; the keys stand in the tool tips.
void MaterialStep::buildTools()
{
    for (const auto &[id, icon] : std::initializer_list<std::pair<QString, Icon>> {{u"page.rotateLeft"_s, Icon::RotateLeft}, {u"page.rotate"_s, Icon::RotateRight},
             {u"page.split"_s, Icon::Split}, {u"page.remove"_s, Icon::Trash}}) {
        auto *tool = new Button({}, Button::Kind::Quiet);
        tool->setGlyph(icon);
        tool->setObjectName(u"tool."_s + id);
        tool->setToolTip(commands().table().tip(id));
        tool->setAccessibleName(commands().table().find(id)->title);
        connect(tool, &QAbstractButton::clicked, this, [this, id = id] { commands().run(id); });
        foot()->addWidget(tool, 0, Qt::AlignBottom);
        m_tools.append(tool);
    }
}

void MaterialStep::buildCommands()
{
    CommandCentre &centre = commands();
    centre.handle(u"material.scan"_s, this, [this] { scan(); });
    centre.handle(u"material.capture"_s, this, [this] { capture(); });
    centre.handle(u"material.scanStop"_s, this, [this] { desk().stopScan(); });
    centre.handle(u"material.scanFolder"_s, this, [this] { scanFromFolder(); });
    centre.handle(u"material.files"_s, this, [this] { addFiles(); });
    centre.handle(u"material.folder"_s, this, [this] { addFolder(); });
    centre.handle(u"material.conforms"_s, this, [this] { decide(Seen::Fits); });
    centre.handle(u"material.mismatch"_s, this, [this] { decide(Seen::Unfit); });
    // The keys do what the buttons beside the page offer for this material, and no more.
    centre.handle(u"material.missing"_s, this, [this] {
        if (material() && !material()->mayFollow()) decide(Seen::Missing);
    });
    centre.handle(u"material.defer"_s, this, [this] {
        if (material() && material()->mayFollow()) decide(Seen::Missing);
    });
    centre.handle(u"material.original"_s, this, [this] { toggleOriginal(); });
    centre.handle(u"page.next"_s, this, [this] { turnPage(1); });
    centre.handle(u"page.previous"_s, this, [this] { turnPage(-1); });
    centre.handle(u"page.rotate"_s, this, [this] { arrange(intake::turned(m_pages->pages(), m_page, 90), m_page); });
    centre.handle(u"page.rotateLeft"_s, this, [this] { arrange(intake::turned(m_pages->pages(), m_page, -90), m_page); });
    centre.handle(u"page.earlier"_s, this, [this] { movePage(m_page, m_page - 1); });
    centre.handle(u"page.later"_s, this, [this] { movePage(m_page, m_page + 1); });
    centre.handle(u"page.split"_s, this, [this] { arrange(intake::divided(m_pages->pages(), m_page), m_page); });
    centre.handle(u"page.remove"_s, this, [this] { arrange(intake::without(m_pages->pages(), m_page), m_page); });     // Ctrl+Z brings it back
}

const MaterialView *MaterialStep::material() const
{
    for (const MaterialView &entry : desk().current().materials)
        if (entry.id == m_chosen) return &entry;
    return nullptr;
}

void MaterialStep::show(const intake::CounterCase &counter)
{
    if (counter.draft.caseId != m_caseId) {
        m_caseId = counter.draft.caseId;
        m_pages->forget();
        m_chosen.clear();
        m_scanner->forget();
    }
    if (!material()) {
        // The first one that is still to be looked at; a new outcome may have taken the chosen one away.
        m_chosen.clear();
        m_page = 0;
        for (const MaterialView &entry : counter.materials)
            if (m_chosen.isEmpty() || (entry.open && !material()->open)) m_chosen = entry.id;
        Q_EMIT chosenChanged();
    }
    const MaterialView *entry = material();
    const bool mayAdd = entry && !counter.readOnly && entry->mode != NoticeLine::Mode::Exempt;
    for (Button *button : {m_scan, m_files, m_folder}) button->setEnabled(mayAdd);
    m_view->setDropWanted(mayAdd);
    commands().setFact(Need::Material, entry && !counter.readOnly && counter.draft.step == intake::Step::Materials);
    if (entry) m_pages->load(entry->state);
    showScan();
    showPages();
}

void MaterialStep::showScan()
{
    const intake::ScanView scan = desk().scanView(), camera = desk().scanView(intake::PageSource::Camera);
    const bool mayAdd = m_files->isEnabled(), running = scan.running || camera.running;
    m_scan->setText(scan.present ? tr("Scan") : tr("Take the scan"));
    m_scan->setEnabled(mayAdd && !running);
    m_capture->setVisible(camera.present);
    m_capture->setEnabled(mayAdd && !running);
    commands().setFact(Need::Scanning, running);
    m_scanner->show({scan, camera}, mayAdd);
}

void MaterialStep::showPages()
{
    const MaterialView *entry = material();
    const auto pages = m_pages->pages();
    if (m_toLast && m_pages->waiting() == 0) {
        m_toLast = false;
        m_page = int(pages.size()) - 1;
    }
    m_page = std::clamp(m_page, 0, std::max(0, int(pages.size()) - 1));
    QList<ThumbStrip::Page> smalls;
    const bool judged = entry && entry->state.seen != Seen::NotSeen;
    for (const auto &page : pages)
        smalls.append({m_pages->small(page), judged ? seenTone(entry->state.seen) : Tone::Neutral, judged ? seenWords(entry->state.seen) : QString(), page.begins});
    m_thumbs->setPages(smalls);
    m_thumbs->setAddable(entry && m_files->isEnabled());
    m_thumbs->setCurrent(m_page);
    m_thumbs->setVisible(!pages.isEmpty());
    const bool mayArrange = !pages.isEmpty() && !desk().current().readOnly;
    for (Button *tool : std::as_const(m_tools)) tool->setVisible(mayArrange);
    commands().setFact(Need::Page, !pages.isEmpty());
    // Pages come in one after the other: what else is said there stays.
    if (const bool torn = !m_pages->failure().isEmpty(); torn || m_toldOfPage) {
        m_error->show(torn ? tr("A page cannot be shown") : QString(), m_pages->failure());
        m_toldOfPage = torn;
    }
    if (!entry) {
        m_where->setText({});
        if (desk().current().questions.isEmpty())
            m_view->showWords(tr("No material is needed"), tr("With these answers the applicant brings nothing. Go on with Ctrl+4."));
        else
            m_view->showWords(tr("Not known yet"), tr("What must be brought follows from the answers. Go back with Ctrl+2."));
    } else if (!pages.isEmpty()) {
        QString where = tr("page %1 of %2").arg(m_page + 1).arg(pages.size());
        if (const int documents = intake::documentsIn(pages); documents > 1)
            where += u" · "_s + tr("document %1 of %2").arg(intake::documentOf(pages, m_page) + 1).arg(documents);
        m_where->setText(where);
        const QImage picture = m_pages->large(pages.at(m_page));
        if (picture.isNull()) m_view->showWords(tr("This page cannot be shown"), tr("It is kept as it was taken in. Delete takes it out, Ctrl+Z brings it back."));
        else m_view->showPage(picture, u"%1, %2"_s.arg(entry->name, where));
    } else if (m_pages->waiting() > 0) {
        m_where->setText(tr("Reading %n page(s)", nullptr, m_pages->waiting()));
        m_view->showWords(entry->name, tr("The pages are being read."));
    } else if (entry->mode == NoticeLine::Mode::Exempt) {
        m_where->setText({});
        m_view->showWords(tr("%1 need not be brought").arg(entry->name), entry->detail);
    } else {
        m_where->setText({});
        const QString camera = desk().scanView(intake::PageSource::Camera).present ? tr("F9 photographs.") + u' ' : QString();
        m_view->showWords(entry->name, camera + (desk().scanView().present ? tr("F8 scans; Ctrl+O adds files; or drop them here. A paper that is only looked at: press K.")
            : m_scans.exists() ? tr("F8 takes new pages from the scan folder; Ctrl+O adds files; or drop them here. "
                                                             "A paper that is only looked at: press K.")
                                                        : tr("Ctrl+O adds files, or drop them here. A paper that is only looked at: press K.")));
    }
}

void MaterialStep::enter()
{
    commands().setFact(Need::Material, material() && !desk().current().readOnly);
}

bool MaterialStep::focusAnchor(const QString &anchor, int cursor)
{
    for (const MaterialView &entry : desk().current().materials)
        if (entry.id == anchor) {
            choose(anchor);
            if (cursor > 0) {
                m_page = cursor;
                showPages();
            }
            return true;
        }
    return false;
}

bool MaterialStep::showError(const QString &anchor, const QString &sentence)
{
    for (const MaterialView &entry : desk().current().materials) {
        if (entry.id != anchor) continue;
        choose(anchor);
        m_error->show(entry.name, sentence);
        return true;
    }
    return false;
}

QString MaterialStep::why() const { return m_chosen.isEmpty() ? QString() : desk().whyMaterial(m_chosen); }

int MaterialStep::pageCount() const { return int(m_pages->pages().size()); }

void MaterialStep::choose(const QString &requirementId)
{
    if (requirementId == m_chosen) return;
    m_chosen = requirementId;
    m_page = 0;
    m_toLast = false;
    m_scanner->forget();
    m_error->show({}, {});
    m_toldOfPage = false;
    show(desk().current());
    Q_EMIT chosenChanged();
}

void MaterialStep::chooseNext(int by)
{
    const auto &all = desk().current().materials;
    for (qsizetype i = 0; i < all.size(); ++i)
        if (all.at(i).id == m_chosen) {
            const qsizetype to = i + by;
            if (to >= 0 && to < all.size()) choose(all.at(to).id);
            return;
        }
}

void MaterialStep::decide(Seen seen, const QString &note)
{
    if (!mayDecide()) return;
    m_error->show({}, {});
    desk().setSeen(m_chosen, seen, note);
    if (material() && material()->state.seen == seen) chooseNextOpen();      // else refused; why stands above the page
}

bool MaterialStep::mayDecide() const
{
    return material() && !desk().current().readOnly && material()->mode != intake::NoticeLine::Mode::Exempt;
}

// Straight to the next one that nobody looked at: the common case is a pile of papers that all fit.
void MaterialStep::chooseNextOpen()
{
    const auto &all = desk().current().materials;
    qsizetype at = 0;
    while (at < all.size() && all.at(at).id != m_chosen) ++at;
    for (qsizetype step = 1; step < all.size(); ++step) {
        const MaterialView &entry = all.at((at + step) % all.size());
        if (entry.open) return choose(entry.id);
    }
    Q_EMIT chosenChanged();
}

void MaterialStep::toggleOriginal()
{
    if (!mayDecide()) return;
    m_error->show({}, {});
    const bool wasOpen = material()->open;
    desk().setOriginalSeen(m_chosen, !material()->state.originalSeen);
    if (wasOpen && material() && !material()->open) chooseNextOpen();
}

// Keys come past buttons that are off: what the government already has is not collected by F8 either.
bool MaterialStep::takesPages()
{
    const MaterialView *entry = material();
    if (!entry || desk().current().readOnly) return false;
    if (entry->mode != NoticeLine::Mode::Exempt) return true;
    m_error->show(tr("“%1” need not be handed in").arg(entry->name), tr("Nothing was added. F1 says why it is exempt."));
    return false;
}

void MaterialStep::add(const QStringList &paths)
{
    if (paths.isEmpty() || !takesPages()) return;
    m_error->show({}, {});
    m_page = 1 << 20;             // the last of the new pages is the one to look at
    desk().addFiles(m_chosen, paths);
}

void MaterialStep::scan()
{
    if (!takesPages()) return;
    if (!desk().scanView().present) return scanFromFolder();
    m_error->show({}, {});
    m_scanner->forget();
    desk().scan(m_chosen, m_scanner->wanted(intake::PageSource::Scanner));
}

void MaterialStep::capture()
{
    if (!takesPages()) return;
    m_error->show({}, {});
    m_scanner->forget();
    desk().scan(m_chosen, m_scanner->wanted(intake::PageSource::Camera), intake::PageSource::Camera);
}

void MaterialStep::scanFromFolder()
{
    if (!m_scans.exists()) {
        m_error->show(tr("There is no scan folder"), tr("Choose the folder of the scanner in the settings (Ctrl+,), or add files with Ctrl+O."));
        return;
    }
    const QStringList paths = m_scans.takeNew();
    if (paths.isEmpty())
        m_error->show(tr("No new page in the scan folder"), tr("Scan the paper first; then press F8 again. Pages already taken are not taken twice."));
    else add(paths);
}

void MaterialStep::addFiles()
{
    if (!takesPages()) return;
    auto *dialog = new QFileDialog(this, tr("Add files to “%1”").arg(material() ? material()->name : QString()));
    dialog->setFileMode(QFileDialog::ExistingFiles);
    dialog->setNameFilter(tr("Pages (*.jpg *.jpeg *.png *.pdf *.tif *.tiff *.bmp)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::filesSelected, this, &MaterialStep::add);
    dialog->open();
}

void MaterialStep::addFolder()
{
    if (!takesPages()) return;
    auto *dialog = new QFileDialog(this, tr("Add a folder of pages"));
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &folder) {
        const QStringList pages = ScanFolder::pagesIn(folder);
        if (pages.isEmpty()) m_error->show(tr("The folder holds no page"), tr("Pages are pictures (JPG, PNG, TIFF, BMP) and PDF files."));
        else add(pages);
    });
    dialog->open();
}

void MaterialStep::turnPage(int by)
{
    const int last = pageCount() - 1;
    const int to = std::clamp(m_page + by, 0, std::max(0, last));
    if (to == m_page) return;
    m_page = to;
    showPages();
    Q_EMIT placeChanged();
}

void MaterialStep::movePage(int from, int to)
{
    const auto pages = m_pages->pages();
    if (to >= 0 && to < pages.size()) arrange(intake::moved(pages, from, to), to);
}

void MaterialStep::arrange(const QList<intake::PageRef> &pages, int current)
{
    const MaterialView *entry = material();
    if (!entry || desk().current().readOnly) return;
    if (m_pages->waiting() > 0) {
        m_error->show(tr("The pages are still being read"), tr("Please try again in a moment; nothing was changed."));
        return;
    }
    if (pages == m_pages->pages()) return;
    m_page = std::clamp(current, 0, std::max(0, int(pages.size()) - 1));
    m_error->show({}, {});
    desk().arrangePages(m_chosen, pages);
    Q_EMIT placeChanged();
}

void MaterialStep::resizeEvent(QResizeEvent *event)
{
    StepFrame::resizeEvent(event);
    const int need = m_scan->sizeHint().width() + (m_capture->isHidden() ? 0 : m_capture->sizeHint().width()) + m_files->sizeHint().width() + m_folder->sizeHint().width() + theme().space(60);
    m_folder->setVisible(need <= width());                   // Ctrl+Shift+O and the palette know it too
    m_where->setVisible(need <= width());
}

bool MaterialStep::back()
{
    if (!desk().scanView().running && !desk().scanView(intake::PageSource::Camera).running) return false;
    desk().stopScan();
    return true;
}

bool MaterialStep::handleKey(QKeyEvent *event)
{
    if (event->modifiers() & ~Qt::KeypadModifier) return false;
    CommandCentre &centre = commands();
    switch (event->key()) {
    case Qt::Key_Y: centre.run(u"material.conforms"_s); return true;
    case Qt::Key_B: centre.run(u"material.mismatch"_s); return true;
    case Qt::Key_Q: centre.run(u"material.missing"_s); return true;
    case Qt::Key_R: centre.run(u"material.defer"_s); return true;
    case Qt::Key_K: centre.run(u"material.original"_s); return true;
    case Qt::Key_PageDown: centre.run(u"page.next"_s); return true;
    case Qt::Key_PageUp: centre.run(u"page.previous"_s); return true;
    case Qt::Key_Delete: centre.run(u"page.remove"_s); return true;
    case Qt::Key_Down: chooseNext(1); return true;
    case Qt::Key_Up: chooseNext(-1); return true;
    case Qt::Key_Return:
    case Qt::Key_Enter: Q_EMIT stepDone(); return true;
    default: return false;
    }
}

} // namespace zc::client
