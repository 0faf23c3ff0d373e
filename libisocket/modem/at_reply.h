#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace isocket::modem {

/// How a command ended. Up to `aborted` the modem said so; the last four are what its silence means.
enum class AtResult : std::uint8_t {
  ok,
  connect,        ///< CONNECT, with or without a rate
  error,          ///< a bare ERROR
  cme_error,      ///< +CME ERROR: (3GPP TS 27.007 §9.2), as a number or in words
  cms_error,      ///< +CMS ERROR: (3GPP TS 27.005 §3.2.5), as a number or in words
  no_carrier,     ///< the call was cut, or never came about
  busy,           ///< BUSY
  no_answer,      ///< NO ANSWER
  no_dialtone,    ///< NO DIALTONE
  not_supported,  ///< COMMAND NOT SUPPORT: some Huawei firmware, instead of ERROR
  aborted,        ///< ABORTED: a character came in while the command was at work (V.250 §5.6.1)
  expired,        ///< no final result in time
  restarted,      ///< the modem's start-up banner came instead
  lost,           ///< the modem did not answer at all, so the command was not sent
  closed,         ///< the port is gone
};

/// "cms_error": the stable name, as it stands in journals.
std::string_view name_of(AtResult result);

/// The answer to one command line.
struct AtReply {
  AtResult result = AtResult::lost;
  std::string text;                      ///< the final result's own line: "+CMS ERROR: 38"; may be empty
  std::vector<std::string> information;  ///< the lines before it, without CR and LF
  bool payload_sent = false;             ///< the text behind a prompt has gone out, as a whole

  [[nodiscard]] bool ok() const { return result == AtResult::ok; }
  /// The modem has said yes or no; false where it remained silent, restarted or is gone.
  [[nodiscard]] bool answered() const { return result < AtResult::expired; }
  /// What follows "+CME ERROR:" or "+CMS ERROR:", a number or words; empty for other results.
  [[nodiscard]] std::string_view cause() const;
  /// What follows "NAME:" in the first information line of that name ("+CREG"), without blanks around it.
  [[nodiscard]] std::optional<std::string_view> find(std::string_view name) const;
};

/// "+CMTI: \"SM\",3" gives "+CMTI"; a line without a colon after its name gives "".
std::string_view at_name(std::string_view line);

/// The fields after the name's colon: split at commas outside quotes and brackets, blanks and quotes taken
/// off.
std::vector<std::string> at_fields(std::string_view parameters);

/// The TP-MR behind "+CMGS:"; nothing: none, or not one as a whole.
std::optional<std::uint8_t> reference_of(std::string_view parameters);

/// The number that a field begins with; -1 if it begins with none.
int at_number(std::string_view field);

}  // namespace isocket::modem
