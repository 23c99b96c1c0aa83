#include "pages/desk/scanfolder.h"

#include <QDateTime>
#include <QDir>

namespace zc::client {
using namespace Qt::StringLiterals;

namespace {
const QStringList kPatterns = {u"*.jpg"_s, u"*.jpeg"_s, u"*.png"_s, u"*.pdf"_s, u"*.tif"_s, u"*.tiff"_s, u"*.bmp"_s};
} // namespace

void ScanFolder::setPath(const QString &path)
{
    if (path == m_path) return;
    m_path = path;
    m_taken.clear();
}

bool ScanFolder::exists() const { return !m_path.isEmpty() && QDir(m_path).exists(); }

QStringList ScanFolder::takeNew()
{
    if (!exists()) return {};
    QStringList found;
    const QFileInfoList files = QDir(m_path).entryInfoList(kPatterns, QDir::Files | QDir::Readable, QDir::Time | QDir::Reversed);
    for (const QFileInfo &file : files) {
        // The same name written anew is a new scan.
        const QString mark = file.fileName() + u'|' + QString::number(file.lastModified().toMSecsSinceEpoch()) + u'|' + QString::number(file.size());
        if (m_taken.contains(mark)) continue;
        m_taken.insert(mark);
        found.append(file.absoluteFilePath());
    }
    return found;
}

QStringList ScanFolder::pagesIn(const QString &folder)
{
    QStringList found;
    for (const QFileInfo &file : QDir(folder).entryInfoList(kPatterns, QDir::Files | QDir::Readable, QDir::Name)) found.append(file.absoluteFilePath());
    return found;
}

} // namespace zc::client
