#pragma once
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>

// A pack in a temporary folder that a test may spoil.
class PackCopy {
public:
    explicit PackCopy(const QString &from)
    {
        QDirIterator files(from, QDir::Files, QDirIterator::Subdirectories);
        const QDir source(from);
        while (files.hasNext()) {
            const QString path = files.next();
            const QString target = m_dir.filePath(source.relativeFilePath(path));
            QDir().mkpath(QFileInfo(target).path());
            QFile::copy(path, target);
            QFile::setPermissions(target, QFile::ReadOwner | QFile::WriteOwner);
        }
    }
    QString path() const { return m_dir.path(); }
    QByteArray read(const QString &name) const
    {
        QFile file(m_dir.filePath(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    void write(const QString &name, const QByteArray &bytes) const
    {
        QFile file(m_dir.filePath(name));
        if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate) || file.write(bytes) != bytes.size())
            qFatal("cannot write %s", qPrintable(name));
    }
    void remove(const QString &name) const { QFile::remove(m_dir.filePath(name)); }
    void append(const QString &name, const QString &line) const { write(name, read(name) + line.toUtf8()); }
    // The text must be there, or the test would prove nothing.
    void replace(const QString &name, const QString &from, const QString &to) const
    {
        const QString text = QString::fromUtf8(read(name));
        if (!text.contains(from))
            qFatal("%s has no %s", qPrintable(name), qPrintable(from));
        write(name, QString(text).replace(from, to).toUtf8());
    }
    void deleteRule(const QString &id) const
    {
        const QString name = QStringLiteral("rules/main.dmn"), text = QString::fromUtf8(read(name));
        const QRegularExpression rule(QStringLiteral("<rule id=\"%1\">.*?</rule>").arg(id), QRegularExpression::DotMatchesEverythingOption);
        if (!text.contains(rule))
            qFatal("no rule %s", qPrintable(id));
        write(name, QString(text).remove(rule).toUtf8());
    }
    // A further copy of one rule under another id, with some text in it exchanged.
    void copyRule(const QString &id, const QString &newId, const QString &from = {}, const QString &to = {}) const
    {
        const QString name = QStringLiteral("rules/main.dmn");
        QString text = QString::fromUtf8(read(name));
        const QRegularExpression rule(QStringLiteral("<rule id=\"%1\">.*?</rule>").arg(id), QRegularExpression::DotMatchesEverythingOption);
        const auto match = rule.match(text);
        QString copy = match.captured().replace(QStringLiteral("id=\"%1\"").arg(id), QStringLiteral("id=\"%1\"").arg(newId));
        if (!from.isEmpty())
            copy.replace(from, to);
        text.insert(match.capturedEnd(), copy);
        write(name, text.toUtf8());
    }
    void changeRule(const QString &id, const QString &from, const QString &to) const
    {
        copyRule(id, id + QStringLiteral("x"), from, to);
        deleteRule(id);
        replace(QStringLiteral("rules/main.dmn"), QStringLiteral("id=\"%1x\"").arg(id), QStringLiteral("id=\"%1\"").arg(id));
    }

private:
    QTemporaryDir m_dir;
};
