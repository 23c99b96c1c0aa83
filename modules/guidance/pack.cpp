#include "pack.h"

#include "internal/packbuilder.h"

#include <QDir>
#include <QFile>
#include <QtConcurrentRun>

namespace zc::guidance {

using namespace Qt::StringLiterals;

namespace {
template <class T>
const T *byId(const QList<T> &rows, const QString &id)
{
    for (const T &row : rows)
        if (row.id == id)
            return &row;
    return nullptr;
}
} // namespace

Pack::Pack() = default;
Pack::~Pack() = default;

Result<std::shared_ptr<const Pack>> Pack::loadNow(const QString &path, const LoadOptions &options)
{
    if (!QFileInfo(path).isFile()) {
        const auto files = PackFiles::readFolder(path);
        return files.ok() ? build(*files, options, false) : files.error();
    }
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error{ErrorKind::NotFound, u"PACK-MISSING"_s, path};
    auto release = openRelease(file.readAll(), options.trust);
    if (!release.ok())
        return release.error();
    release->files.origin = QFileInfo(path).absoluteFilePath();
    return build(release->files, options, true);
}

Result<std::shared_ptr<const Pack>> Pack::loadNow(const PackFiles &files, const LoadOptions &options)
{
    return build(files, options, true);
}

Result<std::shared_ptr<const Pack>> Pack::build(const PackFiles &files, const LoadOptions &options, bool keepContent)
{
    const PackSource source = PackSource::read(files);
    if (!source.firstError.code.isEmpty())
        return source.firstError;
    Findings findings;
    std::shared_ptr<Pack> pack = PackBuilder::build(source, options, findings);
    if (keepContent)
        pack->m_content = files.content;
    if (!pack->program().sound) {
        for (const Finding &finding : findings.list())
            if (finding.code == u"V01" || finding.code == u"V02" || finding.code == u"V16")
                return Error{ErrorKind::Invalid, u"PACK-FORMAT"_s, finding.message};
    }
    const bool demo = pack->info().demo
        || std::any_of(pack->imports().cbegin(), pack->imports().cend(), [](const auto &item) { return item->info().demo; });
    if (demo && !options.allowDemo)
        return Error{ErrorKind::Denied, u"PACK-DEMO"_s, pack->id()};
    const QDate day = options.inForceOn;
    if (day.isValid() && (day < pack->info().validFrom || (pack->info().validTo.isValid() && pack->info().validTo < day)))
        return Error{ErrorKind::Denied, u"PACK-NOT-IN-FORCE"_s, pack->id() + u' ' + pack->version()};
    return std::shared_ptr<const Pack>(pack);
}

QFuture<Result<std::shared_ptr<const Pack>>> Pack::load(const QString &path, const LoadOptions &options)
{
    return QtConcurrent::run([path, options] { return loadNow(path, options); });
}

const Fact *Pack::fact(const QString &idOrName) const
{
    for (const Fact &fact : m_facts)
        if (fact.id == idOrName || fact.name == idOrName)
            return &fact;
    return nullptr;
}

const SubItem *Pack::subItem(const QString &id) const { return byId(m_subItems, id); }
const Material *Pack::material(const QString &id) const { return byId(m_materials, id); }
const Field *Pack::field(const QString &id) const { return byId(m_fields, id); }

QString Pack::basisText(const QStringList &ids) const
{
    QStringList parts;
    for (const QString &id : ids)
        if (const Basis *row = byId(m_basis, id))
            parts << (row->clause.isEmpty() ? row->title : row->title + u' ' + row->clause);
    return parts.join(u"；"_s);
}

Result<QByteArray> Pack::sample(const QString &relativePath) const
{
    const QString clean = QDir::cleanPath(relativePath);
    for (const auto &item : m_imports)                 // of a bundle: the path begins with the item's id
        if (clean.startsWith(item->id() + u'/'))
            return item->sample(clean.mid(item->id().size() + 1));
    if (m_content) {
        const auto found = m_content->constFind(clean);
        return found != m_content->cend() ? Result<QByteArray>(*found) : Error{ErrorKind::NotFound, u"PACK-MISSING"_s, relativePath};
    }
    const QDir dir(m_path);
    QFile file(dir.filePath(clean));
    const bool leaves = QDir::isAbsolutePath(clean) || clean == u".." || clean.startsWith(u"../");
    // A link inside the pack must not lead out of it either.
    const QString real = QFileInfo(file).canonicalFilePath();
    if (leaves || !real.startsWith(dir.canonicalPath() + u'/') || !file.open(QIODevice::ReadOnly))
        return Error{ErrorKind::NotFound, u"PACK-MISSING"_s, relativePath};
    return file.readAll();
}

QStringList Pack::unverified() const
{
    QStringList result;
    for (const CompiledOutput &output : m_program->compiled.outputs)
        if (output.fallback && !result.contains(output.id.id))
            result << output.id.id;
    return result;
}

} // namespace zc::guidance
