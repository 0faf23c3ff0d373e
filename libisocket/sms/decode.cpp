#include "sms/decode.h"

namespace isocket::sms {
namespace {

// The first octet, 3GPP TS 23.040 §9.2.3.1 to .7, .17, .23 to .26 and .28. The bits between TP-MTI and
// TP-UDHI mean something else in each kind:
//
//   bit            7       6       5       4  3     2       1  0
//   DELIVER        TP-RP   UDHI    TP-SRI  -  LP    TP-MMS  0  0
//   SUBMIT         TP-RP   UDHI    TP-SRR  TP-VPF   TP-RD   0  1
//   STATUS-REPORT  -       UDHI    TP-SRQ  -  LP    TP-MMS  1  0
constexpr bool bit(std::uint8_t octet, unsigned number) {
  return (octet >> number & 1) != 0;
}

/// Takes fields off the front of a TPDU; after the first error it takes nothing more.
class Reader {
 public:
  Reader(std::string_view kind, OctetView octets) : kind_{kind}, octets_{octets} {}

  [[nodiscard]] bool failed() const { return error_.has_value(); }
  [[nodiscard]] bool at_end() const { return at_ == octets_.size(); }
  /// Whether a TP-PI follows, where it may be left out. Its reserved bits tell it from padding.
  [[nodiscard]] bool is_indicator() const { return !failed() && !at_end() && (octets_[at_] & 0xF8) == 0; }

  std::uint8_t octet(std::string_view field) {
    if (failed()) return 0;
    if (at_end()) {
      stop({Errc::underflow, std::string{field}, at_, "one octet more"});
      return 0;
    }
    return octets_[at_++];
  }
  Address address(std::string_view field) {
    return part<Address>(field,
                         [](OctetView rest, std::size_t& used) { return AddressCoder::decode(rest, used); });
  }
  Timestamp time_stamp(std::string_view field) {
    return part<Timestamp>(field, [](OctetView rest, std::size_t& used) {
      used = Timestamp::kSize;
      return Timestamp::from_octets(rest);
    });
  }
  void user_data(DataCoding coding, bool has_header, UserData& into) {
    if (failed()) return;
    std::size_t used = 0;
    auto data = UserDataCoder::decode(octets_.subspan(at_), coding, has_header, used);
    if (!data) return stop(shifted(std::move(data.error())));
    at_ += used;
    into = *std::move(data);
  }
  void stop(Error error) {
    if (!failed()) error_ = within(kind_, 0, std::move(error));
  }
  template <class T>
  Result<T> finish(T value, Trailing trailing) {
    if (!failed() && !at_end() && trailing == Trailing::refuse)
      stop({Errc::trailing_octets, "", at_,
            "nothing after the TPDU, not " + std::to_string(octets_.size() - at_) + " more"});
    if (error_) return fail(*std::move(error_));
    return value;
  }

 private:
  template <class T, class Decode>
  T part(std::string_view field, Decode decode) {
    if (failed()) return {};
    std::size_t used = 0;
    auto value = decode(octets_.subspan(at_), used);
    if (!value) {
      Error error = shifted(std::move(value.error()));
      error.field = field;
      stop(std::move(error));
      return {};
    }
    at_ += used;
    return *std::move(value);
  }
  [[nodiscard]] Error shifted(Error error) const {
    error.offset += at_;
    return error;
  }

