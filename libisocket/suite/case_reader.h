#pragma once

#include "suite/step_reader.h"

namespace isocket::suite {

/// What a suite file says for all its cases.
struct Common {
  Surroundings around;
  std::vector<std::string> models;
  std::vector<std::string> tags;
  std::map<std::string, Variable> vars;
};

/// Reads `models:`.
std::vector<std::string> read_models(const Reader& reader, const YamlNode& node);
/// Reads `tags:`.
std::vector<std::string> read_tags(const Reader& reader, const YamlNode& node);
/// Reads `vars:` into `vars`; a name that is there already gets the new value.
void read_vars(const Reader& reader, const YamlNode& node, std::map<std::string, Variable>& vars);

/// Reads one case and checks it as a whole (`checks.h`).
Case read_case(const Source& source, Problems& problems, const YamlNode& node, const Common& common);

}  // namespace isocket::suite
