#pragma once
#include <QtGlobal>

class QWidget;

namespace zc::uikit {

// How an editor (line edit, combo, check, radio, text edit) is drawn besides hover, focus and disabled.
// Machine: filled by a card, licence or shared data and not yet confirmed by a person.
enum class FieldState : quint8 { Normal, Machine, Error };

void setFieldState(QWidget *editor, FieldState state);     // kept as a dynamic property; repaints
FieldState fieldState(const QWidget *editor);

} // namespace zc::uikit
