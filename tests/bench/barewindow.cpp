// The floor for the client's start: the same toolkit with an empty window, nothing else.
#include <QApplication>
#include <QPaintEvent>
#include <QTimer>
#include <QWidget>

#include <cstdio>

namespace {

class Bare : public QWidget {
protected:
    void paintEvent(QPaintEvent *) override
    {
        if (m_told)
            return;
        m_told = true;
        std::fputs("window shown\n", stderr);
    }

private:
    bool m_told = false;
};

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    Bare window;
    window.resize(1440, 900);
    window.show();
    return application.exec();
}
