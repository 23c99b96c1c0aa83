#pragma once
#include <uikit/themed.h>

#include <QLabel>

namespace zc::uikit {

// Words on the page, by token: type and colour follow the theme. Wraps when setWordWrap(true). Plain text unless told otherwise.
class Label : public Themed<QLabel> {
    Q_OBJECT
public:
    explicit Label(const QString &text = {}, Type type = Type::Body, Color color = Color::Text, QWidget *parent = nullptr);
    void setType(Type type);
    void setColor(Color color);
    Type type() const { return m_type; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    int heightForWidth(int width) const override;

protected:
    void applyTheme() override;
    void paintEvent(QPaintEvent *event) override;

private:
    bool isPlain() const;
    Type m_type;
    Color m_color;
};

} // namespace zc::uikit
