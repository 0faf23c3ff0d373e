#include "device/features.h"

namespace isocket::device {
namespace {

// clang-format off
constexpr Feature kFeatures[] = {
    // key, label, then environment-pro, gsm-706, gsm-707, gsm-706-light, gsm-707-light, smart-relay
    {"outputs", "outputs",
     {"socket", "socket, microrelay", "socket, microrelay", "socket", "socket", "R1 to R7"}},
    {"timed_switching", "timed switching",
     {"1-65000 s", "1-720 min", "1-720 min", "1-720 min", "1-720 min", "1-65000 s"}},
    {"temperature_sensors", "temperature sensors", {"1 external", "1 internal", "1 internal", "no", "no", "up to 5"}},
    {"thermostat", "thermostat", {"yes", "yes", "yes", "no", "no", "yes"}},
    {"alarm_inputs", "alarm inputs", {"1", "1", "1", "no", "no", "6"}},
    {"alarm_switches", "output by alarm", {"socket", "microrelay", "microrelay", "no", "no", "relays"}},
    {"microphone", "microphone", {"no", "yes", "yes", "no", "no", "yes"}},
    {"clock_commands", "DATE, DATESMS", {"yes", "yes", "yes", "no", "no", "yes"}},
    {"scheduler_rules", "scheduler rules", {"8", "8", "8", "no", "no", "20"}},
    {"owner_commands", "MAKEMEBOSS, ALERTME", {"yes", "no", "no", "no", "no", "yes"}},
    {"window_renewal", "RENEWINTERVAL", {"no", "yes", "yes", "yes", "yes", "yes"}},
    {"window_lifted", "security lifts window", {"yes", "no", "no", "no", "no", "no"}},
    {"hidden_button", "hidden button", {"yes", "yes", "yes", "yes", "yes", "no"}},
    {"battery", "battery", {"yes", "no", "yes", "no", "yes", "yes"}},
    {"power_failed_alert", "power failed alert", {"yes", "no", "yes", "no", "yes", "yes"}},
    {"power_restored_alert", "power restored alert",
     {"yes", "not guaranteed", "yes", "not guaranteed", "yes", "yes"}},
    {"balance", "balance by USSD", {"CREDIT", "SALDO", "no", "SALDO", "no", "no"}},
};
// clang-format on

}  // namespace

std::string_view product_name(Model model) {
  switch (model) {
    case Model::environment_pro: return "iSocket Environment Pro";
    case Model::gsm_706: return "iSocket GSM 706";
    case Model::gsm_707: return "iSocket GSM 707";
    case Model::gsm_706_light: return "iSocket GSM 706 Light";
    case Model::gsm_707_light: return "iSocket GSM 707 Light";
    case Model::smart_relay: return "iSocket Smart Relay";
  }
  return "";
}

std::optional<Model> model_of(std::string_view hardware) {
  std::optional<Model> longest;  // the name of one begins that of another
  for (const Model model : kModels)
    if (hardware.starts_with(product_name(model)) &&
        (!longest || product_name(model).size() > product_name(*longest).size()))
      longest = model;
  return longest;
}

std::span<const Feature> features() {
  return kFeatures;
}

}  // namespace isocket::device
