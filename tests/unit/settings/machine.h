#pragma once
#include <settings/settings.h>

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <unistd.h>

// A machine's policy folder under a temporary directory that belongs to whoever runs the test.
class Machine {
public:
    Machine()
    {
        for (const char *folder : {"managed.d", "recommended.d", "keys"})
            QDir().mkpath(path(QLatin1String(folder)));
        options.policy = {path({}), dir.path(), geteuid()};
        options.userFile = dir.filePath(QStringLiteral("user/settings.json"));
    }
    QString path(const QString &name) const { return QDir::cleanPath(dir.filePath(QStringLiteral("policies/") + name)); }
    void write(const QString &name, const QByteArray &text) const
    {
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        QCOMPARE(file.write(text), text.size());
        file.close();
        QVERIFY(file.setPermissions(QFile::ReadOwner | QFile::WriteOwner));
    }
    void managed(const QByteArray &settings, const QString &name = QStringLiteral("managed.d/10-test.json")) const
    {
        write(name, "{\"zcPolicy\":1,\"settings\":{" + settings + "}}");
    }
    void recommended(const QByteArray &settings) const
    {
        write(QStringLiteral("recommended.d/10-test.json"), "{\"zcPolicy\":1,\"settings\":{" + settings + "}}");
    }
    void user(const QByteArray &text) const
    {
        QDir().mkpath(dir.filePath(QStringLiteral("user")));
        QFile file(options.userFile);
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(text);
    }
    zc::settings::Policy read() const { return zc::settings::readPolicy(options.policy); }
    static QStringList codes(const QList<zc::settings::Problem> &problems)
    {
        QStringList list;
        for (const auto &problem : problems)
            list << problem.code;
        return list;
    }

    QTemporaryDir dir;
    zc::settings::Settings::Options options;
};
