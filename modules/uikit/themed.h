#pragma once
#include <uikit/theme.h>

#include <QEvent>

namespace zc::uikit {

// A widget that follows the theme at run time. applyTheme() runs on every change of style, zoom, density or scheme;
// constructors call it once themselves, after their parts exist. GUI thread.
template <class Base>
class Themed : public Base {
public:
    using Base::Base;
    const Theme &theme() const { return themeOf(this); }

protected:
    virtual void applyTheme() {}
    void changeEvent(QEvent *event) override
    {
        Base::changeEvent(event);
        if (event->type() == QEvent::StyleChange) {
            applyTheme();
            this->updateGeometry();
            this->update();
        }
    }
};

} // namespace zc::uikit
