#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "command.h"

namespace isocket::cli {

/// `isocket send --to NUMBER`: plain messages, without a device and what it would answer.
struct SendToOptions {
  std::string to;
  std::vector<std::string> texts;  ///< one message each; "-" stands for the lines of the standard input
  std::string modem;               ///< of the inventory
  std::string port;                ///< instead of a modem of the inventory
  std::string inventory;
  bool reports = false;  ///< wait for the status reports
  std::string within = "60s";
  std::uint64_t max_sms = 0;  ///< 0: no limit
  std::string events;
  std::string trace;
  bool json = false;
};

ExitCode send_to(const SendToOptions& options, Terminal& terminal);

}  // namespace isocket::cli
