#include "pngframes.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QHash>
#include <QImage>
#include <QThread>

namespace zc::devices::camera {

using namespace Qt::StringLiterals;

namespace {

constexpr int kPngFrameMs = 40;
constexpr qint64 kLongestSequence = 64 * 1024;
constexpr qsizetype kMostPictures = 16;

Error pngError(FaultClass cls)
{
    return toError({cls, {}, {}, false}, DeviceClass::Camera);
}

QString sequencePath(const QString &folder) { return QDir(folder).filePath(u"sequence"_s); }

struct Scene {
    enum class Kind { Frame, Loop, Stall, Defect, Unplug } kind = Kind::Frame;
    QString file;
    int amount = 0;             // frames, or milliseconds
};

std::optional<Scene> sceneOf(const QStringList &words)
{
    const QString verb = words.value(0);
    const int amount = words.constLast().toInt();
    if (verb == u"frame" && words.size() == 3 && amount > 0 && !words[1].contains(u'/'))
        return Scene{Scene::Kind::Frame, words[1], amount};
    if (verb == u"stall" && words.size() == 2 && amount > 0)
        return Scene{Scene::Kind::Stall, {}, amount};
    if (words.size() == 1 && (verb == u"loop" || verb == u"defect" || verb == u"unplug"))
        return Scene{verb == u"loop" ? Scene::Kind::Loop : verb == u"defect" ? Scene::Kind::Defect : Scene::Kind::Unplug, {}, 0};
    return std::nullopt;
}

Result<QList<Scene>> readSequence(const QString &folder)
{
    QFile file(sequencePath(folder));
    if (!file.exists())
        return pngError(FaultClass::NoDevice);
    if (!file.open(QIODevice::ReadOnly))
        return pngError(FaultClass::Denied);
    QList<Scene> scenes;
    for (const QString &line : QString::fromUtf8(file.read(kLongestSequence)).split(u'\n', Qt::SkipEmptyParts)) {
        const auto scene = sceneOf(line.split(u' ', Qt::SkipEmptyParts));
        if (!scene)
            return pngError(FaultClass::Protocol);
        scenes << *scene;
    }
    if (scenes.isEmpty() || scenes.constFirst().kind == Scene::Kind::Loop)
        return pngError(FaultClass::Protocol);
    return scenes;
}

class PngFrames final : public FrameSource {
public:
    PngFrames(const QString &folder, const QSize &size) : m_folder(folder), m_size(size) { m_clock.start(); }
    DeviceIdentity identity() const override { return {u"png sequence"_s, {}}; }
    QList<FrameShape> formats() const override { return {{FrameFormat::Rgb24, m_size.width(), m_size.height()}}; }
    Result<void> start(const FrameShape &) override { return {}; }
    void stop() override { m_pictures.clear(); }

    // A job begins: the sequence as it stands now, from its first line.
    void forget() override
    {
        const Result<QList<Scene>> scenes = readSequence(m_folder);
        m_scenes = scenes.ok() ? *scenes : QList<Scene>();
        m_at = m_done = 0;
        m_stallUntilMs = -1;
        if (QFile jobs(QDir(m_folder).filePath(u"jobs"_s)); jobs.exists() && jobs.open(QIODevice::Append))
            jobs.write("job\n");
    }
    bool present() override { return !m_unplugged && pngCameraPresent(m_folder); }

    Result<std::optional<Frame>> next(int waitMs) override
    {
        const qint64 dueMs = m_dueMs - m_clock.elapsed();
        QThread::msleep(quint64(qBound(qint64(0), dueMs, qint64(waitMs))));
        if (dueMs > waitMs)
            return std::optional<Frame>();
        if (m_scenes.isEmpty())
            return pngError(FaultClass::Protocol);
        m_dueMs = m_clock.elapsed() + kPngFrameMs;
        return play(m_scenes.at(m_at));
    }

private:
    Result<std::optional<Frame>> play(const Scene &scene)
    {
        switch (scene.kind) {
        case Scene::Kind::Defect: return pngError(FaultClass::DeviceFault);
        case Scene::Kind::Unplug: m_unplugged = true; return std::optional<Frame>();
        case Scene::Kind::Loop: m_at = m_done = 0; return play(m_scenes.constFirst());
        case Scene::Kind::Stall:
            if (m_stallUntilMs < 0)
                m_stallUntilMs = m_clock.elapsed() + scene.amount;
            if (m_clock.elapsed() >= m_stallUntilMs)
                goOn();
            return std::optional<Frame>();
        case Scene::Kind::Frame: break;
        }
        const std::optional<Frame> frame = picture(scene.file);
        if (!frame)
            return pngError(FaultClass::Protocol);
        if (++m_done >= scene.amount)
            goOn();
        return frame;
    }
    void goOn()
    {
        m_stallUntilMs = -1;
        if (m_at + 1 >= m_scenes.size())
            return;
        ++m_at;
        m_done = 0;
    }

    std::optional<Frame> picture(const QString &file)
    {
        if (m_pictures.size() >= kMostPictures)
            m_pictures.clear();
        QImage &image = m_pictures[file];
        if (image.isNull())
            image = QImage(QDir(m_folder).filePath(file)).convertToFormat(QImage::Format_RGB888);
        if (image.isNull())
            return std::nullopt;
        Frame frame;
        frame.shape = {FrameFormat::Rgb24, image.width(), image.height()};
        frame.stride = int(image.bytesPerLine());
        frame.sequence = ++m_sequence;
        frame.arrivedUs = m_clock.nsecsElapsed() / 1000;
        frame.bytes = QByteArray(reinterpret_cast<const char *>(image.constBits()), image.sizeInBytes());
        return frame;
    }

    const QString m_folder;
    const QSize m_size;
    QElapsedTimer m_clock;
    QList<Scene> m_scenes;
    QHash<QString, QImage> m_pictures;
    qsizetype m_at = 0;
    int m_done = 0;
    quint64 m_sequence = 0;
    qint64 m_dueMs = 0, m_stallUntilMs = -1;
    bool m_unplugged = false;
};

} // namespace

bool pngCameraPresent(const QString &folder)
{
    return QFile::exists(sequencePath(folder));
}

Result<std::unique_ptr<FrameSource>> openPngCamera(const QString &folder)
{
    const Result<QList<Scene>> scenes = readSequence(folder);
    if (!scenes.ok())
        return scenes.error();
    QSize size;
    for (const Scene &scene : *scenes)
        if (size.isEmpty() && scene.kind == Scene::Kind::Frame)
            size = QImage(QDir(folder).filePath(scene.file)).size();
    if (size.isEmpty())
        return pngError(FaultClass::Protocol);
    return std::unique_ptr<FrameSource>(std::make_unique<PngFrames>(folder, size));
}

} // namespace zc::devices::camera
