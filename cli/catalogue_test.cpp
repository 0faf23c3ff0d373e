// Two statements of the specification, written apart: the toolkit's catalogue and the firmware's command
// table.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "core/command.h"
#include "core/model.h"
#include "device/catalogue.h"

namespace isocket {
namespace {

/// A form with a value in each place: "RESTARTTIME={n}" gives "RESTARTTIME=5".
std::string sample(std::string_view form) {
  struct Value {
    std::string_view name, value;
  };
  static constexpr Value kValues[] = {
      {"{secs}", "30"},         {"{n}", "5"},        {"{number}", "358401000001"},
      {"{password}", "12abc"},  {"{temp}", "10C"},   {"{time}", "08:00"},
      {"{rule}", "08:00,*,ON"}, {"{ussd}", "*100#"}, {"{clock}", "26/01/31,12:30:45+04"}};
  std::string text{form};
  for (const Value& value : kValues)
    if (const auto at = text.find(value.name); at != std::string::npos)
      text.replace(at, value.name.size(), value.value);
  return text;
}

std::string_view kind_of(fw::Kind kind) {
  return kind == fw::Kind::conf ? "Conf" : kind == fw::Kind::inf ? "Inf" : "Ctrl";
}

std::vector<std::string> split(std::string_view list) {
  std::vector<std::string> values;
  while (!list.empty()) {
    const auto comma = std::min(list.find(','), list.size());
    values.emplace_back(list.substr(0, comma));
    list.remove_prefix(std::min(comma + 1, list.size()));
  }
  return values;
}

const fw::Model& environment_pro() {
  return *fw::find_model("environment-pro");
}

TEST(Catalogue, TheFirmwareKnowsEveryCommandOfTheToolkit) {
  for (const device::Command& command : device::catalogue(device::Model::environment_pro)) {
    const std::string text = sample(command.form);
    ASSERT_EQ(text.find('{'), std::string::npos) << "no sample value for " << command.form;
    std::string_view value;
    const fw::Command* row = fw::find_command(environment_pro(), text, value);
    ASSERT_NE(row, nullptr) << command.form << " is unknown to the firmware (" << command.rule << ")";
    EXPECT_EQ(kind_of(row->kind), device::name_of(command.kind))
        << command.form << " (" << command.rule << ")";
    EXPECT_EQ(row->confirm == fw::Confirm::withheld, command.withheld)
        << command.form << ": withheld by SMSCONFIRM=OFF? (" << command.rule << ", EP-6.1-04)";
  }
}

TEST(Catalogue, TheToolkitKnowsEveryCommandOfTheFirmware) {
  const auto catalogue = device::catalogue(device::Model::environment_pro);
  const auto known = [&](const auto& fits) { return std::any_of(catalogue.begin(), catalogue.end(), fits); };
  for (const fw::Command& row : fw::commands()) {
    if (!environment_pro().features.has(row.feature)) continue;
    if (row.choice == fw::Choice::none || row.kind != fw::Kind::conf) {
      EXPECT_TRUE(known([&](const device::Command& c) { return c.form.starts_with(row.name); }))
          << row.name << " is unknown to the toolkit (" << row.rule << ")";
      continue;
    }
    for (const std::string& value : split(fw::named_values(row.choice))) {
      const std::string form = std::string{row.name} + value;
      EXPECT_TRUE(known([&](const device::Command& c) { return c.form == form; }))
          << form << " is unknown to the toolkit (" << row.rule << ")";
    }
  }
}

}  // namespace
}  // namespace isocket
