#pragma once
#include <base/result.h>
#include <guidance/fact.h>
#include <guidance/imports.h>
#include <guidance/packdata.h>
#include <guidance/packfiles.h>
#include <guidance/release.h>

#include <QByteArray>
#include <QFuture>

#include <memory>
#include <optional>

namespace zc::guidance {

struct Program;                                        // internal: rules and their compiled form

struct LoadOptions {
    bool allowDemo = true;                             // false outside demo and training mode: PACK-DEMO
    ReleaseTrust trust;                                // of releases; a folder is as trusted as the one who could write it
    QDate inForceOn;                                   // PACK-NOT-IN-FORCE on another day than its validity; null = any day
    ImportFinder imports = {};                         // of bundles; none = packsBeside() the pack
    int nodesPerOutput = 200'000;                      // beyond a budget an output falls back to three-valued evaluation
    int nodesPerPack = 2'000'000;
};

// An item pack, checked and compiled; or a bundle, which is the same to those who use it: its facts, materials and fields are those
// of its items put together, ids of sub-items are PACKID/S1. Immutable, may be shared between threads. Loading never changes the folder.
class Pack {
public:
    // `path`: the pack's folder, or a release (.zcpack). PACK-MISSING (no such folder or file), PACK-FORMAT (a file breaks its
    // format, an unknown name, a wrong type; detail = file, line, column and what was expected), PACK-DEMO, PACK-NOT-IN-FORCE,
    // DMN-XML, DMN-REFERENCE, FEEL-*; of a release also PACK-ARCHIVE, PACK-HASH, PACK-SIGNATURE.
    static Result<std::shared_ptr<const Pack>> loadNow(const QString &path, const LoadOptions &options = {});
    // The same from memory; samples are answered from there too.
    static Result<std::shared_ptr<const Pack>> loadNow(const PackFiles &files, const LoadOptions &options = {});
    static QFuture<Result<std::shared_ptr<const Pack>>> load(const QString &path, const LoadOptions &options = {});
    ~Pack();

    const PackInfo &info() const { return m_info; }
    QString id() const { return m_info.packId; }
    QString version() const { return m_info.version; }
    QString itemCode() const { return m_info.itemCode; }
    QString itemName() const { return m_info.itemName; }
    QByteArray contentHash() const { return m_hash; }  // SHA-256 over the sorted "path<TAB>sha256" lines of all files; 32 bytes
    QString path() const { return m_path; }
    bool isBundle() const { return !m_imports.isEmpty(); }
    const QList<std::shared_ptr<const Pack>> &imports() const { return m_imports; }    // the items of a bundle, in its order

    const QList<Fact> &facts() const { return m_facts; }           // file order = authored order
    const QList<SubItem> &subItems() const { return m_subItems; }
    const QList<Material> &materials() const { return m_materials; }
    const QList<Field> &fields() const { return m_fields; }
    const QList<Basis> &basis() const { return m_basis; }
    const QList<Constraint> &constraints() const { return m_constraints; }
    QString noticeTemplate() const { return m_notice; }            // notice.md with its {{…}}

    const Fact *fact(const QString &idOrName) const;               // nullptr: no such fact
    const SubItem *subItem(const QString &id) const;
    const Material *material(const QString &id) const;
    const Field *field(const QString &id) const;
    QString basisText(const QStringList &ids) const;               // "食品经营示例规则 第一条；…"
    Result<QByteArray> sample(const QString &relativePath) const;  // PACK-MISSING; never leaves the pack's folder
    QStringList unverified() const;                                // outputs beyond the budget; shown as 未经验证

    const Program &program() const { return *m_program; }          // for this room only

private:
    friend struct PackBuilder;
    Pack();
    static Result<std::shared_ptr<const Pack>> build(const PackFiles &files, const LoadOptions &options, bool keepContent);
    PackInfo m_info;
    QString m_path, m_notice;
    QByteArray m_hash;
    std::optional<QMap<QString, QByteArray>> m_content;            // only of a pack that did not come from a folder
    QList<Fact> m_facts;
    QList<SubItem> m_subItems;
    QList<Material> m_materials;
    QList<Field> m_fields;
    QList<Basis> m_basis;
    QList<Constraint> m_constraints;
    QList<std::shared_ptr<const Pack>> m_imports;
    std::unique_ptr<const Program> m_program;
};

} // namespace zc::guidance
