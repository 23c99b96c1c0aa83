#include "internal/rulebuilder.h"

#include "internal/words.h"

#include <QRegularExpression>
#include <QSet>

namespace zc::guidance {

using namespace Qt::StringLiterals;

namespace {
class StaticChecks {
public:
    StaticChecks(const Pack &pack, const PackSource &source, Findings &findings) : m_pack(pack), m_source(source), m_findings(findings)
    {
        for (const Basis &basis : pack.basis())
            m_known.insert(basis.id);
    }

    void run()
    {
        checkBasisLists();
        if (!m_source.bundle)
            checkRuleBasis();
        checkValidity();
        checkNotice();
        checkGroups();
    }

private:
    void checkIds(const QStringList &ids, const Place &place)
    {
        for (const QString &id : ids) {
            if (!m_known.contains(id))
                m_findings.badText(place, id, Fault::Unknown, say(QT_TRANSLATE_NOOP("zc::guidance", "an id of basis.csv")));
            m_used.insert(id);
        }
    }

    void checkBasisLists()
    {
        const auto line = [](const CsvTable &table, int row) { return table.rows.at(row).line; };
        for (int i = 0; i < m_source.constraints.rows.size(); ++i)
            checkIds(m_pack.constraints().at(i).basis, {u"constraints.csv"_s, line(m_source.constraints, i), u"basis"_s, {}});
        if (m_source.bundle)
            return;                                    // the other lists belong to its items
        for (int i = 0; i < m_pack.subItems().size(); ++i)
            checkIds(m_pack.subItems().at(i).basis, {u"subitems.csv"_s, line(m_source.subItems, i), u"basis"_s, {}});
        for (int i = 0; i < m_pack.materials().size(); ++i)
            checkIds(m_pack.materials().at(i).basis, {u"materials.csv"_s, line(m_source.materials, i), u"basis"_s, {}});
        for (int i = 0; i < m_pack.fields().size(); ++i)
            checkIds(m_pack.fields().at(i).basis, {u"fields.csv"_s, line(m_source.fields, i), u"basis"_s, {}});
    }

    void checkRuleBasis()
    {
        const Program &program = m_pack.program();
        for (const KnownTable *known : {&program.subItems, &program.materials, &program.modes, &program.limits, &program.fees, &program.fields}) {
            for (int rule = 0; known->present && rule < known->table.ruleCount(); ++rule) {
                const Place place{known->file, rule + 1, kBasisColumn, known->name};
                const QStringList ids = known->table.annotation(rule, kBasisColumn).split(u'|', Qt::SkipEmptyParts);
                if (ids.isEmpty())
                    m_findings.missing(place, missingBasis());
                checkIds(ids, place);
            }
        }
    }

    void period(const Place &place, bool gap)
    {
        m_findings.add(u"V15"_s, Finding::Level::Error, place,
                       (gap ? say(QT_TRANSLATE_NOOP("zc::guidance", "The validity has a gap: %1")) : say(QT_TRANSLATE_NOOP("zc::guidance", "The validity overlaps: %1"))).arg(placeText(place)));
    }

    void checkValidity()
    {
        const PackInfo &info = m_pack.info();
        if (info.validTo.isValid() && info.validTo < info.validFrom)
            period({u"package.json"_s, 0, u"validTo"_s, {}}, true);
        if (info.supersedesValidTo.isValid() && info.supersedesValidTo.addDays(1) != info.validFrom)
            period({u"package.json"_s, 0, u"supersedes"_s, {}}, info.supersedesValidTo.addDays(1) < info.validFrom);
        for (int i = 0; i < m_source.basis.rows.size(); ++i) {
            const Basis &basis = m_pack.basis().at(i);
            const Place from{u"basis.csv"_s, m_source.basis.rows.at(i).line, u"validFrom"_s, {}};
            const Place to{u"basis.csv"_s, m_source.basis.rows.at(i).line, u"validTo"_s, {}};
            if (basis.validFrom.isValid() && basis.validTo.isValid() && basis.validTo < basis.validFrom)
                period(to, true);
            if (!m_used.contains(basis.id))
                continue;
            if (basis.validFrom.isValid() && basis.validFrom > info.validFrom)
                period(from, true);
            if (basis.validTo.isValid() && (!info.validTo.isValid() || basis.validTo < info.validTo))
                period(to, true);
        }
    }

    void checkNotice()
    {
        static const QStringList outer = {u"事项"_s, u"子事项"_s, u"演示"_s, u"承诺时限"_s, u"法定时限"_s, u"费用"_s};
        static const QStringList exitNames = {u"名称"_s, u"说明"_s, u"依据"_s};
        static const QStringList materialNames = {u"序号"_s, u"名称"_s, u"形式"_s, u"份数"_s, u"方式"_s, u"补正期限"_s, u"依据"_s};
        if (!m_source.files.contains(u"notice.md"_s))
            return;
        static const QRegularExpression tag(u"\\{\\{([#/]?)([^{}]*)\\}\\}"_s);
        QSet<QString> seen;
        QString loop;
        const QString text = m_pack.noticeTemplate();
        auto tags = tag.globalMatch(text);
        while (tags.hasNext()) {
            const auto match = tags.next();
            const QString mark = match.captured(1), name = match.captured(2);
            const Place place{u"notice.md"_s, int(text.left(match.capturedStart()).count(u'\n')) + 1, {}, {}};
            if (mark == u"#" || mark == u"/") {
                const bool opens = mark == u"#";
                if ((name != u"出口" && name != u"材料") || (opens ? !loop.isEmpty() : loop != name))
                    m_findings.badText(place, match.captured(), Fault::Unknown, u"{{#出口}}…{{/出口}}、{{#材料}}…{{/材料}}"_s);
                loop = opens ? name : QString();
                seen.insert(u'#' + name);
                continue;
            }
            const QStringList &allowed = loop == u"出口" ? exitNames : loop == u"材料" ? materialNames : outer;
            if (!allowed.contains(name) && !(loop.isEmpty() ? false : outer.contains(name)))
                m_findings.badText(place, match.captured(), Fault::Unknown, allowed.join(u"、"_s));
            seen.insert(loop + u'.' + name);
        }
        const auto require = [&](const QString &key, const QString &shown) {
            if (!seen.contains(key))
                m_findings.missing({u"notice.md"_s, 0, shown, {}}, missingText());
        };
        require(u"#出口"_s, u"{{#出口}}"_s);
        require(u"#材料"_s, u"{{#材料}}"_s);
        require(u".承诺时限"_s, u"{{承诺时限}}"_s);
        for (const QString &name : {u"名称"_s, u"份数"_s, u"方式"_s, u"补正期限"_s, u"依据"_s})
            require(u"材料."_s + name, u"{{%1}}"_s.arg(name));
    }

    void checkGroups()
    {
        const QJsonArray accepted = m_pack.program().accepted;
        for (const QJsonValue &entry : accepted)
            if (entry.toObject().value(u"code").toString().isEmpty())
                m_findings.badText({u"package.json"_s, 0, u"accepted"_s, {}}, u"accepted"_s, Fault::Malformed, u"[{code,where,reason,by}]"_s);
    }

    const Pack &m_pack;
    const PackSource &m_source;
    Findings &m_findings;
    QSet<QString> m_known, m_used;
};
} // namespace

void checkStatics(const Pack &pack, const PackSource &source, Findings &findings)
{
    StaticChecks(pack, source, findings).run();
}

} // namespace zc::guidance
