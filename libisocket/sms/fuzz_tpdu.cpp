#include <cstdlib>

#include "sms/decode.h"
#include "sms/encode.h"
#include "sms/reassembly.h"
#include "sms/service_centre.h"

// Any octets, as every kind of TPDU: a value or an error, and what was decoded encodes to what decodes the
// same. A failed demand aborts, which libFuzzer reports with the octets that led to it.
namespace {

using namespace isocket;
using namespace isocket::sms;

void demand(bool holds) {
  if (!holds) std::abort();
}

struct ReadText {
  void operator()(const Deliver& tpdu) const {
    Reassembly reassembly{Duration{1}};
    reassembly.add(tpdu, Instant{});
    reassembly.add(tpdu, Instant{});
    reassembly.expire(Instant{Duration{1}});
    if (const auto text = tpdu.text()) demand(text->size() <= 3 * UserData::kMaxSeptets);
    (void)tpdu.originator.phone_number();
    (void)tpdu.time_stamp.to_string();
    (void)tpdu.coding.to_string();
  }
  void operator()(const Submit& tpdu) const {
    (void)tpdu.text();
    (void)describe(tpdu.validity);
  }
  void operator()(const StatusReport& tpdu) const { (void)tpdu.status.name(); }
  void operator()(const SubmitReport&) const {}
  void operator()(const DeliverReport&) const {}
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const OctetView octets{data, size};
  for (const Direction direction : {Direction::to_mobile, Direction::from_mobile}) {
    (void)decode_pdu(octets, direction);
    for (const Trailing trailing : {Trailing::refuse, Trailing::ignore}) {
      const auto tpdu = decode(octets, direction, trailing);
      if (!tpdu) {
        demand(tpdu.error().offset <= size && !tpdu.error().field.empty());
        continue;
      }
      std::visit(ReadText{}, *tpdu);
      const auto again = encode(*tpdu);
      demand(again.has_value());
      demand(decode(*again, direction) == tpdu);
    }
  }
  return 0;
}
