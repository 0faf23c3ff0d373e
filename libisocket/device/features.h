#pragma once

#include <array>
#include <iterator>
#include <optional>
#include <span>
#include <string_view>

#include "device/model.h"

namespace isocket::device {

/// The name on the device's title page, as HARDWARE begins (EP-13-01, GS-14-02, SR-U16-01).
std::string_view product_name(Model model);
/// The model that calls itself so: of "iSocket GSM 706 Light, Hardware v1.0" the GSM 706 Light.
std::optional<Model> model_of(std::string_view hardware);

/// Something that models have or lack. Sources: docs/spec/environment-pro.md section 1,
/// docs/spec/gsm-706-707.md section 1, docs/spec/README.md "Families side by side".
struct Feature {
  std::string_view key;    ///< "temperature_sensors": for documents, never changed
  std::string_view label;  ///< "temperature sensors": for people
  /// By model, in the order of kModels: "yes", "no", a number, or which.
  std::array<std::string_view, std::size(kModels)> values;

  [[nodiscard]] constexpr std::string_view of(Model model) const {
    return values[static_cast<unsigned>(model)];
  }
};

std::span<const Feature> features();

}  // namespace isocket::device
