#include "core/cable/setting.h"

#include <algorithm>

#include "core/cable/crc16.h"
#include "core/cable/setting_table.h"
#include "core/unit.h"
#include "core/values.h"
#include "core/words.h"

namespace isocket::fw::cable {
namespace {

constexpr std::string_view kGroupNames[] = {"SECURITY",    "CONFIRM",    "RING",   "RELAYS",
                                            "TEMPERATURE", "THERMOSTAT", "INPUTS", "SCHEDULER",
                                            "POWERRESUME", "BACKUP",     "CREDIT", "INFO"};
static_assert(std::size(kGroupNames) == kGroups + 1);

/// A rule that is none, while the rules of a write are being gathered.
constexpr std::uint8_t kNoRule = 0xff;

std::uint8_t how_many(const Model& model, Per per) {
  switch (per) {
    case Per::device: return 1;
    // The microrelay of the GSM family has no settings of its own.
    case Per::relay: return has(model, Feature::socket) ? 1 : model.relays;
    case Per::input: return model.inputs;
    case Per::sensor: return model.sensors;
    case Per::rule: return model.rules;
  }
  return 0;
}

std::byte* part_of(Settings& settings, Per per, std::uint8_t number) {
  switch (per) {
    case Per::relay: return reinterpret_cast<std::byte*>(&settings.relays[number]);
    case Per::input: return reinterpret_cast<std::byte*>(&settings.inputs[number]);
    case Per::sensor: return reinterpret_cast<std::byte*>(&settings.sensors[number]);
    case Per::device:
    case Per::rule: break;
  }
  return reinterpret_cast<std::byte*>(&settings);
}

template <typename T>
T& in(Settings& settings, const Setting& setting) {
  return *reinterpret_cast<T*>(part_of(settings, setting.row->per, setting.number) + setting.row->offset);
}
template <typename T>
const T& in(const Settings& settings, const Setting& setting) {
  return in<T>(const_cast<Settings&>(settings), setting);
}

std::string_view nth_of(std::string_view names, unsigned n) {
  for (; n > 0; --n) take_until(names, ',');
  return take_until(names, ',');
}

void append_stars(Text& text, bool set, std::size_t count) {
  if (!set) text.append("NO");
  for (std::size_t i = 0; set && i < count; ++i) text.append('*');
}

void append_degrees(Text& text, const Unit& unit, Degrees degrees) {
  text.append_number(degrees);
  if (!has<&Model::one_temperature_unit>(unit.model)) text.append('C');  // MU-P4-05, MU-P8-06
}

void append_numbers(Text& text, const NumberList& list) {
  if (list.empty()) text.append("NO");
  for (std::uint8_t i = 0; i < list.size(); ++i) {
    if (i > 0) text.append(',');
    text.append(list[i].view());
  }
}

bool take_numbers(std::string_view value, NumberList& list) {
  list.clear();
  if (same_word(value, "NO")) return true;
  while (true) {
    const bool last = value.find(',') == std::string_view::npos;
    const std::string_view number = take_until(value, ',');
    // A number twice would not be read back as it was written.
    if (!is_number(number) || list.contains(number) || !list.add(number)) return false;
    if (last) return true;
  }
}

/// A password that is shown as stars is kept (MU-P5-08).
template <std::size_t N>
bool take_password(std::string_view value, std::array<char, N>& password, bool& set,
                   const std::array<char, N>& stored, bool stored_set) {
  if (same_word(value, "NO")) {
    password = {};
    set = false;
    return true;
  }
  const bool stars = value.size() == N && value.find_first_not_of('*') == std::string_view::npos;
  if (stars ? !stored_set : !is_password(value, N)) return false;
  if (stars) {
    password = stored;
  } else {
    std::copy(value.begin(), value.end(), password.begin());
  }
  set = true;
  return true;
}

bool take_on_off(std::string_view value, bool& on) {
  on = same_word(value, "ON");
  return on || same_word(value, "OFF");
}

bool take_rule(const Model& model, std::string_view value, ScheduleRule& rule) {
  if (!same_word(value, "NO")) return parse_rule(model, value, rule);
  rule = {};
  rule.hour = kNoRule;
  return true;
}

bool take_ussd(std::string_view value, Settings& settings) {
  const bool none = same_word(value, "NO");
  if (!none && !is_ussd(value, Settings::kMaxUssd)) return false;
  settings.set_ussd(none ? std::string_view{} : value);
  return true;
}

}  // namespace

GroupWalk::GroupWalk(const Model& model, Group group)
    : model_{model}, group_{group}, row_{rows().data()}, block_end_{row_} {}

const Setting* GroupWalk::next() {
  const Row* const end = rows().data() + rows().size();
  if (setting_.row != nullptr) ++setting_.position;
  while (true) {
    for (; row_ != block_end_; ++row_) {
      if (row_->group != group_ || !has(model_, row_->feature)) continue;
      setting_.row = row_++;
      return &setting_;
    }
    if (block_ != nullptr && ++setting_.number < count_) {
      row_ = block_;
      continue;
    }
    if (row_ == end) return nullptr;
    enter_block();
  }
}

/// A block is rows that stand together and exist equally often.
void GroupWalk::enter_block() {
  const Row* const end = rows().data() + rows().size();
  block_ = row_;
  while (block_end_ != end && block_end_->group == block_->group && block_end_->per == block_->per)
    ++block_end_;
  count_ = how_many(model_, block_->per);
  setting_.number = 0;
  setting_.numbered = block_->per == Per::rule || count_ > 1;
}

std::string_view name_of(Group group) {
  return kGroupNames[static_cast<std::size_t>(group)];
}

bool has_group(const Model& model, Group group) {
  return group == Group::info || GroupWalk{model, group}.next() != nullptr;
}

std::optional<Group> find_group(const Model& model, std::string_view name) {
  for (std::size_t i = 0; i <= kGroups; ++i) {
    const auto group = static_cast<Group>(i);
    if (same_word(kGroupNames[i], name) && has_group(model, group)) return group;
  }
  return std::nullopt;
}

Setting find_setting(const Model& model, Group group, std::string_view name) {
  GroupWalk walk{model, group};
  while (const Setting* setting = walk.next()) {
    if (same_word(name_of(*setting), name)) return *setting;
  }
  return {};
}

Name name_of(const Setting& setting) {
  Name name{setting.row->name};
  if (setting.numbered) name.append_number(setting.number + 1);
  return name;
}

void append_line(Text& text, const Unit& unit, const Setting& setting) {
  const Settings& settings = unit.settings();
  text.append(name_of(setting)).append('=');
  const Row& row = *setting.row;
  switch (row.holds) {
    case Holds::choice:
      // Only RING has a relay in its values.
      append_numbered(
          text, nth_of(named_values(unit.model, row.choice), settings.choice(row.choice, setting.number)),
          settings.ring_relay);
      break;
    case Holds::on_off: text.append(in<bool>(settings, setting) ? "ON" : "OFF"); break;
    case Holds::seconds: text.append_number(in<std::uint16_t>(settings, setting)); break;
    case Holds::numbers: append_numbers(text, in<NumberList>(settings, setting)); break;
    case Holds::password: append_stars(text, settings.password_set, Settings::kPasswordLength); break;
    case Holds::renew_password:
      append_stars(text, settings.renew_password_set, Settings::kRenewPasswordLength);
      break;
    case Holds::degrees: append_degrees(text, unit, in<Degrees>(settings, setting)); break;
    case Holds::threshold: {
      const auto& threshold = in<TemperatureThreshold>(settings, setting);
      if (threshold.enabled) {
        append_degrees(text, unit, threshold.degrees);
      } else {
        text.append("OFF");
      }
      break;
    }
    case Holds::calibration:
    case Holds::level: text.append_number(in<std::uint8_t>(settings, setting)); break;
    case Holds::microrelay_time: text.append_number(in<RelayTime>(settings, setting).seconds); break;
    case Holds::alias: {
      const auto& alias = in<Alias>(settings, setting);
      text.append(alias.empty() ? std::string_view{"NO"} : alias.view());
      break;
    }
    case Holds::followed:
      if (has(unit.model, Feature::sensors)) append_sensor(text, in<std::uint8_t>(settings, setting));
      break;
    case Holds::relay_set:
      if (has(unit.model, Feature::inputs)) append_relays(text, in<SmallSet>(settings, setting));
      break;
    case Holds::battery_alert:
      if (has(unit.model, Feature::backup_mode)) append_battery_alert(text, settings.battery_thresholds);
      break;
    case Holds::relay_time: append_relay_time(text, in<RelayTime>(settings, setting)); break;
    case Holds::planned:
      if (setting.number < settings.rule_count) {
        append_rule(text, unit.model, settings.rules[setting.number]);
      } else {
        text.append("NO");
      }
      break;
    case Holds::ussd: text.append(settings.ussd_length == 0 ? "NO" : settings.ussd_view()); break;
  }
}

// Which kinds there are is asked for the sake of the builds whose models lack them.
bool take_value(const Unit& unit, Settings& settings, const Setting& setting, std::string_view value) {
  const Settings& stored = unit.settings();
  const Row& row = *setting.row;
  switch (row.holds) {
    case Holds::choice: {
      ParsedChoice parsed;
      if (!parse_choice(unit.model, row.choice, value, parsed)) return false;
      settings.choice(row.choice, setting.number) = parsed.position;
      if (row.choice == Choice::relay_ring) settings.ring_relay = parsed.relay;
      return true;
    }
    case Holds::on_off: return take_on_off(value, in<bool>(settings, setting));
    case Holds::seconds:
      return parse_seconds(value, unit.model.most_restart_seconds, in<std::uint16_t>(settings, setting));
    case Holds::numbers: return take_numbers(value, in<NumberList>(settings, setting));
    case Holds::password:
      return take_password(value, settings.password, settings.password_set, stored.password,
                           stored.password_set);
    case Holds::renew_password:
      return has(unit.model, Feature::renewal) &&
             take_password(value, settings.renew_password, settings.renew_password_set, stored.renew_password,
                           stored.renew_password_set);
    case Holds::degrees:
      return parse_threshold(unit, value, unit.model.switch_off_range, in<Degrees>(settings, setting));
    case Holds::threshold: {
      auto& threshold = in<TemperatureThreshold>(settings, setting);
      threshold = {};
      if (same_word(value, "OFF")) return true;
      threshold.enabled = true;
      return parse_threshold(unit, value, unit.model.alert_range, threshold.degrees);
    }
    case Holds::level:
      return has(unit.model, Feature::microphone) &&
             parse_microphone_level(value, in<std::uint8_t>(settings, setting));
    case Holds::calibration:
      return has(unit.model, Feature::calibration) &&
             parse_calibration(value, in<std::uint8_t>(settings, setting));
    case Holds::microrelay_time:
      return has(unit.model, Feature::microrelay) &&
             parse_microrelay_time(value, in<RelayTime>(settings, setting));
    case Holds::alias:
      return has(unit.model, Feature::relays) && parse_alias(value, in<Alias>(settings, setting));
    case Holds::followed:
      return has(unit.model, Feature::sensors) &&
             parse_sensor(unit.model, value, in<std::uint8_t>(settings, setting));
    case Holds::relay_set:
      return has(unit.model, Feature::inputs) &&
             parse_relays(unit.model, value, in<SmallSet>(settings, setting));
    case Holds::battery_alert:
      return has(unit.model, Feature::backup_mode) && parse_battery_alert(value, settings.battery_thresholds);
    case Holds::relay_time: return parse_relay_time(unit.model, value, in<RelayTime>(settings, setting));
    case Holds::planned: return take_rule(unit.model, value, settings.rules[setting.number]);
    case Holds::ussd: return take_ussd(value, settings);
  }
  return false;
}

void begin_draft(const Unit& unit, Settings& draft) {
  unit.factory_settings(draft);
  for (ScheduleRule& rule : draft.rules) rule.hour = kNoRule;
}

bool is_rule(const ScheduleRule& rule) {
  return rule.hour != kNoRule;
}

void close_gaps(Settings& draft) {
  const auto end = std::remove_if(draft.rules.begin(), draft.rules.end(),
                                  [](const ScheduleRule& rule) { return !is_rule(rule); });
  draft.rule_count = static_cast<std::uint8_t>(end - draft.rules.begin());
  std::fill(end, draft.rules.end(), ScheduleRule{});
}

std::span<std::byte> field_of(Settings& settings, const Setting& setting) {
  // What one setting consists of stands together.
  const auto from = [](auto& first, auto& last) {
    auto* const begin = reinterpret_cast<std::byte*>(&first);
    return std::span{begin, reinterpret_cast<std::byte*>(&last) + sizeof last};
  };
  switch (setting.row->holds) {
    case Holds::choice: {
      std::uint8_t& choice = settings.choice(setting.row->choice, setting.number);
      return from(choice, setting.row->choice == Choice::relay_ring ? settings.ring_relay : choice);
    }
    case Holds::on_off: {
      bool& on = in<bool>(settings, setting);
      return from(on, on);
    }
    case Holds::seconds: {
      auto& seconds = in<std::uint16_t>(settings, setting);
      return from(seconds, seconds);
    }
    case Holds::numbers: {
      auto& list = in<NumberList>(settings, setting);
      return from(list, list);
    }
    case Holds::password: return from(settings.password, settings.password_set);
    case Holds::renew_password: return from(settings.renew_password, settings.renew_password_set);
    case Holds::degrees: {
      auto& degrees = in<Degrees>(settings, setting);
      return from(degrees, degrees);
    }
    case Holds::threshold: {
      auto& threshold = in<TemperatureThreshold>(settings, setting);
      return from(threshold, threshold);
    }
    case Holds::followed:
    case Holds::calibration:
    case Holds::level: {
      auto& level = in<std::uint8_t>(settings, setting);
      return from(level, level);
    }
    case Holds::microrelay_time:
    case Holds::relay_time: {
      auto& time = in<RelayTime>(settings, setting);
      return from(time, time);
    }
    case Holds::alias: {
      auto& alias = in<Alias>(settings, setting);
      return from(alias, alias);
    }
    case Holds::relay_set: {
      auto& set = in<SmallSet>(settings, setting);
      return from(set, set);
    }
    case Holds::battery_alert: return from(settings.battery_thresholds, settings.battery_thresholds);
    case Holds::planned: return from(settings.rules, settings.rule_count);
    case Holds::ussd: return from(settings.ussd, settings.ussd_length);
  }
  return {};
}

std::uint16_t check_of(const Unit& unit, Group group) {
  Crc16 crc;
  GroupWalk walk{unit.model, group};
  while (const Setting* setting = walk.next()) {
    Text line;
    append_line(line, unit, *setting);
    crc.add_line(line);
  }
  return crc.value();
}

}  // namespace isocket::fw::cable
