#pragma once
#include <intake/caselist.h>
#include <uikit/surface.h>

namespace zc::uikit {
class Button;
class KeyValueList;
class Label;
}

namespace zc::client {

class Callout;

// The chosen case at the right of 办件: what needs attention, what happened, and the two things to do with it.
class CaseDetail : public uikit::Surface {
    Q_OBJECT
public:
    explicit CaseDetail(QWidget *parent = nullptr);
    void show(const intake::CaseDetailView &detail);
    void showNone(const QString &words);
    QString chosenPath() const;                 // of the masked line to be shown in full: the chosen one, else the number
    void showClear(const QString &path, const QString &text);
    void conceal();                             // every line masked again; the clear text is forgotten

Q_SIGNALS:
    void openWanted();
    void printWanted();
    void revealWanted(const QString &path);

private:
    void showPerson(const QString &clearPath, const QString &clearText);
    uikit::Label *m_title, *m_numbers, *m_events;
    Callout *m_attention;
    uikit::KeyValueList *m_person, *m_timeline;
    QList<intake::MaskedView> m_masked;
    uikit::Button *m_open, *m_print;
};

} // namespace zc::client
