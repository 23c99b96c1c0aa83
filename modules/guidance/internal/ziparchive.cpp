#include "internal/ziparchive.h"

#include <zip.h>

#include <memory>

namespace zc::guidance {

using namespace Qt::StringLiterals;

namespace {
Error broken(const QString &what)
{
    return {ErrorKind::Invalid, u"PACK-ARCHIVE"_s, what};
}

struct Discard {
    void operator()(zip_t *archive) const { zip_discard(archive); }
};
using Archive = std::unique_ptr<zip_t, Discard>;

bool leavesArchive(const QString &name)
{
    const QStringList parts = name.split(u'/');
    return name.startsWith(u'/') || name.contains(u'\\') || name.contains(u':') || name.contains(QChar(0)) || parts.contains(u".."_s) || parts.contains(u"."_s)
        || parts.contains(QString());
}

// Unpacks one entry, watching the bytes that really come out.
Result<QByteArray> readEntry(zip_t *archive, zip_uint64_t index, qint64 most, int ratio, quint64 packed)
{
    std::unique_ptr<zip_file_t, int (*)(zip_file_t *)> file(zip_fopen_index(archive, index, 0), zip_fclose);
    if (!file)
        return broken(QString::fromUtf8(zip_strerror(archive)));
    QByteArray content;
    char buffer[64 * 1024];
    for (;;) {
        const zip_int64_t got = zip_fread(file.get(), buffer, sizeof buffer);
        if (got < 0)
            return broken(QString::fromUtf8(zip_file_strerror(file.get())));
        if (got == 0)
            return content;
        content.append(buffer, got);
        if (content.size() > most)
            return broken(u"more than %1 bytes unpacked"_s.arg(most));
        if (content.size() > (1 << 20) && quint64(content.size()) / ratio > packed)
            return broken(u"unpacks to more than %1 times its size"_s.arg(ratio));
    }
}
} // namespace

Result<QMap<QString, QByteArray>> readZip(const QByteArray &bytes, const ZipLimits &limits)
{
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t *source = zip_source_buffer_create(bytes.constData(), zip_uint64_t(bytes.size()), 0, &error);
    Archive archive(source ? zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, &error) : nullptr);
    if (!archive) {
        const QString what = QString::fromUtf8(zip_error_strerror(&error));
        if (source)
            zip_source_free(source);
        zip_error_fini(&error);
        return broken(what);
    }
    const zip_int64_t count = zip_get_num_entries(archive.get(), 0);
    if (count < 0 || count > limits.entries)
        return broken(u"%1 entries"_s.arg(count));
    QMap<QString, QByteArray> entries;
    qint64 total = 0;
    for (zip_uint64_t i = 0; i < zip_uint64_t(count); ++i) {
        zip_stat_t stat;
        if (zip_stat_index(archive.get(), i, 0, &stat) != 0 || !(stat.valid & ZIP_STAT_NAME) || !(stat.valid & ZIP_STAT_COMP_SIZE))
            return broken(QString::fromUtf8(zip_strerror(archive.get())));
        const QString name = QString::fromUtf8(stat.name);
        if (stat.encryption_method != ZIP_EM_NONE)
            return broken(u"encrypted"_s);
        if (name.endsWith(u'/'))
            continue;
        if (leavesArchive(name) || entries.contains(name))
            return broken(u"entry \"%1\""_s.arg(name.left(80)));
        auto content = readEntry(archive.get(), i, qMin(limits.entryBytes, limits.totalBytes - total), limits.ratio, stat.comp_size);
        if (!content.ok())
            return broken(name.left(80) + u": "_s + content.error().detail);
        total += content->size();
        entries.insert(name, *content);
    }
    return entries;
}

Result<QByteArray> writeZip(const QList<QPair<QString, QByteArray>> &entries, ZipForm form)
{
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t *target = zip_source_buffer_create(nullptr, 0, 0, &error);
    Archive archive(target ? zip_open_from_source(target, ZIP_TRUNCATE, &error) : nullptr);
    if (!archive) {
        if (target)
            zip_source_free(target);
        zip_error_fini(&error);
        return broken(u"cannot make an archive"_s);
    }
    zip_source_keep(target);                           // it holds the bytes after the archive is closed
    const std::unique_ptr<zip_source_t, void (*)(zip_source_t *)> keeper(target, zip_source_free);
    constexpr zip_uint16_t kFirstDay = (0 << 9) | (1 << 5) | 1;
    for (const auto &[name, content] : entries) {
        zip_source_t *source = zip_source_buffer(archive.get(), content.constData(), zip_uint64_t(content.size()), 0);
        const zip_int64_t index = source ? zip_file_add(archive.get(), name.toUtf8().constData(), source, ZIP_FL_ENC_UTF_8) : -1;
        if (index < 0) {
            if (source)
                zip_source_free(source);
            return broken(name);
        }
        zip_set_file_compression(archive.get(), zip_uint64_t(index), form == ZipForm::Stored ? ZIP_CM_STORE : ZIP_CM_DEFLATE, 0);
        zip_file_set_dostime(archive.get(), zip_uint64_t(index), 0, kFirstDay, 0);
        zip_file_set_external_attributes(archive.get(), zip_uint64_t(index), 0, ZIP_OPSYS_UNIX, 0100644u << 16);
    }
    if (zip_close(archive.get()) != 0)
        return broken(QString::fromUtf8(zip_strerror(archive.get())));
    (void)archive.release();                           // closed, not to be discarded
    QByteArray bytes;
    zip_stat_t stat;
    if (zip_source_open(target) != 0)
        return broken(u"cannot read the archive back"_s);
    if (zip_source_stat(target, &stat) == 0) {
        bytes.resize(qsizetype(stat.size));
        if (zip_source_read(target, bytes.data(), stat.size) != zip_int64_t(stat.size))
            bytes.clear();
    }
    zip_source_close(target);
    return bytes.isEmpty() ? Result<QByteArray>(broken(u"cannot read the archive back"_s)) : Result<QByteArray>(bytes);
}

} // namespace zc::guidance
