#pragma once
#include <uikit/theme.h>
#include <uikit/zcstyle.h>

#include <QApplication>

namespace zc::testing {

// An application that looks as the product does.
class StyledApplication : public QApplication {
public:
    StyledApplication(int &argc, char **argv) : QApplication(argc, argv) { setStyle(new uikit::ZcStyle(*uikit::Theme::load({}))); }
};

} // namespace zc::testing
