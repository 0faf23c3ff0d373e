#pragma once

#include <string>

#include "lab/lab_file.h"
#include "yaml/table_reader.h"

namespace isocket::lab {

/// Reads what shall go wrong in a lab: `faults` of its file.
class FaultReader : private yaml::TableReader {
 public:
  /// @param file  gets the faults; its modems are there when read() is called
  FaultReader(const yaml::Source& source, yaml::Problems& problems, LabFile& file)
      : TableReader{source, problems}, file_{file} {}
  void read(const yaml::YamlNode& list);

 private:
  void fault(const yaml::YamlNode& node);
  void outage(const yaml::YamlNode& node);
  /// @param what  silent, garbage, reset or away
  void modem_fault(const yaml::YamlNode& node, const std::string& what);
  void when(const yaml::YamlNode& node, ModemFault& fault);

  LabFile& file_;
};

}  // namespace isocket::lab
