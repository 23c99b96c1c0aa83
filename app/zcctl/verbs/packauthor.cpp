#include "verbs/verbs.h"

#include "output.h"
#include "verb.h"

#include <crypto/minisignsigner.h>
#include <guidance/authoredpack.h>
#include <guidance/celltidy.h>
#include <guidance/dmnexport.h>
#include <guidance/packbuild.h>
#include <guidance/release.h>
#include <guidance/sheetfiles.h>

#include <QDate>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSaveFile>

using namespace Qt::StringLiterals;

namespace zc::ctl {
namespace {

using namespace zc::guidance;
using crypto::MinisignSigner;

// Words of one verb: plain ones, and options with or without a value.
struct Words {
    QStringList plain;
    QMap<QString, QString> options;
    bool good = true;
    bool has(const QString &option) const { return options.contains(option); }
    QString value(const QString &option) const { return options.value(option); }
    QString target() const { return has(u"--out"_s) ? value(u"--out"_s) : value(u"--into"_s); }
};

Words read(const QStringList &words, const QStringList &valued, const QStringList &flags = {})
{
    Words result;
    for (qsizetype i = 0; i < words.size(); ++i) {
        const QString word = words.at(i) == u"-o" ? u"--out"_s : words.at(i);
        const bool followed = i + 1 < words.size() && !words.at(i + 1).startsWith(u"--");
        if (valued.contains(word) && followed)
            result.options.insert(word, words.at(++i));
        else if (flags.contains(word))
            result.options.insert(word, {});
        else if (word.startsWith(u"--"))
            result.good = false;
        else
            result.plain << word;
    }
    return result;
}

int misused(Output &output, const QString &line)
{
    output.usage(u"usage: zcctl "_s + line);
    return Usage;
}

Result<void> save(const QString &path, QByteArrayView bytes, bool secret = false)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return Error{ErrorKind::Invalid, u"CTL-FILE"_s, path};
    if (secret)
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    if (file.write(bytes.data(), bytes.size()) != bytes.size() || !file.commit())
        return Error{ErrorKind::Invalid, u"CTL-FILE"_s, path};
    return {};
}

Result<QByteArray> load(const QString &path)
{
    QFile file(path);
    constexpr qint64 kMost = 300 * 1024 * 1024;
    if (!file.open(QIODevice::ReadOnly) || file.size() > kMost)
        return Error{ErrorKind::NotFound, u"CTL-FILE"_s, path};
    return file.readAll();
}

Result<MinisignSigner> loadKey(const Words &words, const QString &option)
{
    const auto text = load(words.value(option));
    if (!text.ok())
        return text.error();
    QByteArray passphrase;
    if (words.has(u"--passphrase-file"_s)) {
        const auto file = load(words.value(u"--passphrase-file"_s));
        if (!file.ok())
            return file.error();
        passphrase = file->trimmed();
    }
    return MinisignSigner::fromText(*text, passphrase);
}

QJsonArray toJson(const QList<Finding> &findings)
{
    QJsonArray list;
    for (const Finding &finding : findings)
        list.append(finding.toJson());
    return list;
}

void tell(Output &output, const QList<Finding> &findings)
{
    for (const Finding &finding : findings)
        output.text(finding.code + u'\t' + finding.place() + u'\t' + finding.message);
}

Result<AuthoredPack> readAuthored(const QString &folder)
{
    const auto files = PackFiles::readFolder(folder);
    return files.ok() ? AuthoredPack::read(*files) : files.error();
}

} // namespace

int packInit(const QStringList &words, Output &output)
{
    static const QRegularExpression form(u"^[a-z][a-z0-9-]*$"_s);
    const Words given = read(words, {u"--id"_s});
    if (!given.good || given.plain.size() != 1)
        return misused(output, u"pack init DIR [--id PACK-ID]"_s);
    const QString folder = given.plain.constFirst();
    QString id = given.has(u"--id"_s) ? given.value(u"--id"_s) : QFileInfo(QDir(folder).absolutePath()).fileName().toLower();
    if (!form.match(id).hasMatch()) {
        if (given.has(u"--id"_s))
            return misused(output, u"pack init DIR --id: letters a–z, digits and -, a letter first"_s);
        id = u"new-item"_s;
    }
    if (QFileInfo::exists(QDir(folder).filePath(u"package.json"_s)))
        return output.failed({ErrorKind::Conflict, u"PACK-WRITE"_s, folder}, Unreadable);
    const auto written = blankPack(id, QDate::currentDate()).writeFolder(folder);
    if (!written.ok())
        return output.failed(written.error(), Unreadable);
    output.text(u"%1\t%2"_s.arg(id, folder));
    output.document(QJsonDocument(QJsonObject{{u"pack"_s, id}, {u"folder"_s, folder}}));
    return Ok;
}

