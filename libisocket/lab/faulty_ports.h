#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "lab/lab_file.h"

namespace isocket::lab {

/// The ports of those modems of a lab's file at which something shall go wrong.
class FaultyPorts {
 public:
  /// Both outlive it.
  FaultyPorts(Lab& world, const LabFile& file) : world_{world}, file_{file} {}
  ~FaultyPorts();
  FaultyPorts(const FaultyPorts&) = delete;
  FaultyPorts& operator=(const FaultyPorts&) = delete;

  /// Whether something shall go wrong at this modem's port.
  [[nodiscard]] bool concern(const ModemEntry& modem) const;
  /// Adds such a modem to the world. @param names  as for FaultyPort::create(), and its errors
  Result<FaultyPort*> add(const ModemEntry& modem, std::vector<std::string> names, FaultyPort::Where where);
  /// From now on it goes wrong when it shall; once, when all modems have been added.
  void begin();

 private:
  /// `who` hands over a message, after so many others.
  void on_submission(const Subscriber& who, int before);

  Lab& world_;
  const LabFile& file_;
  std::map<std::string, std::unique_ptr<FaultyPort>> ports_;
};

}  // namespace isocket::lab
