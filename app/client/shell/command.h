#pragma once
#include <QKeySequence>
#include <QList>
#include <QString>

namespace zc::client {

// Who may use a command. A row of the table lists every role that sees it; a person may hold several.
enum class Role : quint8 { Clerk = 1, Officer = 2, Trainer = 4, Installer = 8 };
Q_DECLARE_FLAGS(Roles, Role)
Q_DECLARE_OPERATORS_FOR_FLAGS(Roles)

// What must be so before a command makes sense. The pages report these; the command centre enables by them.
enum class Need : quint32 {
    Nothing = 0,
    OpenCase = 1,          // a case lies on the desk
    Question = 2,          // step 2 shows a question
    Material = 4,          // a material row is chosen in step 3
    Page = 8,              // a page of a material is shown
    Submittable = 16,      // step 6 has nothing missing
    Undoable = 32,
    Redoable = 64,
    CaseRow = 128,         // a row is chosen on the page of cases
    DeskPage = 256,        // the desk is in front
    CasesPage = 512,       // the page of cases is in front
    Demo = 1024,           // the desk runs on a practice world
    SignedOn = 2048,       // a clerk of a real hall is at the desk
    Scanning = 4096,       // the scanner works for this case
    PacksPage = 8192,      // the page of item packs is in front
    Pack = 16384,          // a pack is open there
    SelfTest = 32768,       // the self-test of a device runs
    WebPages = 65536,       // this machine may open pages of departments
    Rateable = 131072,     // the applicant may be asked for a rating now
    Rating = 262144,       // she is being asked
    Ticket = 524288,       // somebody was called by a number
    Printing = 1048576,    // a paper is being printed
    CallList = 2097152,    // the queue of this window is a list of its own
};
Q_DECLARE_FLAGS(Needs, Need)
Q_DECLARE_OPERATORS_FOR_FLAGS(Needs)

// Where the key is heard. Window: anywhere in the window. Pane: only in the pane that shows it (digits, Enter, Backspace,
// letters), so that the same key can be typed in a field.
enum class Hearing : quint8 { Window, Pane };

// One row of the command table. `title` is already translated; `words` are further names for the search (English id parts,
// first letters of the pinyin).
struct Command {
    QString id;
    QString title;
    QString group;
    QKeySequence key;
    QString keyText;       // as printed on buttons and the key card: 退格, 1…9, Ctrl+K
    QString words;
    Needs needs;
    Roles roles;
    Hearing hearing = Hearing::Window;
};

} // namespace zc::client
