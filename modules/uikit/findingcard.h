#pragma once
#include <uikit/themed.h>

#include <QAbstractButton>

class QTextDocument;

namespace zc::uikit {

// One finding: number in a coloured square, what is wrong, what to do. Checked: border and wash in its tone.
// The body is rich text of two tags: <b> dark and strong, <em> strong in the tone. Escape what people typed (toHtmlEscaped).
class FindingCard : public Themed<QAbstractButton> {
    Q_OBJECT
public:
    FindingCard(int number, Tone tone, const QString &title, const QString &body, QWidget *parent = nullptr);
    void setContent(int number, Tone tone, const QString &title, const QString &body);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void fill(QTextDocument &document, int width) const;
    int m_number = 0;
    Tone m_tone = Tone::Bad;
    QString m_body;
};

} // namespace zc::uikit
