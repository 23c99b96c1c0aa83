#pragma once
#include <forms/formmodel.h>

#include <uikit/themed.h>

#include <QWidget>

class QHBoxLayout;

namespace zc::uikit {
class KeyCap;
class Label;
class LinkButton;
}

namespace zc::forms {

// The jump list above a sheet: how many fields still need somebody, the first of them by name, and the key that jumps.
class ProblemBar : public uikit::Themed<QWidget> {
    Q_OBJECT
public:
    explicit ProblemBar(QWidget *parent = nullptr);
    void setProblems(const QList<FormModel::Problem> &problems, bool anyFault);

Q_SIGNALS:
    void chosen(const QString &path);

protected:
    void applyTheme() override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void fit();
    QList<FormModel::Problem> m_problems;
    bool m_anyFault = false;
    QHBoxLayout *m_row;
    uikit::Label *m_count;
    QList<uikit::LinkButton *> m_links;
    uikit::KeyCap *m_key;
};

} // namespace zc::forms
