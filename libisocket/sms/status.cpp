#include "sms/status.h"

namespace isocket::sms {
namespace {

constexpr std::string_view kCompleted[] = {
    "message received by the SME",
    "message forwarded by the SC to the SME, which cannot confirm delivery",
    "message replaced by the SC",
};
constexpr std::string_view kTemporary[] = {
    "congestion",
    "SME busy",
    "no response from SME",
    "service rejected",
    "quality of service not available",
    "error in SME",
};
constexpr std::string_view kPermanent[] = {
    "remote procedure error",
    "incompatible destination",
    "connection rejected by SME",
    "not obtainable",
    "quality of service not available",
    "no interworking available",
    "message validity period expired",
    "message deleted by originating SME",
    "message deleted by SC administration",
    "message does not exist",
};

template <std::size_t N>
std::string_view at(const std::string_view (&names)[N], unsigned value) {
  if (value < N) return names[value];
  return value >= 0x10 ? "specific to the service centre" : "reserved";
}

}  // namespace

std::string_view Status::name() const {
  const unsigned value = octet_ & 0x1F;
  switch (kind()) {
    case Class::completed: return at(kCompleted, value);
    case Class::trying:
    case Class::temporary: return at(kTemporary, value);
    case Class::permanent: return at(kPermanent, value);
    case Class::reserved: break;
  }
  return "reserved";
}

std::string_view name_of(Status::Class kind) {
  switch (kind) {
    case Status::Class::completed: return "transaction completed";
    case Status::Class::trying: return "temporary error, still trying";
    case Status::Class::permanent: return "permanent error";
    case Status::Class::temporary: return "temporary error, no further attempts";
    case Status::Class::reserved: break;
  }
  return "reserved";
}

}  // namespace isocket::sms
