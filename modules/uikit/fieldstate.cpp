#include <uikit/fieldstate.h>

#include <QVariant>
#include <QWidget>

namespace zc::uikit {

namespace {
constexpr char kStateProperty[] = "zcFieldState";
}

void setFieldState(QWidget *editor, FieldState state)
{
    if (fieldState(editor) == state)
        return;
    editor->setProperty(kStateProperty, int(state));
    editor->update();
}

FieldState fieldState(const QWidget *editor)
{
    return editor ? FieldState(editor->property(kStateProperty).toInt()) : FieldState::Normal;
}

} // namespace zc::uikit
