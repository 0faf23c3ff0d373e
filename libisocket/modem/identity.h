#pragma once

#include <string>

namespace isocket::modem {

/// Who the modem and its SIM are; empty where the modem does not tell.
struct Identity {
  std::string manufacturer;
  std::string model;
  std::string revision;
  std::string imei;
  std::string imsi;
};

}  // namespace isocket::modem
