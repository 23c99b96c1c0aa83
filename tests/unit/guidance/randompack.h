#pragma once
#include <guidance/authoredpack.h>

#include <QRandomGenerator>

// Packs of any content in the form an author's pack has: what a sheet must carry without loss. Most of them make no sense.
class RandomPacks {
public:
    explicit RandomPacks(quint32 seed) : m_random(seed) {}

    zc::guidance::AuthoredPack next()
    {
        using namespace zc::guidance;
        using namespace Qt::StringLiterals;
        AuthoredPack pack;
        const bool bundle = m_random.bounded(8) == 0;
        pack.info.kind = bundle ? u"bundle"_s : u"item"_s;
        pack.info.packId = u"pack-"_s + QString::number(m_random.bounded(1000));
        pack.info.version = text();
        pack.info.itemCode = text();
        pack.info.itemName = text();
        pack.info.region = text();
        pack.info.profile = m_random.bounded(2) ? u"authoring"_s : u"engine"_s;
        pack.info.validFrom = m_random.bounded(4) ? u"2026-01-01"_s : QString();
        pack.info.validTo = m_random.bounded(2) ? u"2027-12-31"_s : QString();
        if (m_random.bounded(2))
            pack.info.supersedes = {text(), u"2025-12-31"_s};
        for (int i = m_random.bounded(3); i > 0; --i)
            pack.info.authors << u"样例"_s + QString::number(i);
        pack.info.demo = m_random.bounded(2);
        pack.info.note = text();
        for (int i = m_random.bounded(3); i > 0; --i)
            pack.info.accepted << AuthoredInfo::Accepted{text(), text(), text(), text()};
        if (m_random.bounded(4) == 0)
            pack.info.further = {{u"x-note"_s, text()}, {u"n"_s, 3}};
        QStringList names;
        for (int i = m_random.bounded(6); i > 0; --i)
            names << u"事实"_s + QString::number(names.size()) + (m_random.bounded(3) ? QString() : u"_x005F_"_s);
        addSheet(pack, u"facts.csv"_s, u"id,name,type,values,step,unit,question,why,sources,cost,applicable,compute,group,element"_s.split(u','), int(names.size()));
        for (qsizetype i = 0; i < names.size(); ++i) {
            pack.sheets[0].rows[i][1] = names.at(i);
            pack.sheets[0].rows[i][2] = QStringList{u"enum"_s, u"set"_s, u"bool"_s, u"number"_s, u"date"_s}.at(m_random.bounded(5));
        }
        if (!bundle) {
            addSheet(pack, u"subitems.csv"_s, u"id,kind,name,text,department,stage,basis"_s.split(u','), m_random.bounded(4));
            addSheet(pack, u"materials.csv"_s, u"id,catalogueId,name,form,copies,sample,licenceType,deferrable,commitment,issuer,basis,note"_s.split(u','), m_random.bounded(6));
            addSheet(pack, u"fields.csv"_s, u"id,element,label,type,required,format,source,basis"_s.split(u','), m_random.bounded(6));
            addSheet(pack, u"basis.csv"_s, u"id,title,clause,validFrom,validTo"_s.split(u','), m_random.bounded(4));
        }
        addSheet(pack, u"constraints.csv"_s, u"id,when,then,message,basis"_s.split(u','), m_random.bounded(4));
        addSheet(pack, u"asserts.csv"_s, u"id,scope,when,then,level,message"_s.split(u','), m_random.bounded(4));
        if (bundle)
            addSheet(pack, u"imports.csv"_s, u"packId,version,stage,when"_s.split(u','), m_random.bounded(4));
        if (!bundle || m_random.bounded(2))
            addSheet(pack, u"cases.csv"_s, QStringList{u"id"_s, u"title"_s} + names + u"=子事项,=材料,=承诺工作日,=法定工作日,=金额,=字段"_s.split(u','), m_random.bounded(5));
        if (!bundle)
            addRules(pack);
        for (int i = m_random.bounded(5); i > 0; --i)
            pack.notice += text() + u'\n';
        while (pack.notice.endsWith(u"\n\n"))
            pack.notice.chop(1);
        if (pack.notice == u"\n")
            pack.notice.clear();
        pack.others.insert(u"samples/M01.md"_s, "x");
        return pack;
    }

private:
    QString text()
    {
        using namespace Qt::StringLiterals;
        static const QStringList pieces = {u"食品"_s, u"\""_s, u","_s, u"'"_s, u"=1+1"_s, u"-"_s, u"@"_s, u"\n"_s, u"\t"_s, u" "_s, u"<&>"_s, u"_x0041_"_s, u"_x"_s, u"null"_s,
                                           u"001"_s, u"1E5"_s, u"2026-01-31"_s, u"true"_s, u"\U0001F600"_s, u"]]>"_s, u"|"_s, u"a"_s, u"∅"_s, u"、"_s, u"\u00A0"_s, u"\\"_s, u"{{名称}}"_s, QString()};
        QString result;
        for (int i = m_random.bounded(4); i > 0; --i)
            result += pieces.at(m_random.bounded(int(pieces.size())));
        return result;
    }
    void addSheet(zc::guidance::AuthoredPack &pack, const QString &file, const QStringList &columns, int rows)
    {
        zc::guidance::AuthoredSheet sheet{file, columns, {}};
        for (int row = 0; row < rows; ++row) {
            QStringList cells{QStringLiteral("R%1").arg(row)};
            while (cells.size() < columns.size())
                cells << text();
            sheet.rows << cells;
        }
        pack.sheets << sheet;
    }
    void addRules(zc::guidance::AuthoredPack &pack)
    {
        using namespace zc::guidance;
        using namespace Qt::StringLiterals;
        static const QStringList policies = {u"COLLECT"_s, u"UNIQUE"_s, u"FIRST"_s, u"ANY"_s, u"PRIORITY"_s, u"RULE ORDER"_s, u"COLLECT SUM"_s};
        const QStringList files = m_random.bounded(3) ? QStringList{u"rules/main.dmn"_s} : QStringList{u"rules/a.dmn"_s, u"rules/main.dmn"_s};
        int id = 0;
        for (const QString &file : files) {
            for (int i = m_random.bounded(3); i > 0; --i)
                pack.formulas << AuthoredFormula{u"h%1"_s.arg(++id), u"公式%1"_s.arg(id), u"boolean"_s, text().trimmed(), file};
            for (int i = m_random.bounded(4) + (file == u"rules/a.dmn" ? 1 : 0); i > 0; --i) {
                AuthoredTable table{u"d%1"_s.arg(++id), i == 1 && file == u"rules/main.dmn" ? u"子事项"_s : u"一个名字很长很长的表，长到工作表的名字里放不下/%1"_s.arg(id),
                                    policies.at(m_random.bounded(int(policies.size()))), file, {}, {}};
                const auto column = [&](AuthoredTable::Kind kind) {
                    const QString own = text().trimmed();
                    table.columns << AuthoredTable::Column{kind, own.isEmpty() ? u"x"_s : own};
                };
                for (int k = m_random.bounded(4); k > 0; --k)
                    column(AuthoredTable::Kind::Input);
                for (int k = 1 + m_random.bounded(2); k > 0; --k)
                    column(AuthoredTable::Kind::Output);
                for (int k = m_random.bounded(3); k > 0; --k)
                    column(AuthoredTable::Kind::Annotation);
                for (int k = m_random.bounded(6); k > 0; --k) {
                    AuthoredTable::Rule rule{u"r%1"_s.arg(++id), {}};
                    while (rule.cells.size() < table.columns.size())
                        rule.cells << text().trimmed();
                    table.rules << rule;
                }
                pack.tables << table;
            }
        }
    }

    QRandomGenerator m_random;
};
