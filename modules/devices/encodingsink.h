#pragma once
#include <devices/ink.h>
#include <devices/scanning.h>

namespace zc::devices {

// Turns the rows of one page into a file (JPEG or PNG, with its resolution). Blocks; called on threads of drivers, several at once.
// Implemented by the program, since no room below the screens sees pictures. INT-SCAN-PAGE.
class PageEncoder {
public:
    virtual ~PageEncoder();
    virtual Result<QByteArray> encode(const PageHeader &page, const QByteArray &rows) const = 0;
    virtual Result<QByteArray> picture(const Ink &ink) const;       // of a signature, beside its strokes; INT-SIGN-PICTURE
};

// A sink for whoever wants whole files: gathers the rows of a page, has them encoded and hands over what came of it. A page that the
// device encoded itself is handed over as it is. Errors: INT-FILE-SIZE (a page beyond kLargestPage), INT-SCAN-PAGE. Driver thread.
class EncodingSink : public PageSink {
public:
    static constexpr qint64 kLargestPage = 256ll * 1024 * 1024;        // rows; A3 at 600 dpi in colour is 210 MB
    explicit EncodingSink(const PageEncoder *encoder) : m_encoder(encoder) {}       // outlives the sink; null: rows are refused

    Result<void> begin(const PageHeader &page) final;
    Result<void> rows(QByteArrayView wholeLines) final;
    Result<void> finish(int height) final;
    void abandon() final { m_rows = {}; }
    Result<void> encoded(const PageHeader &page, const QString &mediaType, const QByteArray &bytes) final;

protected:
    virtual Result<void> keep(const PageHeader &page, const QByteArray &file) = 0;

private:
    const PageEncoder *const m_encoder;
    PageHeader m_page;
    QByteArray m_rows;
};

} // namespace zc::devices
