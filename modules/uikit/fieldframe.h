#pragma once
#include <uikit/fieldstate.h>
#include <uikit/themed.h>

#include <QWidget>

class QVBoxLayout;
class QHBoxLayout;

namespace zc::uikit {

class KeyCap;
class Label;
class LinkButton;
class Tag;

// What stands around any editor: label above, source tag at the label, error below, and the machine's value one click away
// once a person typed over it. The frame draws and announces; what the value means is the caller's affair (see room forms).
class FieldFrame : public Themed<QWidget> {
    Q_OBJECT
public:
    FieldFrame(const QString &label, QWidget *editor, QWidget *parent = nullptr);   // takes the editor as child

    QWidget *editor() const { return m_editor; }
    void setLabel(const QString &label);
    QString label() const { return m_name; }
    void setRequired(bool required);                // the word stands at the label and in the accessible name
    void setSource(const QString &source, bool confirmed);  // "身份证"; empty takes the tag away; unconfirmed tints the editor
    QString source() const { return m_source; }
    bool isConfirmed() const { return m_confirmed; }
    void setError(const QString &sentence);         // empty clears
    QString error() const { return m_error; }
    void setHint(const QString &sentence);          // quiet line below, shown while there is no error
    void setProof(const QString &words);            // "校验码正确" at the label: costs no line, so nothing moves while typing
    void setOffer(const QString &machineValue);     // "用 测试甲": shown while a typed value differs; empty hides it
    void setOfferKey(const QString &keyText);       // printed beside the offer while the editor has the focus
    void setHeadShown(bool shown);                  // false: the editor carries its label itself

Q_SIGNALS:
    void offerTaken();

protected:
    void applyTheme() override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void refresh();
    void showOfferKey(bool focused);
    QString m_name, m_source, m_error, m_hint;
    bool m_confirmed = true;
    bool m_required = false;
    bool m_headShown = true;
    QWidget *m_editor;
    QVBoxLayout *m_column;
    QHBoxLayout *m_head;
    Label *m_label;
    Label *m_proof;
    Tag *m_tag;
    KeyCap *m_cap;              // Enter, while the focused value waits for confirmation
    Label *m_note;
    LinkButton *m_offer;
    KeyCap *m_offerKey;
};

} // namespace zc::uikit