int packBuild(const QStringList &words, Output &output)
{
    const Words given = read(words, {u"--out"_s, u"--sign"_s, u"--passphrase-file"_s});
    if (!given.good || given.plain.size() != 1 || !given.has(u"--out"_s))
        return misused(output, u"pack build DIR --out FILE.zcpack [--sign KEY [--passphrase-file F]]"_s);
    const auto files = PackFiles::readFolder(given.plain.constFirst());
    if (!files.ok())
        return output.failed(files.error(), Unreadable);
    std::optional<MinisignSigner> signer;
    if (given.has(u"--sign"_s)) {
        auto key = loadKey(given, u"--sign"_s);
        if (!key.ok())
            return output.failed(key.error(), Unreadable);
        signer = std::move(*key);
    }
    const PackBuild build = buildPack(*files);
    if (!build.files) {
        output.problem(build.error);
        tell(output, build.refused);
        QJsonObject answer = Output::errorObject(build.error);
        answer.insert(u"ok"_s, false);
        answer.insert(u"findings"_s, toJson(build.refused));
        output.document(QJsonDocument(answer));
        return DoesNotHold;
    }
    const auto release = writeRelease(*build.files, signer ? &*signer : nullptr);
    if (!release.ok())
        return output.failed(release.error(), Internal);
    if (const auto saved = save(given.value(u"--out"_s), *release); !saved.ok())
        return output.failed(saved.error(), Unreadable);
    const QJsonObject info = QJsonDocument::fromJson(build.files->content.value(u"package.json"_s)).object();
    const QString hash = QString::fromLatin1(build.files->contentHash().toHex());
    output.text(u"%1 %2\t%3\t%4%5"_s.arg(info.value(u"packId").toString(), info.value(u"version").toString(), hash, build.sealed ? u"已验证"_s : u"未经验证"_s,
                                        signer ? u"\tsigned"_s : QString()));
    tell(output, build.accepted);
    output.document(QJsonDocument(QJsonObject{{u"ok"_s, true}, {u"pack"_s, info.value(u"packId")}, {u"version"_s, info.value(u"version")}, {u"file"_s, given.value(u"--out"_s)},
                                              {u"hash"_s, hash}, {u"sealed"_s, build.sealed}, {u"signed"_s, signer.has_value()}, {u"accepted"_s, toJson(build.accepted)}}));
    return Ok;
}

int packSign(const QStringList &words, Output &output)
{
    const Words given = read(words, {u"--key"_s, u"--out"_s, u"--passphrase-file"_s});
    if (!given.good || given.plain.size() != 1 || !given.has(u"--key"_s))
        return misused(output, u"pack sign FILE.zcpack --key KEY [--out FILE] [--passphrase-file F]"_s);
    const QString source = given.plain.constFirst(), target = given.has(u"--out"_s) ? given.value(u"--out"_s) : source;
    const auto release = load(source);
    if (!release.ok())
        return output.failed(release.error(), Unreadable);
    const auto key = loadKey(given, u"--key"_s);
    if (!key.ok())
        return output.failed(key.error(), Unreadable);
    const auto made = signRelease(*release, *key);
    if (!made.ok())
        return output.failed(made.error(), made.error().code == u"PACK-HASH" ? DoesNotHold : Unreadable);
    if (const auto saved = save(target, *made); !saved.ok())
        return output.failed(saved.error(), Unreadable);
    const QString signer = QString::fromLatin1(key->publicText().split('\n').value(1));
    output.text(u"%1\t%2"_s.arg(target, signer));
    output.document(QJsonDocument(QJsonObject{{u"file"_s, target}, {u"signer"_s, signer}}));
    return Ok;
}

int packKey(const QStringList &words, Output &output)
{
    const Words given = read(words, {u"--out"_s});
    if (!given.good || given.plain.size() > 1 || given.plain.isEmpty() == given.target().isEmpty())
        return misused(output, u"pack key FILE"_s);
    const QString path = given.plain.isEmpty() ? given.target() : given.plain.constFirst();
    if (QFileInfo::exists(path))
        return output.failed({ErrorKind::Conflict, u"CTL-FILE"_s, path}, Unreadable);
    const MinisignSigner signer = MinisignSigner::generate();
    const crypto::SecretBytes secret = signer.secretText();
    for (const auto &written : {save(path, secret.view(), true), save(path + u".pub"_s, signer.publicText())})
        if (!written.ok())
            return output.failed(written.error(), Unreadable);
    const QString line = QString::fromLatin1(signer.publicText().split('\n').value(1));
    output.text(line);
    output.document(QJsonDocument(QJsonObject{{u"key"_s, path}, {u"public"_s, line}}));
    return Ok;
}

