#include "core/model.h"

namespace isocket::fw {

constexpr Model kEnvironmentPro = {
    .name = "environment-pro",
    .features = Features::of(Feature::socket, Feature::owner, Feature::clock, Feature::thermometer,
                             Feature::thermostat, Feature::alarm, Feature::scheduler, Feature::battery,
                             Feature::credit),
    .hardware = "iSocket Environment Pro",
    .firmware_prefix = "v",
    .firmware_suffix = " (c) iSocket Systems",
    .unknown_command = "No such command exists on the device!",
    .window_closed = "Time for configuration is expired (Conf)!",
    .most_restart_seconds = 600,
    .most_timed = 65000,
    .timed_unit_seconds = 1,
    .timed_unit = " seconds",
    .window_minutes = 30,
    .security_lifts_window = true,
    .even_threshold_fahrenheit = true,
    .reset_hold_seconds = 10,
};

namespace {

constexpr const Model* kModels[] = {&kEnvironmentPro};

}  // namespace

std::span<const Model* const> models() {
  return kModels;
}

const Model* find_model(std::string_view name) {
  for (const Model* model : kModels)
    if (model->name == name) return model;
  return nullptr;
}

}  // namespace isocket::fw
