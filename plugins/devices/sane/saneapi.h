#pragma once
#include <QByteArray>
#include <QList>
#include <QString>

#include <sane/sane.h>

#include <memory>

namespace zc::devices::sane {

// The room's own port over libsane, so that a test can put faults between driver and stack. A handle is used by one thread at
// a time, except cancel(), which ends a read of another thread.
class SaneApi {
public:
    struct Found {
        QByteArray name;            // "test:0"
        QString title;              // vendor and model
    };
    virtual ~SaneApi();
    virtual QList<Found> devices() = 0;             // of this machine; may take seconds
    virtual bool present(const QByteArray &name) = 0;       // cheap; true where it cannot be told
    virtual SANE_Status open(const QByteArray &name, SANE_Handle *handle) = 0;
    virtual void close(SANE_Handle handle) = 0;
    virtual const SANE_Option_Descriptor *descriptor(SANE_Handle handle, SANE_Int option) = 0;
    virtual SANE_Status control(SANE_Handle handle, SANE_Int option, SANE_Action action, void *value, SANE_Int *info) = 0;
    virtual SANE_Status start(SANE_Handle handle) = 0;
    virtual SANE_Status parameters(SANE_Handle handle, SANE_Parameters *parameters) = 0;
    virtual SANE_Status read(SANE_Handle handle, SANE_Byte *buffer, SANE_Int size, SANE_Int *length) = 0;
    virtual void cancel(SANE_Handle handle) = 0;
};

// libsane itself; all shares of it go back to one initialisation, as the library demands. Null when it does not start.
std::shared_ptr<SaneApi> libSane();

} // namespace zc::devices::sane
