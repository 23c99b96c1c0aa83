#pragma once
#include "internal/service.h"

// Everything that is only read.
namespace zc::refplatform {

Answer getCapabilities(Service &service, const Request &request);
Answer getTime(Service &service, const Request &request);
Answer getOauthMetadata(Service &service, const Request &request);
Answer getCase(Service &service, const Request &request);
Answer getTimeline(Service &service, const Request &request);
Answer searchCases(Service &service, const Request &request);
Answer getSubmission(Service &service, const Request &request);
Answer listAttachments(Service &service, const Request &request);
Answer getAttachmentContent(Service &service, const Request &request);
Answer getLive(Service &service, const Request &request);
Answer getReady(Service &service, const Request &request);
Answer getMetrics(Service &service, const Request &request);

} // namespace zc::refplatform
