#pragma once
#include <QBoxLayout>
#include <QWidget>

namespace zc::client {

// Layouts without margins: paddings come from tokens (uikit Surface), never from a style's guess.
inline QVBoxLayout *column(QWidget *parent = nullptr, int spacing = 0)
{
    auto *layout = new QVBoxLayout(parent);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacing);
    return layout;
}

inline QHBoxLayout *row(QWidget *parent = nullptr, int spacing = 0)
{
    auto *layout = new QHBoxLayout(parent);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacing);
    return layout;
}

} // namespace zc::client
