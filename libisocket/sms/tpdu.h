#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <variant>

#include "sms/address.h"
#include "sms/dcs.h"
#include "sms/status.h"
#include "sms/timestamp.h"
#include "sms/user_data.h"
#include "sms/validity.h"

namespace isocket::sms {

/// Which way a TPDU goes; the same TP-MTI means another kind each way (3GPP TS 23.040 §9.2.3.1).
enum class Direction : std::uint8_t {
  to_mobile,    ///< DELIVER, SUBMIT-REPORT, STATUS-REPORT
  from_mobile,  ///< SUBMIT, DELIVER-REPORT
};

/// SMS-DELIVER (3GPP TS 23.040 §9.2.2.1): what a mobile receives.
struct Deliver {
  bool more_messages = false;             ///< TP-MMS; the bit itself is the inverse
  bool loop_prevention = false;           ///< TP-LP
  bool status_report_indication = false;  ///< TP-SRI
  bool reply_path = false;                ///< TP-RP
  Address originator;                     ///< TP-OA
  std::uint8_t protocol = 0;              ///< TP-PID
  DataCoding coding;                      ///< TP-DCS
  Timestamp time_stamp;                   ///< TP-SCTS
  UserData user_data;                     ///< TP-UDHI, TP-UDL, TP-UD

  [[nodiscard]] std::optional<std::string> text() const { return user_data.text(coding); }
  friend bool operator==(const Deliver&, const Deliver&) = default;
};

/// SMS-SUBMIT (3GPP TS 23.040 §9.2.2.2): what a mobile sends.
struct Submit {
  bool reject_duplicates = false;      ///< TP-RD
  bool status_report_request = false;  ///< TP-SRR
  bool reply_path = false;             ///< TP-RP
  std::uint8_t reference = 0;          ///< TP-MR; a modem puts its own in its place
  Address destination;                 ///< TP-DA
  std::uint8_t protocol = 0;           ///< TP-PID
  DataCoding coding;                   ///< TP-DCS
  Validity validity;                   ///< TP-VPF, TP-VP
  UserData user_data;                  ///< TP-UDHI, TP-UDL, TP-UD

  [[nodiscard]] std::optional<std::string> text() const { return user_data.text(coding); }
  friend bool operator==(const Submit&, const Submit&) = default;
};

/// SMS-STATUS-REPORT (3GPP TS 23.040 §9.2.2.3): what became of a SUBMIT.
struct StatusReport {
  bool more_messages = false;    ///< TP-MMS; the bit itself is the inverse
  bool loop_prevention = false;  ///< TP-LP
  bool of_command = false;       ///< TP-SRQ: answers an SMS-COMMAND, not a SUBMIT
  std::uint8_t reference = 0;    ///< TP-MR of the SUBMIT
  Address recipient;             ///< TP-RA
  Timestamp time_stamp;          ///< TP-SCTS: when the centre took the SUBMIT
  Timestamp discharge;           ///< TP-DT: when TP-ST came about
  Status status;                 ///< TP-ST

  std::optional<std::uint8_t> protocol;  ///< TP-PID, when TP-PI says so
  std::optional<DataCoding> coding;      ///< TP-DCS, when TP-PI says so
  std::optional<UserData> user_data;     ///< TP-UD, when TP-PI says so

  friend bool operator==(const StatusReport&, const StatusReport&) = default;
};

/// SMS-SUBMIT-REPORT (3GPP TS 23.040 §9.2.2.2a): the centre's answer to a SUBMIT.
struct SubmitReport {
  std::optional<std::uint8_t> failure_cause;  ///< TP-FCS; in a report of failure
  Timestamp time_stamp;                       ///< TP-SCTS
  std::optional<std::uint8_t> protocol;       ///< TP-PID
  std::optional<DataCoding> coding;           ///< TP-DCS
  std::optional<UserData> user_data;          ///< TP-UD
  friend bool operator==(const SubmitReport&, const SubmitReport&) = default;
};

/// SMS-DELIVER-REPORT (3GPP TS 23.040 §9.2.2.1a): the mobile's answer to a DELIVER.
struct DeliverReport {
  std::optional<std::uint8_t> failure_cause;  ///< TP-FCS; in a report of failure
  std::optional<std::uint8_t> protocol;       ///< TP-PID
  std::optional<DataCoding> coding;           ///< TP-DCS
  std::optional<UserData> user_data;          ///< TP-UD
  friend bool operator==(const DeliverReport&, const DeliverReport&) = default;
};

using Tpdu = std::variant<Deliver, Submit, StatusReport, SubmitReport, DeliverReport>;

/// "SMS-DELIVER".
std::string_view name_of(const Tpdu& tpdu);

}  // namespace isocket::sms
