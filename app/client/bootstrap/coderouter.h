#pragma once
#include "pages/cases/caseport.h"
#include "pages/desk/deskport.h"

#include <QObject>

namespace zc::client {

// What a scanned code means at the desk: the paper of a case, its bare number, a material of the case that lies open; anything else
// is looked for as if it had been typed. A code is data: it opens and shows, it never decides, submits or fills a field. GUI thread.
class CodeRouter : public QObject {
    Q_OBJECT
public:
    CodeRouter(DeskPort &desk, CasePort &cases, QObject *parent = nullptr) : QObject(parent), m_desk(desk), m_cases(cases) {}
    void take(const QString &code);
    void forget();                       // the desk is locked: an answer that is on its way shows nothing

Q_SIGNALS:
    void caseWanted(const QUuid &caseId);
    void materialWanted(const QString &requirementId);
    void searchWanted(const QString &text);

private:
    DeskPort &m_desk;
    CasePort &m_cases;
    int m_asked = 0;                     // the newest code; an older answer shows nothing
};

} // namespace zc::client
