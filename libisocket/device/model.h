#pragma once

#include <optional>
#include <string_view>

namespace isocket::device {

enum class Model : unsigned char {
  environment_pro,
  gsm_706,
  gsm_707,
  gsm_706_light,
  gsm_707_light,
  smart_relay,
};

/// "environment-pro", as suites, inventories and options spell it.
constexpr std::string_view name_of(Model model) {
  constexpr std::string_view kNames[] = {"environment-pro", "gsm-706",       "gsm-707",
                                         "gsm-706-light",   "gsm-707-light", "smart-relay"};
  return kNames[static_cast<unsigned>(model)];
}

constexpr std::optional<Model> parse_model(std::string_view name) {
  for (unsigned i = 0; i < 6; ++i)
    if (name_of(static_cast<Model>(i)) == name) return static_cast<Model>(i);
  return std::nullopt;
}

}  // namespace isocket::device
