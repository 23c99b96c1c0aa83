#pragma once
#include <QString>

#include <array>
#include <optional>

namespace zc::intake {

// Field paths of a case and the data elements (数据元) they carry; the same element in a pack's facts or fields is filled from here.
namespace path {
inline const QString kHasAgent = QStringLiteral("applicant.hasAgent");
inline const QString kName = QStringLiteral("applicant.name");
inline const QString kIdType = QStringLiteral("applicant.idType");
inline const QString kIdNumber = QStringLiteral("applicant.idNumber");
inline const QString kSex = QStringLiteral("applicant.sex");
inline const QString kBirth = QStringLiteral("applicant.birth");
inline const QString kNation = QStringLiteral("applicant.nation");
inline const QString kAddress = QStringLiteral("applicant.address");
inline const QString kPhone = QStringLiteral("applicant.phone");
inline const QString kValidTo = QStringLiteral("applicant.validTo");
inline const QString kAgentName = QStringLiteral("agent.name");
inline const QString kAgentIdNumber = QStringLiteral("agent.idNumber");
inline const QString kAgentPhone = QStringLiteral("agent.phone");
inline const QString kAnswerPrefix = QStringLiteral("answer.");
inline const QString kFormPrefix = QStringLiteral("form.");

inline QString answer(const QString &factId) { return kAnswerPrefix + factId; }
inline QString form(const QString &fieldId) { return kFormPrefix + fieldId; }
inline bool isAnswer(const QString &path) { return path.startsWith(kAnswerPrefix); }
inline bool isForm(const QString &path) { return path.startsWith(kFormPrefix); }
} // namespace path

// The path that carries a data element, or nothing if the element is not of the applicant or agent.
std::optional<QString> pathOfElement(const QString &element);

inline const QString kAgentElement = QStringLiteral("DE-0101");     // 委托办理: answered from step 1

} // namespace zc::intake
