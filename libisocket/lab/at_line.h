#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace isocket::lab {

/// One command of a command line (ITU-T V.250 §5.4).
struct AtCommand {
  enum class Form { execute, read, set, test };  ///< "+X", "+X?", "+X=…", "+X=?"
  std::string name;                              ///< in capitals: "+CMGS", "D", "&F", "E"
  Form form = Form::execute;
  std::string argument;  ///< of "+X=…", or of a basic command: its digits, for D all that follows

  /// The n-th parameter, without its quotes; empty when it is left out.
  [[nodiscard]] std::string parameter(std::size_t n) const;
  /// The n-th parameter as a number; nothing when it is left out or is none.
  [[nodiscard]] std::optional<int> number(std::size_t n) const;
  [[nodiscard]] std::size_t parameters() const { return split().size(); }

 private:
  [[nodiscard]] std::vector<std::string> split() const;
};

/// The commands of one line, without its "AT". Nothing when it is no command line at all.
std::optional<std::vector<AtCommand>> parse_command_line(std::string_view line);

}  // namespace isocket::lab
