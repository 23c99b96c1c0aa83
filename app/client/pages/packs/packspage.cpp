#include "pages/packs/packspage.h"
#include "pages/packs/findingspane.h"
#include "pages/packs/packworkshop.h"
#include "pages/packs/sheettable.h"
#include "pages/packs/tryoutpane.h"
#include "shell/commandcentre.h"
#include "shell/layouts.h"

#include <base/halltime.h>
#include <base/whendone.h>
#include <uikit/button.h>
#include <uikit/emptystate.h>
#include <uikit/field.h>
#include <uikit/filterlist.h>
#include <uikit/groupedtable.h>
#include <uikit/label.h>
#include <uikit/tag.h>

#include <QApplication>
#include <QDir>
#include <QFileDialog>
#include <QKeyEvent>
#include <QScrollArea>
#include <QSplitter>
#include <QTabBar>

namespace zc::client {
using namespace guidance;
using namespace uikit;
using namespace Qt::StringLiterals;

namespace {
enum RowChange { AddRow, RemoveRow, RowUp, RowDown };
enum Purpose { OpenFolder, ImportFile, ExportFile, BuildFile };
} // namespace

PacksPage::PacksPage(PackPort &packs, CommandCentre &commands, QWidget *parent)
    : QWidget(parent)
    , m_port(packs)
    , m_commands(commands)
    , m_workshop(new PackWorkshop([this](const QString &folder) { return m_port.imports(folder); }, this))
    , m_model(new SheetModel(m_workshop->document(), this))
    , m_list(new FilterList)
    , m_bench(new QWidget)
    , m_empty(new EmptyState(Icon::Edit, tr("No pack is open"), tr("Choose one at the left, or begin a new one.")))
    , m_title(new Label({}, Type::Section))
    , m_saved(new Label({}, Type::Caption, Color::TextMuted))
    , m_version(new Tag({}, Tone::Neutral, Tag::Shape::Chip))
    , m_cases(new Tag({}, Tone::Neutral, Tag::Shape::Chip))
    , m_tabs(new QTabBar)
    , m_parts(new QSplitter(Qt::Vertical))
    , m_table(new SheetTable)
    , m_columnLine(new Surface(Color::SurfaceSunken, Qt::BottomEdge))
    , m_columnText(new LineEdit)
    , m_findings(new FindingsPane)
    , m_tryout(new TryoutPane)
{
    setObjectName(u"page.packs"_s);
    build();
    connectWorkshop();
    registerCommands();
    m_commands.setFact(Need::Pack, false);
}

PacksPage::~PacksPage() = default;

void PacksPage::build()
{
    auto *columns = ::zc::client::row(this);
    m_left = new Surface(Color::Surface, Qt::RightEdge);
    m_left->setProperty("pane", true);
    auto *left = column(m_left);
    m_list->setObjectName(u"packs.list"_s);
    m_list->setAccessibleName(tr("Packs"));
    auto *inside = new Surface(Color::Surface);
    auto *insideLines = column(inside);
    insideLines->addWidget(m_list);
    insideLines->addStretch(1);
    auto *scroll = new QScrollArea;
    scroll->setWidget(inside);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    left->addWidget(scroll, 1);
    const auto action = [&](const char *id, const QString &title, Button::Kind kind) {
        auto *button = new Button(title, kind);
        button->setObjectName(u"packs."_s + QString::fromLatin1(id));
        const QString command = u"pack."_s + QString::fromLatin1(id);
        button->setKeyCap(m_commands.table().find(command)->keyText);
        button->setSpread(true);
        connect(button, &QAbstractButton::clicked, this, [this, command] { m_commands.run(command); });
        return button;
    };
    left->addWidget(action("new", tr("New pack"), Button::Kind::Plain));
    left->addWidget(action("open", tr("Open a folder"), Button::Kind::Plain));
    m_left->setPadding(4, 4, 4, 4);
    m_left->setSpacing(2);
    m_left->setFixedWidth(Metric::StepsWidth);
    columns->addWidget(m_left);

    auto *bench = ::zc::client::row(m_bench);
    auto *middle = new Surface(Color::Surface);
    auto *lines = column(middle);
    buildHead(lines);
    m_tabs->setObjectName(u"packs.sheets"_s);
    m_tabs->setAccessibleName(tr("Sheets"));
    m_tabs->setExpanding(false);
    m_tabs->setUsesScrollButtons(true);
    m_tabs->setElideMode(Qt::ElideNone);
    m_tabs->setDrawBase(false);
    lines->addWidget(m_tabs);
    auto *columnRow = ::zc::client::row(m_columnLine);
    m_columnText->setObjectName(u"packs.columnText"_s);
    m_columnText->setAccessibleName(tr("What the column asks"));
    m_columnText->installEventFilter(this);
    columnRow->addWidget(m_columnText);
    m_columnLine->setPadding(3, 1.5, 3, 1.5);
    m_columnLine->hide();
    lines->addWidget(m_columnLine);
    m_parts->setObjectName(u"packs.parts"_s);
    m_parts->setChildrenCollapsible(false);
    m_table->setObjectName(u"packs.table"_s);
    m_table->setProperty("pane", true);
    m_table->setModel(m_model);
    m_parts->addWidget(m_table);
    m_parts->addWidget(m_findings);
    m_parts->setStretchFactor(0, 3);
    m_parts->setStretchFactor(1, 1);
    lines->addWidget(m_parts, 1);
    bench->addWidget(middle, 1);
    bench->addWidget(m_tryout);
    columns->addWidget(m_bench, 1);
    columns->addWidget(m_empty, 1);
    m_bench->hide();
    // Shares of a thousand: QSplitter lays them out over what there is.
    const QList<double> shares = m_port.sizes(u"packs.parts"_s);
    if (shares.size() == 2 && shares.first() > 0 && shares.last() > 0) m_parts->setSizes({int(shares.first() * 1000), int(shares.last() * 1000)});
    else m_parts->setSizes({720, 280});
    m_findings->table()->setColumnFactors(m_port.sizes(u"packs.findings"_s));
    m_empty->setObjectName(u"packs.empty"_s);
    m_empty->setAction(tr("New pack"), m_commands.table().find(u"pack.new"_s)->keyText);
}

void PacksPage::buildHead(QLayout *into)
{
    auto *head = new Surface(Color::Surface, Qt::BottomEdge);
    auto *line = ::zc::client::row(head);
    m_title->setObjectName(u"packs.title"_s);
    m_cases->setObjectName(u"packs.cases"_s);
    m_saved->setObjectName(u"packs.saved"_s);
    line->addWidget(m_title);
    line->addWidget(m_version);
    line->addWidget(m_cases);
    line->addStretch(1);
    line->addWidget(m_saved);
    for (const auto &[id, title, kind] : {std::tuple("import", tr("Import"), Button::Kind::Quiet), std::tuple("export", tr("Export"), Button::Kind::Quiet),
             std::tuple("build", tr("Build"), Button::Kind::Primary)}) {
        auto *button = new Button(title, kind);
        button->setObjectName(u"packs."_s + QString::fromLatin1(id));
        const QString command = u"pack."_s + QString::fromLatin1(id);
        button->setToolTip(m_commands.table().tip(command));
        connect(button, &QAbstractButton::clicked, this, [this, command] { m_commands.run(command); });
        line->addWidget(button);
    }
    head->setPadding(4, 2, 4, 2);
    head->setSpacing(2);
    into->addWidget(head);
}

void PacksPage::connectWorkshop()
{
    PackDocument &document = m_workshop->document();
    connect(m_list, &FilterList::chosenChanged, this, &PacksPage::openPack);
    connect(m_empty, &EmptyState::actionTriggered, this, [this] { m_commands.run(u"pack.new"_s); });
    connect(m_workshop, &PackWorkshop::opened, this, &PacksPage::showOpened);
    connect(m_workshop, &PackWorkshop::saved, this, [this] {
        // The first change of a copy made a pack of the author's own.
        const auto mine = [this](const PackEntry &entry) { return entry.own && entry.folder == m_workshop->folder(); };
        if (std::none_of(m_entries.cbegin(), m_entries.cend(), mine)) {
            m_chosen = m_workshop->folder();
            reload();
        }
    });
    connect(m_workshop, &PackWorkshop::stateChanged, this, &PacksPage::showState);
    connect(m_parts, &QSplitter::splitterMoved, this, [this] {
        const QList<int> sizes = m_parts->sizes();
        const double whole = qMax(1, sizes.value(0) + sizes.value(1));
        m_port.keepSizes(u"packs.parts"_s, {sizes.value(0) / whole, sizes.value(1) / whole});
    });
    connect(m_findings->table(), &GroupedTable::columnsDragged, this, [this] { m_port.keepSizes(u"packs.findings"_s, m_findings->table()->columnFactors()); });
    connect(m_table, &SheetTable::columnsDragged, this, [this] { m_port.keepSizes(sizesOf(sheet()), m_table->columnFactors()); });
    connect(m_workshop, &PackWorkshop::done, this, [this](const QString &words) { Q_EMIT noteworthy(int(Tone::Ok), words, {}); });
    connect(m_workshop, &PackWorkshop::refused, this, [this](const Error &error, const QString &words) { Q_EMIT noteworthy(int(Tone::Bad), words, error.code); });
    connect(&document, &PackDocument::packChanged, this, &PacksPage::fillTabs);
    connect(&document.undoStack(), &QUndoStack::indexChanged, this, &PacksPage::showState);
    connect(&m_workshop->checker(), &PackChecker::started, m_findings, &FindingsPane::showBusy);
    connect(&m_workshop->checker(), &PackChecker::stopped, m_findings, &FindingsPane::showStopped);
    connect(&m_workshop->checker(), &PackChecker::finished, this, [this](const PackCheck &check, qint64 elapsedMs) {
        m_findings->show(check, m_workshop->document().pack(), elapsedMs);
        m_model->setMarks(m_findings->map().marksOf(m_model->sheet()));
        m_tryout->setPack(check.pack);
        const int good = check.cases - check.casesFailed;
        m_cases->setVisible(true);
        m_cases->setText(!check.pack ? tr("Cases wait") : tr("Cases %1 of %2").arg(good).arg(check.cases));
        m_cases->setTone(!check.pack ? Tone::Neutral : check.casesFailed > 0 ? Tone::Bad : Tone::Ok);
        for (int i = 0; i < m_sheets.size(); ++i) {
            const int count = m_findings->map().countIn(m_sheets.at(i));
            m_tabs->setTabText(i, SheetGrid::title(m_sheets.at(i)) + (count > 0 ? u" (%1)"_s.arg(count) : QString()));
        }
    });
    connect(m_findings, &FindingsPane::placeChosen, this, &PacksPage::goTo);
    connect(m_findings, &FindingsPane::stopWanted, this, [this] { m_workshop->checker().stop(); });
    connect(m_findings, &FindingsPane::situationChosen, this, [this](const Finding &finding) { m_tryout->setSituation(finding.witness); });
    connect(m_findings, &FindingsPane::acceptWanted, this, [this](const AuthoredInfo::Accepted &entry) { m_workshop->document().accept(entry); });
    connect(m_tabs, &QTabBar::currentChanged, this, [this](int index) {
        if (index < 0 || index >= m_sheets.size()) return;
        m_columnLine->hide();
        m_table->setColumnFactors(m_port.sizes(sizesOf(m_sheets.at(index))));
        m_model->setSheet(m_sheets.at(index));
        m_model->setMarks(m_findings->map().marksOf(m_sheets.at(index)));
        m_table->setAccessibleName(SheetGrid::title(m_sheets.at(index)));
    });
    connect(m_table, &SheetTable::cellsTyped, this, [this](const QList<QPair<QPoint, QString>> &cells) {
        QList<CellEdit> edits;
        for (const auto &[at, text] : cells) edits.append({at.y(), at.x(), text});
        m_workshop->document().setCells(sheet(), edits);
    });
    connect(m_table, &SheetTable::columnOpened, this, [this](int) { askColumn(false); });
}

void PacksPage::registerCommands()
{
    // What is being typed counts, whatever comes next.
    const auto on = [this](const char *id, auto run) {
        m_commands.handle(QString::fromLatin1(id), this, [this, run] {
            m_table->finishEditing();
            run();
        });
    };
    on("pack.new", [this] {
        // The first free name; the author gives the real one in the sheet.
        QString id = u"new-item"_s;
        for (int i = 2; QFileInfo::exists(QDir(m_port.workFolder()).filePath(id)); ++i) id = u"new-item-%1"_s.arg(i);
        m_commands.run(u"page.packs"_s);
        m_workshop->create(QDir(m_port.workFolder()).filePath(id), id);
    });
    on("pack.open", [this] { askFile(OpenFolder); });
    on("pack.import", [this] { askFile(ImportFile); });
    on("pack.export", [this] { askFile(ExportFile); });
    on("pack.build", [this] { askFile(BuildFile); });
    on("pack.reload", [this] { m_workshop->reload(); });
    on("pack.tryout", [this] { playThrough(); });
    on("pack.try", [this] { m_findings->tryCurrent(); });
    on("pack.undo", [this] { m_workshop->document().undoStack().undo(); });
    on("pack.redo", [this] { m_workshop->document().undoStack().redo(); });
    on("pack.rowAdd", [this] { editRow(AddRow); });
    on("pack.rowRemove", [this] { editRow(RemoveRow); });
    on("pack.rowUp", [this] { editRow(RowUp); });
    on("pack.rowDown", [this] { editRow(RowDown); });
    on("pack.columnAdd", [this] { askColumn(true); });
    on("pack.columnEdit", [this] { askColumn(false); });
    on("pack.columnRemove", [this] { m_workshop->document().removeColumn(sheet(), m_table->currentIndex().column()); });
    on("pack.sheetNext", [this] { stepSheet(1); });
    on("pack.sheetPrevious", [this] { stepSheet(-1); });
    on("pack.findingNext", [this] { m_findings->choose(1); });
    on("pack.findingPrevious", [this] { m_findings->choose(-1); });
    on("pack.accept", [this] { m_findings->askToAccept(); });
    on("pack.stop", [this] { m_workshop->checker().stop(); });
    m_findings->setKeys(m_commands.table().find(u"pack.try"_s)->keyText, m_commands.table().find(u"pack.accept"_s)->keyText);
    connect(m_columnText, &LineEdit::confirmed, this, &PacksPage::finishColumn);
}

void PacksPage::reload()
{
    whenDone(m_port.packs(), this, [this](const QList<PackEntry> &entries) {
        m_entries = entries;
        FilterList::Section own{tr("My packs"), {}}, others{tr("Of the departments (opened as a copy)"), {}};
        // Two copies of one item are told apart by their folders.
        for (const PackEntry &entry : entries) {
            const QString name = QFileInfo(entry.folder).fileName();
            (entry.own ? own : others).entries.append({entry.folder, name == entry.packId ? entry.name : tr("%1 (%2)").arg(entry.name, name), -1});
        }
        QList<FilterList::Section> sections;
        if (!own.entries.isEmpty()) sections.append(own);
        if (!others.entries.isEmpty()) sections.append(others);
        const QSignalBlocker quiet(m_list);
        m_list->setSections(sections);
        m_list->choose(m_chosen);
    });
}

void PacksPage::openPack(const QString &folder)
{
    QString into;
    for (const PackEntry &entry : std::as_const(m_entries))
        if (entry.folder == folder && !entry.own) into = QDir(m_port.workFolder()).filePath(entry.packId);
    m_chosen = folder;
    if ((into.isEmpty() ? folder : into) != m_workshop->folder()) m_workshop->open(folder, into);
}

void PacksPage::showOpened()
{
    m_empty->hide();
    m_bench->show();
    m_commands.setFact(Need::Pack, true);
    m_cases->hide();
    fillTabs();
    // The rules are what people come for.
    const auto rules = std::find_if(m_sheets.cbegin(), m_sheets.cend(), [](const SheetRef &one) { return one.kind == SheetRef::Kind::Rules; });
    if (sheet().kind != SheetRef::Kind::Rules && rules != m_sheets.cend()) showSheet(*rules);
    m_tryout->reset();
    showState();
    if (m_chosen.isEmpty() || !m_workshop->isUntouchedCopy()) m_chosen = m_workshop->folder();
    reload();
    m_table->goTo(0, 0);
    // Whoever goes through the list with the arrows stays there.
    const bool browsing = QApplication::focusWidget() && m_list->isAncestorOf(QApplication::focusWidget());
    if (isVisible() && !browsing) m_table->setFocus(Qt::OtherFocusReason);
}

QString PacksPage::sizesOf(const SheetRef &sheet) const
{
    return u"packs."_s + (sheet.kind == SheetRef::Kind::Csv || sheet.kind == SheetRef::Kind::Rules ? sheet.name : QString::number(int(sheet.kind)));
}

void PacksPage::fillTabs()
{
    const AuthoredPack &pack = m_workshop->document().pack();
    m_title->setText(pack.info.itemName.isEmpty() ? pack.info.packId : pack.info.itemName);
    m_version->setText(tr("Version %1").arg(pack.info.version));
    const QList<SheetRef> sheets = SheetGrid::sheetsOf(pack);
    if (sheets == m_sheets) return;
    const SheetRef before = sheet();
    {
        const QSignalBlocker quiet(m_tabs);
        while (m_tabs->count() > 0) m_tabs->removeTab(0);
        m_sheets = sheets;
        for (const SheetRef &one : sheets) m_tabs->addTab(SheetGrid::title(one));
    }
    showSheet(m_sheets.contains(before) ? before : m_sheets.constFirst());
}

void PacksPage::showSheet(const SheetRef &sheet)
{
    const qsizetype index = m_sheets.indexOf(sheet);
    if (index < 0) return;
    if (m_tabs->currentIndex() == index) Q_EMIT m_tabs->currentChanged(int(index));
    else m_tabs->setCurrentIndex(int(index));
}

SheetRef PacksPage::sheet() const { return m_model->sheet(); }

int PacksPage::row() const { return m_table->currentIndex().row(); }

void PacksPage::showState()
{
    PackDocument &document = m_workshop->document();
    const std::optional<Error> &problem = m_workshop->problem();
    m_saved->setColor(problem ? Color::Bad : Color::TextMuted);
    m_saved->setText(problem ? tr("Not kept (%1)").arg(problem->code)
        : m_workshop->isUntouchedCopy() ? tr("Your copy begins with the first change")
        : m_workshop->savedAt().isValid() ? tr("Draft kept %1").arg(hallTime(m_workshop->savedAt()).toString(u"HH:mm:ss"_s)) : QString());
    m_title->setText(document.pack().info.itemName.isEmpty() ? document.pack().info.packId : document.pack().info.itemName);
    m_version->setText(tr("Version %1").arg(document.pack().info.version));
}

void PacksPage::goTo(const FindingPlace &place)
{
    if (!(place.sheet == sheet())) showSheet(place.sheet);
    m_table->goTo(qMax(0, place.row), qMax(0, place.column));
}

void PacksPage::editRow(int kind)
{
    PackDocument &document = m_workshop->document();
    const int at = row(), column = qMax(0, m_table->currentIndex().column());
    const int count = m_model->rowCount();
    switch (RowChange(kind)) {
    case AddRow:
        document.insertRow(sheet(), at < 0 ? count : at + 1);
        m_table->goTo(at < 0 ? count : at + 1, 0);
        break;
    case RemoveRow: {
        int top = at, bottom = at;
        for (const QModelIndex &index : m_table->chosen()) {
            top = qMin(top, index.row());
            bottom = qMax(bottom, index.row());
        }
        document.removeRows(sheet(), top, bottom - top + 1);
        m_table->goTo(qMin(top, m_model->rowCount() - 1), column);
        break;
    }
    case RowUp:
    case RowDown: {
        const int to = at + (kind == RowUp ? -1 : 1);
        if (at < 0 || to < 0 || to >= count) return;
        document.moveRow(sheet(), at, to);
        m_table->goTo(to, column);
        break;
    }
    }
    m_table->setFocus(Qt::OtherFocusReason);
}

void PacksPage::askColumn(bool fresh)
{
    const SheetGrid grid(m_workshop->document().pack(), sheet());
    if (!grid.isValid() || !grid.hasFreeColumns()) return;
    m_freshColumn = fresh;
    m_columnAt = qMax(0, m_table->currentIndex().column());
    m_columnText->setText(fresh ? QString() : m_model->headerData(m_columnAt, Qt::Horizontal, Qt::DisplayRole).toString());
    m_columnText->setPlaceholderText(fresh ? tr("What the new column asks: the name of a fact, or a condition") : tr("What this column asks"));
    m_columnLine->show();
    m_columnText->setFocus(Qt::OtherFocusReason);
    m_columnText->selectAll();
}

void PacksPage::finishColumn()
{
    if (m_freshColumn) m_workshop->document().insertInput(sheet(), m_columnAt + 1, m_columnText->text());
    else m_workshop->document().setColumnText(sheet(), m_columnAt, m_columnText->text());
    m_columnLine->hide();
    m_table->setFocus(Qt::OtherFocusReason);
}

// The chooser of files opens and goes by itself; nothing waits for it.
void PacksPage::askFile(int purpose)
{
    const AuthoredInfo &info = m_workshop->document().pack().info;
    auto *dialog = new QFileDialog(this, {}, m_workshop->hasPack() ? m_workshop->folder() + u"/.."_s : m_port.workFolder());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setObjectName(u"packs.chooser"_s);
    switch (Purpose(purpose)) {
    case OpenFolder:
        dialog->setWindowTitle(tr("Open a pack"));
        dialog->setFileMode(QFileDialog::Directory);
        connect(dialog, &QFileDialog::fileSelected, m_workshop, [this](const QString &folder) { m_workshop->open(folder); });
        break;
    case ImportFile:
        dialog->setWindowTitle(tr("Import a workbook"));
        dialog->setFileMode(QFileDialog::ExistingFile);
        dialog->setNameFilter(tr("Workbooks (*.xlsx)"));
        connect(dialog, &QFileDialog::fileSelected, m_workshop, &PackWorkshop::bringIn);
        break;
    case ExportFile:
        dialog->setWindowTitle(tr("Export as a workbook or for other tools"));
        dialog->setAcceptMode(QFileDialog::AcceptSave);
        dialog->setNameFilters({tr("Workbook (*.xlsx)"), tr("DMN with a diagram (*.dmn)")});
        dialog->setDefaultSuffix(u"xlsx"_s);
        dialog->selectFile(info.packId + u".xlsx"_s);
        connect(dialog, &QFileDialog::fileSelected, m_workshop, &PackWorkshop::bringOut);
        break;
    case BuildFile:
        dialog->setWindowTitle(tr("Build the release"));
        dialog->setAcceptMode(QFileDialog::AcceptSave);
        dialog->setNameFilter(tr("Item packs (*.zcpack)"));
        dialog->setDefaultSuffix(u"zcpack"_s);
        dialog->selectFile(info.packId + u'-' + info.version + u".zcpack"_s);
        connect(dialog, &QFileDialog::fileSelected, m_workshop, &PackWorkshop::build);
        break;
    }
    dialog->open();
}

void PacksPage::stepSheet(int by)
{
    if (m_sheets.isEmpty()) return;
    const int count = int(m_sheets.size());
    m_tabs->setCurrentIndex((m_tabs->currentIndex() + by + count) % count);
    m_table->setFocus(Qt::OtherFocusReason);
}

void PacksPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    reload();
    if (m_workshop->hasPack()) m_table->setFocus(Qt::OtherFocusReason);
}

