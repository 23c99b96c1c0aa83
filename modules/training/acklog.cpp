#include "acklog.h"

namespace zc::training {

AckLog::AckLog(const QString &path, intake::CounterDesk &desk, QObject *parent) : QObject(parent), m_file(path)
{
    if (!m_file.open(QIODevice::WriteOnly | QIODevice::Append | QIODevice::Unbuffered))
        return;
    connect(&desk, &intake::CounterDesk::draftEntered, this, [this](const QByteArray &digest) { line("edit ", digest); });
    connect(&desk, &intake::CounterDesk::draftStored, this, [this](const QByteArray &digest) { line("ack ", digest); });
}

void AckLog::line(const char *word, const QByteArray &digest)
{
    m_file.write(QByteArray(word) + digest + '\n');
}

} // namespace zc::training
