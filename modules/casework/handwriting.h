#pragma once
#include <QList>

#include <cstddef>

namespace zc::casework {

// A signature as it was written, drawn onto a paper above its line. Without strokes the line stays empty for a pen.
struct Handwriting {
    struct Dot { double x = 0, y = 0, pressure = 0; };       // of the surface's width and height, 0…1 like the pressure
    double ratio = 1;                            // width of the surface by its height
    QList<QList<Dot>> strokes;
};

// Of the ink of a pad: its proportions and dots, without times and tools. This room knows no devices.
template <class Ink>
Handwriting handwritingOf(const Ink &ink)
{
    Handwriting hand{ink.ratio(), {}};
    for (std::size_t index = 0; index < ink.strokes(); ++index) {
        QList<Handwriting::Dot> &stroke = hand.strokes.emplaceBack();
        for (const auto &point : ink.stroke(index))
            stroke.append({point.x, point.y, point.pressure});
    }
    return hand;
}

} // namespace zc::casework