void PacksPage::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_workshop->saveNow();
}

void PacksPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    layPanes();
}

// Large print on a small screen has no room for both sides: the interview takes the place of the list while it is wanted.
void PacksPage::layPanes()
{
    const Theme &t = themeOf(m_table);
    m_table->setMinimumHeight(t.space(30));
    m_findings->setMinimumHeight(t.space(42));                   // two rows under the headings, at any size
    m_tryout->setFixedWidth(window()->width() < 1440 ? Metric::SideWidthNarrow : Metric::SideWidth);
    const bool both = width() - t.px(Metric::StepsWidth) - t.px(Metric::SideWidth) > t.space(120);
    m_left->setVisible(both || !m_playing);
    m_tryout->setVisible(both || m_playing);
}

void PacksPage::playThrough()
{
    const bool back = m_tryout->isVisible() && m_tryout->isAncestorOf(QApplication::focusWidget());
    m_playing = !back;
    layPanes();
    if (back) m_table->setFocus(Qt::OtherFocusReason);
    else m_tryout->takeFocus();
}

bool PacksPage::mayClose()
{
    if (m_workshop->isKept()) return true;
    m_leaving = false;
    m_workshop->whenKept([this] {
        m_leaving = true;
        QMetaObject::invokeMethod(window(), &QWidget::close, Qt::QueuedConnection);
    });
    return m_leaving;
}

// Keys that mean something else on the desk are heard on this page wherever no field takes them for itself.
void PacksPage::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Undo)) m_commands.run(u"pack.undo"_s);
    else if (event->matches(QKeySequence::Redo)) m_commands.run(u"pack.redo"_s);
    else QWidget::keyPressEvent(event);
}

bool PacksPage::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_columnText || event->type() != QEvent::KeyPress) return QWidget::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    if (key->key() == Qt::Key_Escape && !m_columnText->isComposing()) {
        m_columnLine->hide();
        m_table->setFocus(Qt::OtherFocusReason);
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace zc::client
