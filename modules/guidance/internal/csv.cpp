#include "internal/csv.h"

#include <QCoreApplication>
#include <QStringDecoder>

namespace zc::guidance {

using namespace Qt::StringLiterals;

namespace {
constexpr qsizetype kMaxCsvBytes = 16 * 1024 * 1024;
constexpr qsizetype kMaxRows = 100'000;
constexpr qsizetype kMaxCell = 64 * 1024;

QString expected(const char *text)
{
    return QCoreApplication::translate("zc::guidance", text);
}

class CsvReader {
public:
    CsvReader(const QString &text, CsvProblem *problem, bool ragged = false) : m_text(text), m_problem(problem), m_ragged(ragged) {}

    std::optional<QList<CsvRow>> run()
    {
        QList<CsvRow> rows;
        while (m_at < m_text.size()) {
            CsvRow row;
            row.line = m_line;
            if (!readRow(row))
                return std::nullopt;
            if (!m_ragged && !rows.isEmpty() && row.cells.size() != rows.constFirst().cells.size()) {
                fail(row.line, u"%1"_s.arg(row.cells.size()), expected(QT_TRANSLATE_NOOP("zc::guidance", "as many cells as the header: %1")).arg(rows.constFirst().cells.size()));
                return std::nullopt;
            }
            rows << row;
            if (rows.size() > kMaxRows) {
                fail(m_line, u"%1"_s.arg(kMaxRows), expected(QT_TRANSLATE_NOOP("zc::guidance", "fewer rows")));
                return std::nullopt;
            }
        }
        return rows;
    }

private:
    bool fail(int line, const QString &text, const QString &what)
    {
        *m_problem = {line, {}, text.left(40), what};
        return false;
    }

    bool readRow(CsvRow &row)
    {
        for (;;) {
            QString cell;
            if (!(m_at < m_text.size() && m_text[m_at] == u'"' ? readQuoted(cell) : readPlain(cell)))
                return false;
            if (cell.size() > kMaxCell)
                return fail(m_line, cell, expected(QT_TRANSLATE_NOOP("zc::guidance", "a shorter cell")));
            row.cells << cell;
            if (m_at >= m_text.size())
                return fail(m_line, cell, expected(QT_TRANSLATE_NOOP("zc::guidance", "a line feed at the end of the file")));
            const QChar c = m_text[m_at++];
            if (c == u'\n') {
                ++m_line;
                return true;
            }
        }
    }

    bool readPlain(QString &cell)
    {
        const qsizetype from = m_at;
        while (m_at < m_text.size() && m_text[m_at] != u',' && m_text[m_at] != u'\n') {
            if (m_text[m_at] == u'"')
                return fail(m_line, m_text.mid(from, m_at - from + 1), expected(QT_TRANSLATE_NOOP("zc::guidance", "quotes around the whole cell, inner quotes doubled")));
            ++m_at;
        }
        cell = m_text.mid(from, m_at - from);
        return true;
    }

    bool readQuoted(QString &cell)
    {
        const int startLine = m_line;
        const qsizetype from = m_at++;
        for (;;) {
            if (m_at >= m_text.size())
                return fail(startLine, m_text.mid(from, 30), expected(QT_TRANSLATE_NOOP("zc::guidance", "a closing quote")));
            const QChar c = m_text[m_at++];
            if (c == u'\n')
                ++m_line;
            if (c != u'"') {
                cell += c;
            } else if (m_at < m_text.size() && m_text[m_at] == u'"') {
                cell += c;
                ++m_at;
            } else if (m_at < m_text.size() && m_text[m_at] != u',' && m_text[m_at] != u'\n') {
                return fail(m_line, m_text.mid(from, m_at - from + 1).right(30), expected(QT_TRANSLATE_NOOP("zc::guidance", "a comma or the end of the line after the closing quote")));
            } else {
                return true;
            }
        }
    }

