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

/// Every model, in the order in which lists show them.
inline constexpr Model kModels[] = {Model::environment_pro, Model::gsm_706,       Model::gsm_707,
                                    Model::gsm_706_light,   Model::gsm_707_light, Model::smart_relay};

/// "environment-pro", as suites, inventories and options spell it.
constexpr std::string_view name_of(Model model) {
  constexpr std::string_view kNames[] = {"environment-pro", "gsm-706",       "gsm-707",
                                         "gsm-706-light",   "gsm-707-light", "smart-relay"};
  return kNames[static_cast<unsigned>(model)];
}

constexpr std::optional<Model> parse_model(std::string_view name) {
  for (const Model model : kModels)
    if (name_of(model) == name) return model;
  return std::nullopt;
}

/// Models that one specification describes: they word their replies alike.
enum class Family : unsigned char { environment_pro, gsm_706_707, smart_relay };

constexpr Family family_of(Model model) {
  if (model == Model::environment_pro) return Family::environment_pro;
  return model == Model::smart_relay ? Family::smart_relay : Family::gsm_706_707;
}

/// "gsm-706-707": the family's file in docs/spec, without its extension.
constexpr std::string_view name_of(Family family) {
  constexpr std::string_view kNames[] = {"environment-pro", "gsm-706-707", "smart-relay"};
  return kNames[static_cast<unsigned>(family)];
}

/// A set of models.
class Models {
 public:
  template <typename... M>
  static constexpr Models of(M... models) {
    Models set;
    ((set.bits_ = static_cast<unsigned char>(set.bits_ | bit(models))), ...);
    return set;
  }
  [[nodiscard]] constexpr bool has(Model model) const { return (bits_ & bit(model)) != 0; }

 private:
  static constexpr unsigned char bit(Model model) {
    return static_cast<unsigned char>(1U << static_cast<unsigned>(model));
  }
  unsigned char bits_ = 0;
};

}  // namespace isocket::device