  std::string_view kind_;
  OctetView octets_;
  std::size_t at_ = 0;
  std::optional<Error> error_;
};

/// TP-PI and what it announces (3GPP TS 23.040 §9.2.3.27). Further indicator octets say nothing to us.
template <class Report>
void read_optional(Reader& reader, bool has_header, Report& report) {
  const std::uint8_t indicator = reader.octet("TP-PI");
  for (std::uint8_t more = indicator; bit(more, 7) && !reader.failed();) more = reader.octet("TP-PI");
  if constexpr (requires {
                  report.failure_cause;
                  report.time_stamp;
                })
    report.time_stamp = reader.time_stamp("TP-SCTS");
  if (bit(indicator, 0)) report.protocol = reader.octet("TP-PID");
  if (bit(indicator, 1)) report.coding = DataCoding{reader.octet("TP-DCS")};
  if (bit(indicator, 2))
    reader.user_data(report.coding.value_or(DataCoding{}), has_header, report.user_data.emplace());
}

Result<Deliver> read_deliver(OctetView octets, Trailing trailing) {
  Reader reader{"SMS-DELIVER", octets};
  Deliver deliver;
  const std::uint8_t first = reader.octet("TP-MTI");
  deliver.more_messages = !bit(first, 2);
  deliver.loop_prevention = bit(first, 3);
  deliver.status_report_indication = bit(first, 5);
  deliver.reply_path = bit(first, 7);
  deliver.originator = reader.address("TP-OA");
  deliver.protocol = reader.octet("TP-PID");
  deliver.coding = DataCoding{reader.octet("TP-DCS")};
  deliver.time_stamp = reader.time_stamp("TP-SCTS");
  reader.user_data(deliver.coding, bit(first, 6), deliver.user_data);
  return reader.finish(std::move(deliver), trailing);
}

Validity read_validity(Reader& reader, unsigned format) {
  switch (format) {
    case 2: return RelativeValidity{reader.octet("TP-VP")};
    case 3: return reader.time_stamp("TP-VP");
    case 1: {
      std::array<std::uint8_t, 7> octets{};
      for (std::uint8_t& octet : octets) octet = reader.octet("TP-VP");
      return EnhancedValidity{octets};
    }
    default: return {};
  }
}

Result<Submit> read_submit(OctetView octets, Trailing trailing) {
  Reader reader{"SMS-SUBMIT", octets};
  Submit submit;
  const std::uint8_t first = reader.octet("TP-MTI");
  submit.reject_duplicates = bit(first, 2);
  submit.status_report_request = bit(first, 5);
  submit.reply_path = bit(first, 7);
  submit.reference = reader.octet("TP-MR");
  submit.destination = reader.address("TP-DA");
  submit.protocol = reader.octet("TP-PID");
  submit.coding = DataCoding{reader.octet("TP-DCS")};
  submit.validity = read_validity(reader, first >> 3 & 3);
  reader.user_data(submit.coding, bit(first, 6), submit.user_data);
  return reader.finish(std::move(submit), trailing);
}

Result<StatusReport> read_status_report(OctetView octets, Trailing trailing) {
  Reader reader{"SMS-STATUS-REPORT", octets};
  StatusReport report;
  const std::uint8_t first = reader.octet("TP-MTI");
  report.more_messages = !bit(first, 2);
  report.loop_prevention = bit(first, 3);
  report.of_command = bit(first, 5);
  report.reference = reader.octet("TP-MR");
  report.recipient = reader.address("TP-RA");
  report.time_stamp = reader.time_stamp("TP-SCTS");
  report.discharge = reader.time_stamp("TP-DT");
  report.status = Status{reader.octet("TP-ST")};
  if (reader.is_indicator()) read_optional(reader, bit(first, 6), report);
  return reader.finish(std::move(report), trailing);
}

/// TP-FCS stands in reports of failure only, and only the layer below knows which it is. Its values lie in
/// 0x80 to 0xFF (§9.2.3.22), and TP-PI has its highest bit only when extended, which nobody does.
template <class Report>
Result<Report> read_report(std::string_view kind, OctetView octets, Trailing trailing) {
  Reader reader{kind, octets};
  Report report;
  const std::uint8_t first = reader.octet("TP-MTI");
  if (octets.size() > 1 && bit(octets[1], 7)) report.failure_cause = reader.octet("TP-FCS");
  read_optional(reader, bit(first, 6), report);
  return reader.finish(std::move(report), trailing);
}

template <class T>
Result<Tpdu> any(Result<T> tpdu) {
  if (!tpdu) return fail(std::move(tpdu.error()));
  return Tpdu{*std::move(tpdu)};
}

template <class T>
Result<T> only(unsigned type, Result<T> (*read)(OctetView, Trailing), OctetView tpdu, Trailing trailing,
               std::string_view kind) {
  if (!tpdu.empty() && (tpdu[0] & 3) != type)
    return fail(Errc::bad_value, std::string{kind} + ".TP-MTI", 0,
                "message type " + std::to_string(type) + ", not " + std::to_string(tpdu[0] & 3));
  return read(tpdu, trailing);
}

}  // namespace

Result<Tpdu> decode(OctetView tpdu, Direction direction, Trailing trailing) {
  if (tpdu.empty()) return fail(Errc::underflow, "TPDU.TP-MTI", 0, "at least one octet");
  const bool to_mobile = direction == Direction::to_mobile;
  switch (tpdu[0] & 3) {
    case 0:
      return to_mobile ? any(read_deliver(tpdu, trailing))
                       : any(read_report<DeliverReport>("SMS-DELIVER-REPORT", tpdu, trailing));
    case 1:
      return to_mobile ? any(read_report<SubmitReport>("SMS-SUBMIT-REPORT", tpdu, trailing))
                       : any(read_submit(tpdu, trailing));
    case 2:
      if (to_mobile) return any(read_status_report(tpdu, trailing));
      return fail(Errc::unsupported, "TPDU.TP-MTI", 0, "SMS-SUBMIT or SMS-DELIVER-REPORT, not SMS-COMMAND");
    default: return fail(Errc::bad_value, "TPDU.TP-MTI", 0, "0, 1 or 2; 3 is reserved");
  }
}

Result<Deliver> decode_deliver(OctetView tpdu, Trailing trailing) {
  return only(0, read_deliver, tpdu, trailing, "SMS-DELIVER");
}

Result<Submit> decode_submit(OctetView tpdu, Trailing trailing) {
  return only(1, read_submit, tpdu, trailing, "SMS-SUBMIT");
}

Result<StatusReport> decode_status_report(OctetView tpdu, Trailing trailing) {
  return only(2, read_status_report, tpdu, trailing, "SMS-STATUS-REPORT");
}

}  // namespace isocket::sms