int packExport(const QStringList &words, Output &output)
{
    Words given = read(words, {u"--xlsx"_s, u"--csv"_s, u"--dmn"_s, u"--out"_s});
    // `-o F` says by its name what is meant.
    if (given.has(u"--out"_s) && given.options.size() == 1) {
        const QString out = given.value(u"--out"_s);
        given.options = {{out.endsWith(u".dmn") ? u"--dmn"_s : out.endsWith(u".xlsx") ? u"--xlsx"_s : u"--csv"_s, out}};
    }
    if (!given.good || given.plain.size() != 1 || given.options.size() != 1)
        return misused(output, u"pack export DIR (--xlsx FILE | --csv DIR | --dmn FILE | -o FILE.xlsx)"_s);
    const auto pack = readAuthored(given.plain.constFirst());
    if (!pack.ok())
        return output.failed(pack.error(), Unreadable);
    const QString form = given.options.firstKey(), target = given.options.first();
    const auto written = form == u"--xlsx" ? exportXlsx(*pack, target) : form == u"--csv" ? exportCsv(*pack, target) : save(target, dmnForOtherTools(*pack));
    if (!written.ok())
        return output.failed(written.error(), Unreadable);
    // What the sheets cannot show is said, or an author would miss it there.
    for (const QString &file : pack->notTabular)
        output.usage(u"note: "_s + file);
    output.text(target);
    output.document(QJsonDocument(QJsonObject{{u"pack"_s, pack->info.packId}, {u"file"_s, target}, {u"notTabular"_s, QJsonArray::fromStringList(pack->notTabular)}}));
    return Ok;
}

int packImport(const QStringList &words, Output &output)
{
    const Words given = read(words, {u"--csv"_s, u"--xlsx"_s, u"--into"_s, u"--out"_s}, {u"--xlsx"_s, u"--csv"_s, u"--tidy"_s});
    QStringList sources = given.plain;
    for (const QString &option : {u"--csv"_s, u"--xlsx"_s})
        if (!given.value(option).isEmpty())
            sources << given.value(option);
    if (!given.good || sources.size() != 1 || given.target().isEmpty())
        return misused(output, u"pack import (FILE.xlsx [--xlsx] | DIR --csv) --into DIR [--tidy]"_s);
    const QString source = sources.constFirst();
    QMap<QString, QByteArray> present;
    if (const auto files = PackFiles::readFolder(given.target()); files.ok())
        if (const auto pack = AuthoredPack::read(*files); pack.ok())
            present = filesBesideSheets(*pack);
    const bool csv = given.has(u"--csv"_s) || (!given.has(u"--xlsx"_s) && QFileInfo(source).isDir());
    SheetImport import = csv ? importCsv(source, present) : importXlsx(source, present);
    QJsonArray problems;
    for (const SheetProblem &problem : import.problems) {
        problems.append(QJsonObject{{u"code"_s, problem.code}, {u"note"_s, problem.note}, {u"sheet"_s, problem.sheet}, {u"cell"_s, problem.cell}, {u"message"_s, problem.message}});
        output.usage(problem.code + u": "_s + problem.message);
    }
    if (!import.pack) {
        QJsonObject answer = Output::errorObject(import.error());
        answer.insert(u"problems"_s, problems);
        output.document(QJsonDocument(answer));
        return Unreadable;
    }
    QJsonArray tidied;
    if (given.has(u"--tidy"_s)) {
        const auto changes = CellTidy(*import.pack).tidy(*import.pack);
        for (const CellTidy::Change &change : changes) {
            tidied.append(QJsonObject{{u"sheet"_s, change.sheet}, {u"place"_s, change.place}, {u"from"_s, change.from}, {u"to"_s, change.to}});
            output.text(u"%1 %2: %3 → %4"_s.arg(change.sheet, change.place, change.from, change.to));
        }
    }
    if (const auto written = import.pack->write().writeFolder(given.target()); !written.ok())
        return output.failed(written.error(), Unreadable);
    output.text(u"%1\t%2"_s.arg(import.pack->info.packId, given.target()));
    output.document(QJsonDocument(QJsonObject{{u"pack"_s, import.pack->info.packId}, {u"folder"_s, given.target()}, {u"problems"_s, problems}, {u"tidied"_s, tidied}}));
    return Ok;
}

} // namespace zc::ctl
