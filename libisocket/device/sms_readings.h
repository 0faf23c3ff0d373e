#pragma once
// The queries of a model, and how the catalogue says their replies are built.

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "device/catalogue.h"
#include "device/console_settings.h"

namespace isocket::device {

/// A query of settings, and how its reply is built.
struct Reading {
  /// The words before a value, and whose it is; nobody's: it is passed over.
  struct Place {
    std::string words;
    std::optional<NamedSetting> setting;
  };
  struct Line {
    std::vector<Place> places;
    std::string words;  ///< behind the last place
  };

  const Command* query = nullptr;
  std::string text;         ///< of the query, with its number
  std::vector<Line> lines;  ///< none: one for each rule of the scheduler
  std::vector<NamedSetting> settings;
};

/// All queries that tell a setting, in the order of the catalogue.
std::span<const Reading> readings_of(Model model);

}  // namespace isocket::device
