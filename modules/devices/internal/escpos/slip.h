#pragma once
#include <devices/monotext.h>
#include <devices/printing.h>

namespace zc::devices::escpos {

struct Profile {
    int columns = 48;               // of the small font: 48 on 80 mm paper, 32 on 58 mm
    int dots = 576;                 // across
    bool gb2312 = false;            // the printer has no more than GB 2312; else GBK
};

// The bytes of a slip. Text is wrapped, never cut; a line with a character that the printer lacks becomes a picture drawn by
// `renderer`. The error (DEV-RECEIPT-UNSUPPORTED) says which character where there is no renderer, or what is too much.
Result<QByteArray> slipBytes(const QList<ReceiptLine> &lines, const Profile &profile, MonoTextRenderer *renderer);

// What a character takes of a line: 2 for Chinese, 1 otherwise.
int columnsOf(QStringView text);
QStringList wrapped(const QString &text, int columns);
// Empty: some character is not in the character set.
std::optional<QByteArray> encoded(const QString &text, bool gb2312);

} // namespace zc::devices::escpos
