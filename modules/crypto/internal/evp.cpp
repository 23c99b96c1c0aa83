#include "internal/evp.h"

#include <openssl/err.h>

namespace zc::crypto {

QString opensslReason()
{
    const unsigned long code = ERR_peek_last_error();
    char text[160] = {};
    ERR_error_string_n(code, text, sizeof text);
    ERR_clear_error();
    return QString::fromLatin1(text);
}

} // namespace zc::crypto
