#include "sms/tpdu.h"

namespace isocket::sms {

std::string_view name_of(const Tpdu& tpdu) {
  constexpr std::string_view kNames[] = {"SMS-DELIVER", "SMS-SUBMIT", "SMS-STATUS-REPORT",
                                         "SMS-SUBMIT-REPORT", "SMS-DELIVER-REPORT"};
  return kNames[tpdu.index()];
}

}  // namespace isocket::sms
