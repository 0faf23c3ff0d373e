#pragma once

#include <iosfwd>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "modem/modem.h"
#include "sms/reassembly.h"

namespace isocket::cli {

/// What modems tell, a line each: for a person, or as JSON. Every line is written at once.
class MonitorLog {
 public:
  MonitorLog(const Clock& clock, std::ostream& out, bool json);

  void ready(const std::string& modem, const modem::Identity& identity);
  void failed(const std::string& modem, const std::string& reason);
  void signal(const std::string& modem, int dbm);
  void event(const std::string& modem, const modem::ModemEvent& event);
  /// Every line has come out so far.
  [[nodiscard]] bool whole() const;

 private:
  using Fields = std::vector<std::pair<std::string, std::variant<std::string, std::int64_t, bool>>>;
  /// @param words  for a person; the fields are for JSON
  void line(const std::string& modem, const std::string& event, const std::string& words,
            const Fields& fields);
  void message(const std::string& modem, const modem::MessageReceived& received);

  const Clock& clock_;
  std::ostream& out_;
  bool json_;
  sms::Reassembly reassembly_;
};

}  // namespace isocket::cli
