#include "sms/encode.h"

namespace isocket::sms {
namespace {

constexpr std::size_t kMostOctets = 176;  // a STATUS-REPORT with everything; one allocation is enough

unsigned flag(bool set, unsigned number) {
  return set ? 1u << number : 0u;
}

unsigned flag_of_header(const UserData& data) {
  return flag(data.header.has_value(), 6);
}

unsigned flag_of_header(const std::optional<UserData>& data) {
  return data ? flag_of_header(*data) : 0u;
}

Octets start(unsigned first) {
  Octets out;
  out.reserve(kMostOctets);
  out.push_back(static_cast<std::uint8_t>(first));
  return out;
}

void put(const Timestamp& stamp, Octets& out) {
  out.insert(out.end(), stamp.octets().begin(), stamp.octets().end());
}

Result<Octets> finish(std::string_view kind, Octets out, const UserData& data, DataCoding coding) {
  const std::size_t at = out.size();
  if (auto done = UserDataCoder::encode(data, coding, out); !done)
    return fail(within(kind, at, std::move(done.error())));
  return out;
}

template <class Report>
Result<Octets> finish_optional(std::string_view kind, Octets out, const Report& report, bool needed) {
  const unsigned indicator = flag(report.protocol.has_value(), 0) | flag(report.coding.has_value(), 1) |
                             flag(report.user_data.has_value(), 2);
  if (indicator != 0 || needed) out.push_back(static_cast<std::uint8_t>(indicator));
  if constexpr (requires {
                  report.failure_cause;
                  report.time_stamp;
                })
    put(report.time_stamp, out);
  if (report.protocol) out.push_back(*report.protocol);
  if (report.coding) out.push_back(report.coding->octet());
  if (!report.user_data) return out;
  return finish(kind, std::move(out), *report.user_data, report.coding.value_or(DataCoding{}));
}

Result<Octets> bad_cause(std::string_view kind) {
  return fail(Errc::bad_value, std::string{kind} + ".TP-FCS", 1, "0x80 to 0xFF");
}

struct VpfOf {
  unsigned operator()(std::monostate) const { return 0; }
  unsigned operator()(const EnhancedValidity&) const { return 1; }
  unsigned operator()(RelativeValidity) const { return 2; }
  unsigned operator()(const Timestamp&) const { return 3; }
};

struct PutValidity {
  Octets& out;
  void operator()(std::monostate) const {}
  void operator()(const EnhancedValidity& validity) const {
    out.insert(out.end(), validity.octets().begin(), validity.octets().end());
  }
  void operator()(RelativeValidity validity) const { out.push_back(validity.octet()); }
  void operator()(const Timestamp& until) const { put(until, out); }
};

}  // namespace

Result<Octets> encode(const Deliver& tpdu) {
  Octets out = start(0u | flag(!tpdu.more_messages, 2) | flag(tpdu.loop_prevention, 3) |
                     flag(tpdu.status_report_indication, 5) | flag_of_header(tpdu.user_data) |
                     flag(tpdu.reply_path, 7));
  AddressCoder::encode(tpdu.originator, out);
  out.push_back(tpdu.protocol);
  out.push_back(tpdu.coding.octet());
  put(tpdu.time_stamp, out);
  return finish("SMS-DELIVER", std::move(out), tpdu.user_data, tpdu.coding);
}

Result<Octets> encode(const Submit& tpdu) {
  Octets out =
      start(1u | flag(tpdu.reject_duplicates, 2) | std::visit(VpfOf{}, tpdu.validity) << 3 |
            flag(tpdu.status_report_request, 5) | flag_of_header(tpdu.user_data) | flag(tpdu.reply_path, 7));
  out.push_back(tpdu.reference);
  AddressCoder::encode(tpdu.destination, out);
  out.push_back(tpdu.protocol);
  out.push_back(tpdu.coding.octet());
  std::visit(PutValidity{out}, tpdu.validity);
  return finish("SMS-SUBMIT", std::move(out), tpdu.user_data, tpdu.coding);
}

Result<Octets> encode(const StatusReport& tpdu) {
  Octets out = start(2u | flag(!tpdu.more_messages, 2) | flag(tpdu.loop_prevention, 3) |
                     flag(tpdu.of_command, 5) | flag_of_header(tpdu.user_data));
  out.push_back(tpdu.reference);
  AddressCoder::encode(tpdu.recipient, out);
  put(tpdu.time_stamp, out);
  put(tpdu.discharge, out);
  out.push_back(tpdu.status.octet());
  return finish_optional("SMS-STATUS-REPORT", std::move(out), tpdu, false);
}

Result<Octets> encode(const SubmitReport& tpdu) {
  Octets out = start(1u | flag_of_header(tpdu.user_data));
  if (tpdu.failure_cause) {
    if (*tpdu.failure_cause < 0x80) return bad_cause("SMS-SUBMIT-REPORT");
    out.push_back(*tpdu.failure_cause);
  }
  return finish_optional("SMS-SUBMIT-REPORT", std::move(out), tpdu, true);
}

Result<Octets> encode(const DeliverReport& tpdu) {
  Octets out = start(0u | flag_of_header(tpdu.user_data));
  if (tpdu.failure_cause) {
    if (*tpdu.failure_cause < 0x80) return bad_cause("SMS-DELIVER-REPORT");
    out.push_back(*tpdu.failure_cause);
  }
  return finish_optional("SMS-DELIVER-REPORT", std::move(out), tpdu, true);
}

Result<Octets> encode(const Tpdu& tpdu) {
  return std::visit([](const auto& one) { return encode(one); }, tpdu);
}

}  // namespace isocket::sms
