#pragma once
#include <base/result.h>
#include <devices/faults.h>

#include <QByteArray>
#include <QList>
#include <QString>

#include <p11-kit/pkcs11.h>

#include <memory>

namespace zc::devices::pkcs11 {

// A module of PKCS#11 as a vendor delivers it, loaded from its file and initialised. One per process and file; used by one thread at a time.
class Module {
public:
    struct Token {
        CK_SLOT_ID slot = 0;
        QString label, model, serial;
    };
    static std::unique_ptr<Module> load(const QString &file);       // null: no library, no C_GetFunctionList, or it does not start
    ~Module();

    CK_FUNCTION_LIST &call() const { return *m_functions; }
    QList<Token> tokens() const;                // initialised ones that are there
    void startAgain();                          // some modules see new tokens only so; ends every session

private:
    Module(void *library, CK_FUNCTION_LIST *functions) : m_library(library), m_functions(functions) {}
    bool start() const;
    void *const m_library;
    CK_FUNCTION_LIST *const m_functions;
};

QString textOf(const CK_UTF8CHAR *padded, std::size_t bytes);
template <std::size_t N>
QString textOf(const CK_UTF8CHAR (&padded)[N]) { return textOf(padded, N); }

// What a return value means to the person at the desk. CKR_PIN_INCORRECT and CKR_PIN_LOCKED without the tries; see pinRefused().
Error errorOf(CK_RV status);

} // namespace zc::devices::pkcs11