    const QString &m_text;
    CsvProblem *m_problem;
    bool m_ragged;
    qsizetype m_at = 0;
    int m_line = 1;
};
} // namespace

QString CsvTable::cell(const CsvRow &row, QStringView column) const
{
    const qsizetype place = header.indexOf(column);
    return place < 0 ? QString() : row.cells.at(place);
}

std::optional<CsvTable> parseCsv(const QByteArray &bytes, const QString &file, CsvProblem *problem)
{
    if (bytes.size() > kMaxCsvBytes) {
        *problem = {1, {}, u"%1"_s.arg(bytes.size()), expected(QT_TRANSLATE_NOOP("zc::guidance", "at most 16 MiB"))};
        return std::nullopt;
    }
    if (bytes.startsWith("\xEF\xBB\xBF")) {
        *problem = {1, {}, u"BOM"_s, expected(QT_TRANSLATE_NOOP("zc::guidance", "UTF-8 without a byte order mark"))};
        return std::nullopt;
    }
    QStringDecoder decoder(QStringDecoder::Utf8);
    const QString text = decoder(bytes);
    if (decoder.hasError()) {
        *problem = {1, {}, u"?"_s, expected(QT_TRANSLATE_NOOP("zc::guidance", "UTF-8"))};
        return std::nullopt;
    }
    if (const qsizetype at = text.indexOf(u'\r'); at >= 0) {
        *problem = {int(text.left(at).count(u'\n')) + 1, {}, u"CR"_s, expected(QT_TRANSLATE_NOOP("zc::guidance", "lines that end with LF alone"))};
        return std::nullopt;
    }
    auto rows = CsvReader(text, problem).run();
    if (!rows)
        return std::nullopt;
    if (rows->isEmpty()) {
        *problem = {1, {}, QString(), expected(QT_TRANSLATE_NOOP("zc::guidance", "a header line"))};
        return std::nullopt;
    }
    CsvTable table;
    table.file = file;
    table.header = rows->takeFirst().cells;
    table.rows = *rows;
    return table;
}

std::optional<QList<QStringList>> parseLooseCsv(const QByteArray &bytes, CsvProblem *problem)
{
    if (bytes.size() > kMaxCsvBytes) {
        *problem = {1, {}, u"%1"_s.arg(bytes.size()), expected(QT_TRANSLATE_NOOP("zc::guidance", "at most 16 MiB"))};
        return std::nullopt;
    }
    QStringDecoder decoder(QStringDecoder::Utf8);      // takes a byte order mark away
    QString text = decoder(bytes);
    if (decoder.hasError()) {
        QStringDecoder chinese("GB18030");
        text = chinese.isValid() ? QString(chinese(bytes)) : QString();
        if (text.isEmpty() || chinese.hasError()) {
            *problem = {1, {}, u"?"_s, expected(QT_TRANSLATE_NOOP("zc::guidance", "UTF-8"))};
            return std::nullopt;
        }
    }
    text.replace(u"\r\n"_s, u"\n"_s).replace(u'\r', u'\n');
    if (!text.isEmpty() && !text.endsWith(u'\n'))
        text += u'\n';
    const auto rows = CsvReader(text, problem, true).run();
    if (!rows)
        return std::nullopt;
    QList<QStringList> cells;
    for (const CsvRow &row : *rows)
        cells << row.cells;
    return cells;
}

QString csvRow(const QStringList &cells)
{
    QString text;
    for (qsizetype i = 0; i < cells.size(); ++i) {
        const QString &cell = cells.at(i);
        if (i > 0)
            text += u',';
        if (cell.contains(u',') || cell.contains(u'"') || cell.contains(u'\n'))
            text += u'"' + QString(cell).replace(u'"', u"\"\""_s) + u'"';
        else
            text += cell;
    }
    return text;
}

QByteArray writeCsv(const QStringList &header, const QList<QStringList> &rows)
{
    QString text = csvRow(header) + u'\n';
    for (const QStringList &row : rows)
        text += csvRow(row) + u'\n';
    return text.toUtf8();
}

} // namespace zc::guidance
