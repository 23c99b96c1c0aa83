#pragma once
#include "shell/palettesource.h"

#include <uikit/surface.h>

class QListView;
class QStandardItemModel;

namespace zc::uikit {
class LineEdit;
class Label;
}

namespace zc::client {

// The desk before a case: one field that finds the matter, and the matters of this window below it.
class ItemPicker : public uikit::Surface {
    Q_OBJECT
public:
    explicit ItemPicker(QWidget *parent = nullptr);
    void setSource(PaletteSource source);
    void enter();
    void refresh();

Q_SIGNALS:
    void itemChosen(const QString &itemCode);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void search(const QString &text);
    void choose();
    PaletteSource m_source;
    QList<PaletteEntry> m_entries;
    uikit::LineEdit *m_field;
    uikit::Label *m_caption;
    QListView *m_list;
    QStandardItemModel *m_model;
};

} // namespace zc::client
