#pragma once
// The tables of all models, and which of them this build holds. What no built model has is left out of the
// program with its commands.

#include <cstddef>

#include "core/models/environment_pro.h"
#include "core/models/gsm.h"
#include "core/models/smart_relay.h"
#include "core/types.h"

#ifndef ISOCKET_FW_MODELS
/// Names of models, with commas between them; empty: all.
#define ISOCKET_FW_MODELS ""
#endif

namespace isocket::fw {

inline constexpr const Model* kAllModels[] = {&kEnvironmentPro, &kGsm706,      &kGsm707,
                                              &kGsm706Light,    &kGsm707Light, &kSmartRelay};

constexpr bool is_built(const Model& model) {
  std::string_view rest = ISOCKET_FW_MODELS;
  if (rest.empty()) return true;
  while (!rest.empty())
    if (take_until(rest, ',') == model.name) return true;
  return false;
}

/// What at least one model of this build has.
consteval Features built_features() {
  Features built;
  for (const Model* model : kAllModels)
    if (is_built(*model)) built = built | model->features;
  return built;
}

/// What every model of this build has.
consteval Features common_features() {
  Features common = built_features();
  for (const Model* model : kAllModels) {
    if (!is_built(*model)) continue;
    common = common & model->features;
    if (model->without_voltage_sensor != nullptr) common = common & model->without_voltage_sensor->features;
  }
  return common;
}

/// Whether a model has a feature. What the models of this build agree on is not asked for, so that a program
/// does not hold what only others need; therefore always inline.
[[gnu::always_inline]] constexpr bool has(const Model& model, Feature feature) {
  constexpr Features kSome = built_features();
  if (!kSome.has(feature)) return false;
#ifndef ISOCKET_FW_DEFECTS  // which may take a feature out of a model
  constexpr Features kAll = common_features();
  if (kAll.has(feature)) return true;
#endif
  return model.features.has(feature);
}

/// How many models of this build have a flag set, or not. Not consteval: clang 14 would call it before it
/// knows the flag.
constexpr std::size_t count_built(bool Model::*flag, bool value) {
  std::size_t count = 0;
  for (const Model* model : kAllModels) count += is_built(*model) && model->*flag == value ? 1 : 0;
  return count;
}

/// The same of a flag.
template <bool Model::*flag>
[[gnu::always_inline]] constexpr bool has(const Model& model) {
  if constexpr (count_built(flag, true) == 0) {
    return false;
  } else if constexpr (count_built(flag, false) == 0) {
    return true;
  } else {
    return model.*flag;
  }
}

/// How many of something this build must have room for: the most that one of its models has, and at least
/// one.
template <typename Count>
consteval std::size_t built_most(Count Model::*count) {
  std::size_t most = 1;
  for (const Model* model : kAllModels)
    if (is_built(*model) && model->*count > most) most = model->*count;
  return most;
}
inline constexpr std::size_t kRelays = built_most(&Model::relays);
inline constexpr std::size_t kInputNumbers = built_most(&Model::inputs);
inline constexpr std::size_t kSensors = built_most(&Model::sensors);

}  // namespace isocket::fw
