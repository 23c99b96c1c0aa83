#include "shell/commandtable.h"

#include <QCoreApplication>

namespace zc::client {
using namespace Qt::StringLiterals;

namespace {

struct Row {
    const char *id;
    const char *group;
    const char *title;
    const char *key;
    const char *words;
    Needs needs;
    Roles roles;
    Hearing hearing;
};

constexpr auto kWindow = Hearing::Window;
constexpr auto kPane = Hearing::Pane;
constexpr Need kAlways = Need::Nothing;
constexpr Roles kClerk = Roles(Role::Clerk) | Role::Trainer;
// The same keys undo elsewhere what is done there.
constexpr Needs kUndoable = Needs(Need::Undoable) | Need::DeskPage, kRedoable = Needs(Need::Redoable) | Need::DeskPage;
constexpr Needs kPacks = Need::PacksPage, kPack = Needs(Need::PacksPage) | Need::Pack;
constexpr Roles kAuthors = Roles(Role::Trainer) | Role::Installer;
constexpr Roles kAll = Roles(Role::Clerk) | Role::Officer | Role::Trainer | Role::Installer;

// clang-format off
const Row kRows[] = {
    // id, group, title, key, words for the search, needs, roles, where heard
    {"app.palette",       QT_TRANSLATE_NOOP("Command", "Everywhere"), QT_TRANSLATE_NOOP("Command", "Search items, cases and commands"), "Ctrl+K",     "ss mlmb palette", kAlways, kAll, kWindow},
    {"app.why",           QT_TRANSLATE_NOOP("Command", "Everywhere"), QT_TRANSLATE_NOOP("Command", "Why is this asked"), "F1",             "wsm why help", Need::OpenCase, kClerk, kWindow},
    {"app.back",          QT_TRANSLATE_NOOP("Command", "Everywhere"), QT_TRANSLATE_NOOP("Command", "Back, without losing anything"), "Esc",           "fh back", kAlways, kAll, kPane},
    {"app.paneNext",      QT_TRANSLATE_NOOP("Command", "Everywhere"), QT_TRANSLATE_NOOP("Command", "Next pane"), "F6",             "xyq pane", kAlways, kAll, kWindow},
    {"app.panePrevious",  QT_TRANSLATE_NOOP("Command", "Everywhere"), QT_TRANSLATE_NOOP("Command", "Previous pane"), "Shift+F6",       "syq pane", kAlways, kAll, kWindow},
    {"app.lock",          QT_TRANSLATE_NOOP("Command", "Everywhere"), QT_TRANSLATE_NOOP("Command", "Lock the desk"), "Ctrl+L",         "sp sd lock", kAlways, kAll, kWindow},
    {"app.signOff",       QT_TRANSLATE_NOOP("Command", "Everywhere"), QT_TRANSLATE_NOOP("Command", "Sign off: the next clerk"), "Ctrl+Shift+L",   "qt hr zx sign off", Need::SignedOn, kAll, kWindow},
    {"app.keyCard",       QT_TRANSLATE_NOOP("Command", "Everywhere"), QT_TRANSLATE_NOOP("Command", "Print the key card"), "Shift+F1",       "jpk keys shortcut", kAlways, kAll, kWindow},

    {"page.desk",         QT_TRANSLATE_NOOP("Command", "Pages"), QT_TRANSLATE_NOOP("Command", "Go to the desk"), "Alt+1",          "sl desk", kAlways, kClerk, kWindow},
    {"page.cases",        QT_TRANSLATE_NOOP("Command", "Pages"), QT_TRANSLATE_NOOP("Command", "Go to the cases"), "Alt+2",          "bj cases", kAlways, kAll, kWindow},
    {"page.packs",        QT_TRANSLATE_NOOP("Command", "Pages"), QT_TRANSLATE_NOOP("Command", "Go to the item packs"), "Alt+3",          "sxb bx packs", kAlways, kAuthors, kWindow},
    {"page.devices",      QT_TRANSLATE_NOOP("Command", "Pages"), QT_TRANSLATE_NOOP("Command", "Go to the devices"), "Alt+4",          "sb devices", kAlways, kAll, kWindow},
    {"page.web",          QT_TRANSLATE_NOOP("Command", "Pages"), QT_TRANSLATE_NOOP("Command", "Go to the web pages"), "Alt+5",          "wy web", Need::WebPages, kAll, kWindow},
    {"page.settings",     QT_TRANSLATE_NOOP("Command", "Pages"), QT_TRANSLATE_NOOP("Command", "Go to the settings"), "Ctrl+,",         "sz settings", kAlways, kAll, kWindow},

    {"queue.next",        QT_TRANSLATE_NOOP("Command", "Desk"), QT_TRANSLATE_NOOP("Command", "Call next"), "F2",             "jxyw next", kAlways, kClerk, kWindow},
    {"queue.recall",      QT_TRANSLATE_NOOP("Command", "Desk"), QT_TRANSLATE_NOOP("Command", "Call the number again"), "Shift+F2",       "chcj zj recall", Need::Ticket, kClerk, kWindow},
    {"queue.skip",        QT_TRANSLATE_NOOP("Command", "Desk"), QT_TRANSLATE_NOOP("Command", "The number did not come: skip it"), "Ctrl+F2", "gh tg skip", Need::Ticket, kClerk, kWindow},
    {"queue.list",        QT_TRANSLATE_NOOP("Command", "Desk"), QT_TRANSLATE_NOOP("Command", "Numbers that wait at this window"), "Ctrl+Shift+F2", "jhd ph calls list", Need::CallList, kClerk, kWindow},
    {"item.find",         QT_TRANSLATE_NOOP("Command", "Desk"), QT_TRANSLATE_NOOP("Command", "Find an item and start a case"), "F3",            "zsx find item", kAlways, kClerk, kWindow},
    {"card.read",         QT_TRANSLATE_NOOP("Command", "Desk"), QT_TRANSLATE_NOOP("Command", "Read the ID card"), "F5",             "dk sfz card", Need::OpenCase, kClerk, kWindow},
    {"case.new",          QT_TRANSLATE_NOOP("Command", "Desk"), QT_TRANSLATE_NOOP("Command", "Keep this case, take another"), "Ctrl+N",         "hyj xj new", kAlways, kClerk, kWindow},
    {"case.undo",         QT_TRANSLATE_NOOP("Command", "Desk"), QT_TRANSLATE_NOOP("Command", "Undo in the whole case"), "Ctrl+Z",         "cx undo", kUndoable, kClerk, kWindow},
    {"case.redo",         QT_TRANSLATE_NOOP("Command", "Desk"), QT_TRANSLATE_NOOP("Command", "Redo"), "Ctrl+Shift+Z",   "cz redo", kRedoable, kClerk, kWindow},
    {"case.submit",       QT_TRANSLATE_NOOP("Command", "Desk"), QT_TRANSLATE_NOOP("Command", "Confirm or submit"), "Ctrl+Return",    "tj qr submit", Need::OpenCase, kClerk, kWindow},
    {"problem.next",      QT_TRANSLATE_NOOP("Command", "Desk"), QT_TRANSLATE_NOOP("Command", "Next problem"), "F4",             "xyg wt problem", Need::OpenCase, kClerk, kWindow},
    {"field.machine",     QT_TRANSLATE_NOOP("Command", "Desk"), QT_TRANSLATE_NOOP("Command", "Use what the machine read"), "Ctrl+M",         "yjqdz machine", Need::OpenCase, kClerk, kWindow},
    {"field.reveal",      QT_TRANSLATE_NOOP("Command", "Desk"), QT_TRANSLATE_NOOP("Command", "Show a masked value in full (recorded)"), "Ctrl+E",     "ck ym reveal", kAlways, kAll, kWindow},
    {"step.1",            QT_TRANSLATE_NOOP("Command", "Desk"), QT_TRANSLATE_NOOP("Command", "Step 1: applicant"), "Ctrl+1",         "sqr applicant", Need::OpenCase, kClerk, kWindow},
    {"step.2",            QT_TRANSLATE_NOOP("Command", "Desk"), QT_TRANSLATE_NOOP("Command", "Step 2: questions"), "Ctrl+2",         "qxdb guidance", Need::OpenCase, kClerk, kWindow},
    {"step.3",            QT_TRANSLATE_NOOP("Command", "Desk"), QT_TRANSLATE_NOOP("Command", "Step 3: materials"), "Ctrl+3",         "cl materials", Need::OpenCase, kClerk, kWindow},
    {"step.4",            QT_TRANSLATE_NOOP("Command", "Desk"), QT_TRANSLATE_NOOP("Command", "Step 4: form"), "Ctrl+4",         "bd form", Need::OpenCase, kClerk, kWindow},
    {"step.5",            QT_TRANSLATE_NOOP("Command", "Desk"), QT_TRANSLATE_NOOP("Command", "Step 5: check and sign"), "Ctrl+5",         "hdqm sign", Need::OpenCase, kClerk, kWindow},
    {"step.6",            QT_TRANSLATE_NOOP("Command", "Desk"), QT_TRANSLATE_NOOP("Command", "Step 6: submit"), "Ctrl+6",         "tj submit", Need::OpenCase, kClerk, kWindow},
    {"confirm.sign",      QT_TRANSLATE_NOOP("Command", "Desk"), QT_TRANSLATE_NOOP("Command", "The applicant signs"), "Ctrl+I",         "qm qz sign signature", Need::OpenCase, kClerk, kWindow},
    {"step.next",         QT_TRANSLATE_NOOP("Command", "Desk"), QT_TRANSLATE_NOOP("Command", "Next field, question or step"), "Enter",          "xyb next", Need::OpenCase, kClerk, kPane},
    {"question.choose",   QT_TRANSLATE_NOOP("Command", "Desk"), QT_TRANSLATE_NOOP("Command", "Choose an option"), "1…9",            "xz option", Need::Question, kClerk, kPane},
    {"question.previous", QT_TRANSLATE_NOOP("Command", "Desk"), QT_TRANSLATE_NOOP("Command", "Previous question"), "Backspace",      "syw previous", Need::Question, kClerk, kPane},

    {"rating.ask",        QT_TRANSLATE_NOOP("Command", "Desk"), QT_TRANSLATE_NOOP("Command", "Ask the applicant for a rating"), "F11",        "qpj pj hcp rating", Need::Rateable, kClerk, kWindow},
    {"rating.screen",     QT_TRANSLATE_NOOP("Command", "Desk"), QT_TRANSLATE_NOOP("Command", "Ask for the rating on the applicant's screen"), "Shift+F11", "sqrp pj screen", Need::Rateable, kClerk, kWindow},
    {"rating.stop",       QT_TRANSLATE_NOOP("Command", "Desk"), QT_TRANSLATE_NOOP("Command", "Take the question for a rating back"), "Ctrl+F11", "ch pj stop rating", Need::Rating, kClerk, kWindow},

    {"material.scan",     QT_TRANSLATE_NOOP("Command", "Materials"), QT_TRANSLATE_NOOP("Command", "Scan"), "F8",          "sm scan", Need::Material, kClerk, kWindow},
    {"material.capture",  QT_TRANSLATE_NOOP("Command", "Materials"), QT_TRANSLATE_NOOP("Command", "Photograph with the camera"), "F9", "pz gpy capture camera", Need::Material, kClerk, kWindow},
    {"material.scanStop", QT_TRANSLATE_NOOP("Command", "Materials"), QT_TRANSLATE_NOOP("Command", "Stop the scan"), "Shift+F8",       "tz sm stop scan", Need::Scanning, kClerk, kWindow},
    {"material.scanFolder", QT_TRANSLATE_NOOP("Command", "Materials"), QT_TRANSLATE_NOOP("Command", "Take pages from the scan folder"), "Ctrl+F8", "smwjj scan folder", Need::Material, kClerk, kWindow},
    {"material.files",    QT_TRANSLATE_NOOP("Command", "Materials"), QT_TRANSLATE_NOOP("Command", "Add files"), "Ctrl+O",         "wj file", Need::Material, kClerk, kWindow},
    {"material.folder",   QT_TRANSLATE_NOOP("Command", "Materials"), QT_TRANSLATE_NOOP("Command", "Add a folder"), "Ctrl+Shift+O",   "wjj folder", Need::Material, kClerk, kWindow},
    {"material.conforms", QT_TRANSLATE_NOOP("Command", "Materials"), QT_TRANSLATE_NOOP("Command", "Seen, conforms"), "Y",              "fh conforms", Need::Material, kClerk, kPane},
    {"material.mismatch", QT_TRANSLATE_NOOP("Command", "Materials"), QT_TRANSLATE_NOOP("Command", "Seen, does not conform"), "B",              "bf mismatch", Need::Material, kClerk, kPane},
    {"material.missing",  QT_TRANSLATE_NOOP("Command", "Materials"), QT_TRANSLATE_NOOP("Command", "Seen, missing"), "Q",              "qs missing", Need::Material, kClerk, kPane},
    {"material.original", QT_TRANSLATE_NOOP("Command", "Materials"), QT_TRANSLATE_NOOP("Command", "Original looked at"), "K",              "yj hy original", Need::Material, kClerk, kPane},
    {"material.defer",    QT_TRANSLATE_NOOP("Command", "Materials"), QT_TRANSLATE_NOOP("Command", "Defer within the time allowed"), "R",             "rq defer", Need::Material, kClerk, kPane},
    {"page.next",         QT_TRANSLATE_NOOP("Command", "Materials"), QT_TRANSLATE_NOOP("Command", "Next page"), "PgDown",         "xyy page", Need::Page, kClerk, kPane},
    {"page.previous",     QT_TRANSLATE_NOOP("Command", "Materials"), QT_TRANSLATE_NOOP("Command", "Previous page"), "PgUp",           "syy page", Need::Page, kClerk, kPane},
    {"page.rotate",       QT_TRANSLATE_NOOP("Command", "Materials"), QT_TRANSLATE_NOOP("Command", "Rotate the page right"), "Ctrl+R",         "xzym rotate", Need::Page, kClerk, kWindow},
    {"page.rotateLeft",   QT_TRANSLATE_NOOP("Command", "Materials"), QT_TRANSLATE_NOOP("Command", "Rotate the page left"), "Ctrl+Shift+R",   "xzzz rotate", Need::Page, kClerk, kWindow},
    {"page.earlier",      QT_TRANSLATE_NOOP("Command", "Materials"), QT_TRANSLATE_NOOP("Command", "Move the page forward"), "Ctrl+Left",      "ymqy earlier", Need::Page, kClerk, kWindow},
    {"page.later",        QT_TRANSLATE_NOOP("Command", "Materials"), QT_TRANSLATE_NOOP("Command", "Move the page back"), "Ctrl+Right",     "ymhy later", Need::Page, kClerk, kWindow},
    {"page.split",        QT_TRANSLATE_NOOP("Command", "Materials"), QT_TRANSLATE_NOOP("Command", "A new document begins here, or no longer"), "Ctrl+D", "cf fj split", Need::Page, kClerk, kWindow},
    {"page.remove",       QT_TRANSLATE_NOOP("Command", "Materials"), QT_TRANSLATE_NOOP("Command", "Remove the page"), "Delete",         "scym remove", Need::Page, kClerk, kPane},

    {"cases.find",        QT_TRANSLATE_NOOP("Command", "Cases"), QT_TRANSLATE_NOOP("Command", "Find a case"), "Ctrl+F",         "zbj find case", kAlways, kAll, kWindow},
    {"cases.open",        QT_TRANSLATE_NOOP("Command", "Cases"), QT_TRANSLATE_NOOP("Command", "Open the case"), "Enter",          "dk open", Need::CaseRow, kAll, kPane},
    {"print",             QT_TRANSLATE_NOOP("Command", "Cases"), QT_TRANSLATE_NOOP("Command", "Print the papers"), "Ctrl+P",         "dy ws print", kAlways, kAll, kWindow},

    {"print.stop",        QT_TRANSLATE_NOOP("Command", "Cases"), QT_TRANSLATE_NOOP("Command", "Stop the printing"), "Ctrl+Alt+P",     "tz dy stop print", Need::Printing, kAll, kWindow},
    {"print.question",    QT_TRANSLATE_NOOP("Command", "Cases"), QT_TRANSLATE_NOOP("Command", "Answer what became of a paper"), "Alt+P",         "dy wt print question", kAlways, kAll, kWindow},

    {"pack.new",          QT_TRANSLATE_NOOP("Command", "Item packs"), QT_TRANSLATE_NOOP("Command", "New pack"), "Ctrl+Shift+N",   "xj sxb new pack", kPacks, kAuthors, kWindow},
    {"pack.open",         QT_TRANSLATE_NOOP("Command", "Item packs"), QT_TRANSLATE_NOOP("Command", "Open a pack's folder"), "Ctrl+Shift+F",   "dk open folder", kPacks, kAuthors, kWindow},
    {"pack.import",       QT_TRANSLATE_NOOP("Command", "Item packs"), QT_TRANSLATE_NOOP("Command", "Import a workbook"), "Ctrl+Shift+I",   "dr import", kPack, kAuthors, kWindow},
    {"pack.export",       QT_TRANSLATE_NOOP("Command", "Item packs"), QT_TRANSLATE_NOOP("Command", "Export as a workbook"), "Ctrl+Shift+E",   "dc export", kPack, kAuthors, kWindow},
    {"pack.build",        QT_TRANSLATE_NOOP("Command", "Item packs"), QT_TRANSLATE_NOOP("Command", "Build the release"), "Ctrl+Shift+B",   "gj fb build", kPack, kAuthors, kWindow},
    {"pack.reload",       QT_TRANSLATE_NOOP("Command", "Item packs"), QT_TRANSLATE_NOOP("Command", "Read the folder again"), "Ctrl+F5",        "cxdq reload", kPack, kAuthors, kWindow},
    {"pack.tryout",       QT_TRANSLATE_NOOP("Command", "Item packs"), QT_TRANSLATE_NOOP("Command", "Play the pack through, and back"), "Alt+T",          "sz play try", kPack, kAuthors, kWindow},
    {"pack.try",          QT_TRANSLATE_NOOP("Command", "Item packs"), QT_TRANSLATE_NOOP("Command", "Try the situation of the finding"), "Ctrl+Shift+F7",  "sz qx situation", kPack, kAuthors, kWindow},
    {"pack.undo",         QT_TRANSLATE_NOOP("Command", "Item packs"), QT_TRANSLATE_NOOP("Command", "Undo in the pack"), "Ctrl+Z",         "cx undo", kPack, kAuthors, kPane},
    {"pack.redo",         QT_TRANSLATE_NOOP("Command", "Item packs"), QT_TRANSLATE_NOOP("Command", "Redo in the pack"), "Ctrl+Shift+Z",   "cz redo", kPack, kAuthors, kPane},
    {"pack.rowAdd",       QT_TRANSLATE_NOOP("Command", "Item packs"), QT_TRANSLATE_NOOP("Command", "New row below"), "Ctrl+Shift+Return", "xh new row", kPack, kAuthors, kWindow},
    {"pack.rowRemove",    QT_TRANSLATE_NOOP("Command", "Item packs"), QT_TRANSLATE_NOOP("Command", "Remove the chosen rows"), "Ctrl+Shift+Delete", "sch remove row", kPack, kAuthors, kWindow},
    {"pack.rowUp",        QT_TRANSLATE_NOOP("Command", "Item packs"), QT_TRANSLATE_NOOP("Command", "Row up"), "Alt+Up",         "hsy row up", kPack, kAuthors, kWindow},
    {"pack.rowDown",      QT_TRANSLATE_NOOP("Command", "Item packs"), QT_TRANSLATE_NOOP("Command", "Row down"), "Alt+Down",       "hxy row down", kPack, kAuthors, kWindow},
    {"pack.columnAdd",    QT_TRANSLATE_NOOP("Command", "Item packs"), QT_TRANSLATE_NOOP("Command", "New column in a rule table"), "Alt+Insert",     "xl new column", kPack, kAuthors, kWindow},
    {"pack.columnEdit",   QT_TRANSLATE_NOOP("Command", "Item packs"), QT_TRANSLATE_NOOP("Command", "Change what a column asks"), "Alt+Return",     "gl column", kPack, kAuthors, kWindow},
    {"pack.columnRemove", QT_TRANSLATE_NOOP("Command", "Item packs"), QT_TRANSLATE_NOOP("Command", "Remove the column"), "Alt+Delete",     "scl remove column", kPack, kAuthors, kWindow},
    {"pack.sheetNext",    QT_TRANSLATE_NOOP("Command", "Item packs"), QT_TRANSLATE_NOOP("Command", "Next sheet"), "Ctrl+PgDown",    "xyb next sheet", kPack, kAuthors, kWindow},
    {"pack.sheetPrevious", QT_TRANSLATE_NOOP("Command", "Item packs"), QT_TRANSLATE_NOOP("Command", "Previous sheet"), "Ctrl+PgUp",      "syb previous sheet", kPack, kAuthors, kWindow},
    {"pack.findingNext",  QT_TRANSLATE_NOOP("Command", "Item packs"), QT_TRANSLATE_NOOP("Command", "Next finding"), "F7",             "xyg wt finding", kPack, kAuthors, kWindow},
    {"pack.findingPrevious", QT_TRANSLATE_NOOP("Command", "Item packs"), QT_TRANSLATE_NOOP("Command", "Previous finding"), "Shift+F7",       "syg wt finding", kPack, kAuthors, kWindow},
    {"pack.accept",       QT_TRANSLATE_NOOP("Command", "Item packs"), QT_TRANSLATE_NOOP("Command", "Answer for a warning"), "Alt+F7",         "rk accept warning", kPack, kAuthors, kWindow},
    {"pack.stop",         QT_TRANSLATE_NOOP("Command", "Item packs"), QT_TRANSLATE_NOOP("Command", "Stop checking"), "Ctrl+F7",        "tz stop check", kPack, kAuthors, kWindow},

    {"device.check",        QT_TRANSLATE_NOOP("Command", "Devices"), QT_TRANSLATE_NOOP("Command", "Check the device now"), "Ctrl+Shift+K", "jc sb check device", kAlways, kAll, kWindow},
    {"device.selftest",     QT_TRANSLATE_NOOP("Command", "Devices"), QT_TRANSLATE_NOOP("Command", "Self-test of the device"), "Ctrl+Shift+T", "zj sb selftest device", kAlways, kAll, kWindow},
    {"device.selftestStop", QT_TRANSLATE_NOOP("Command", "Devices"), QT_TRANSLATE_NOOP("Command", "Stop the self-test"), "", "tz zj stop selftest", Need::SelfTest, kAll, kWindow},
    {"device.report",       QT_TRANSLATE_NOOP("Command", "Devices"), QT_TRANSLATE_NOOP("Command", "Print the report of the self-test"), "Ctrl+Shift+P", "dy zj bg report", kAlways, kAll, kWindow},

    {"device.sign",         QT_TRANSLATE_NOOP("Command", "Devices"), QT_TRANSLATE_NOOP("Command", "Try a signature with the UKey"), "", "qm cs ukey sign", kAlways, kAll, kWindow},
    {"device.finger",       QT_TRANSLATE_NOOP("Command", "Devices"), QT_TRANSLATE_NOOP("Command", "Compare a finger with an ID card"), "", "zw bd sfz finger", kAlways, kAll, kWindow},
    {"bridge.question",     QT_TRANSLATE_NOOP("Command", "Devices"), QT_TRANSLATE_NOOP("Command", "Answer the question of a web page"), "Ctrl+Shift+W", "wy sq web page question", kAlways, kAll, kWindow},
    {"bridge.takeBack",     QT_TRANSLATE_NOOP("Command", "Devices"), QT_TRANSLATE_NOOP("Command", "Take the devices back from web pages"), "", "sh wy sb take back web", kAlways, kAll, kWindow},

    {"view.larger",       QT_TRANSLATE_NOOP("Command", "View"), QT_TRANSLATE_NOOP("Command", "Larger print"), "Ctrl+=",         "fd dz larger zoom", kAlways, kAll, kWindow},
    {"view.smaller",      QT_TRANSLATE_NOOP("Command", "View"), QT_TRANSLATE_NOOP("Command", "Smaller print"), "Ctrl+-",         "sx smaller zoom", kAlways, kAll, kWindow},
    {"view.normal",       QT_TRANSLATE_NOOP("Command", "View"), QT_TRANSLATE_NOOP("Command", "Normal print"), "Ctrl+0",         "zc normal zoom", kAlways, kAll, kWindow},
    {"view.light",        QT_TRANSLATE_NOOP("Command", "View"), QT_TRANSLATE_NOOP("Command", "Light appearance"), "",               "qs light", kAlways, kAll, kWindow},
    {"view.dark",         QT_TRANSLATE_NOOP("Command", "View"), QT_TRANSLATE_NOOP("Command", "Dark appearance"), "",               "ss dark", kAlways, kAll, kWindow},
    {"view.contrast",     QT_TRANSLATE_NOOP("Command", "View"), QT_TRANSLATE_NOOP("Command", "High contrast"), "",               "gdb contrast", kAlways, kAll, kWindow},
    {"demo.reset",        QT_TRANSLATE_NOOP("Command", "Everywhere"), QT_TRANSLATE_NOOP("Command", "Begin the practice anew"), "",               "cz cxks reset demo", Need::Demo, kAll, kWindow},
    {"demo.platformAway", QT_TRANSLATE_NOOP("Command", "Everywhere"), QT_TRANSLATE_NOOP("Command", "Practice: take the province away"), "",       "lxdkspt dkspt platform away", Need::Demo, kAll, kWindow},
    {"demo.platformBack", QT_TRANSLATE_NOOP("Command", "Everywhere"), QT_TRANSLATE_NOOP("Command", "Practice: bring the province back"), "",      "lxjtspt jtspt platform back", Need::Demo, kAll, kWindow},
    {"selfcheck.run",     QT_TRANSLATE_NOOP("Command", "View"), QT_TRANSLATE_NOOP("Command", "Run the self-check"), "Ctrl+Shift+F5",  "zj selfcheck", kAlways, kAll, kWindow},
};
// clang-format on

QString translated(const char *text) { return QCoreApplication::translate("Command", text); }

QString printedKey(const QString &key)
{
    if (key == "Ctrl+Return"_L1) return u"Ctrl+Enter"_s;
    if (key == "Ctrl+="_L1) return u"Ctrl++"_s;
    if (key == "Backspace"_L1) return QCoreApplication::translate("Command", "Backspace");
    if (key == "Ctrl+Left"_L1) return u"Ctrl+←"_s;
    if (key == "Ctrl+Right"_L1) return u"Ctrl+→"_s;
    if (key == "Delete"_L1) return QCoreApplication::translate("Command", "Delete");
    QString text = key;
    for (const auto &[name, sign] : {std::pair("Return"_L1, "Enter"_L1), std::pair("PgDown"_L1, "PgDn"_L1), std::pair("Insert"_L1, "Ins"_L1), std::pair("Delete"_L1, "Del"_L1)}) text.replace(name, sign);
    return text.replace(u"+Up"_s, u"+↑"_s).replace(u"+Down"_s, u"+↓"_s);
}

} // namespace

CommandTable::CommandTable()
{
    for (const Row &row : kRows) {
        Command command;
        command.id = QString::fromLatin1(row.id);
        command.title = translated(row.title);
        command.group = translated(row.group);
        const QString key = QString::fromUtf8(row.key);
        // A range such as 1…9 is heard by its pane; it is no key sequence.
        if (row.hearing == Hearing::Window) command.key = QKeySequence(key, QKeySequence::PortableText);
        command.keyText = printedKey(key);
        command.words = QString::fromLatin1(row.words);
        command.needs = row.needs;
        command.roles = row.roles;
        command.hearing = row.hearing;
        m_commands.append(command);
    }
}

const Command *CommandTable::find(const QString &id) const
{
    for (const Command &command : m_commands)
        if (command.id == id) return &command;
    return nullptr;
}

QList<Command> CommandTable::forRoles(Roles roles) const
{
    QList<Command> found;
    for (const Command &command : m_commands)
        if (command.roles & roles) found.append(command);
    return found;
}

QStringList CommandTable::groups() const
{
    QStringList found;
    for (const Command &command : m_commands)
        if (!found.contains(command.group)) found.append(command.group);
    return found;
}

QString CommandTable::tip(const QString &id) const
{
    const Command *command = find(id);
    if (!command) return {};
    return command->keyText.isEmpty() ? command->title : u"%1  %2"_s.arg(command->title, command->keyText);
}

} // namespace zc::client
