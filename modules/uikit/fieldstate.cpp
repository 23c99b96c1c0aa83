#include <uikit/fieldstate.h>

#include <QVariant>
#include <QWidget>

namespace zc::uikit {

namespace {
constexpr char kProperty[] = "zcFieldState";
}

void setFieldState(QWidget *editor, FieldState state)
{
    if (fieldState(editor) == state)
        return;
    editor->setProperty(kProperty, int(state));
    editor->update();
}

FieldState fieldState(const QWidget *editor)
{
    return editor ? FieldState(editor->property(kProperty).toInt()) : FieldState::Normal;
}

} // namespace zc::uikit
