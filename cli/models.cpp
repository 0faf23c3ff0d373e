#include "models.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>
#include <vector>

#include "device/catalogue.h"
#include "device/features.h"
#include "yaml/diagnostic.h"

namespace isocket::cli {
namespace {

using Json = nlohmann::ordered_json;
using device::kModels;

constexpr const char* kModelsSchema = "isocket-models-1";

std::string filled(std::string_view text, std::size_t width) {
  return std::string{text} + std::string(width - std::min(text.size(), width), ' ');
}

void print(std::ostream& out) {
  std::vector<std::vector<std::string>> columns(1 + std::size(kModels));
  const auto add_row = [&](std::string_view label, const auto& cell) {
    columns[0].emplace_back(label);
    for (std::size_t i = 0; i < std::size(kModels); ++i) columns[i + 1].emplace_back(cell(kModels[i]));
  };
  add_row("", [](device::Model model) { return std::string{name_of(model)}; });
  for (const device::Feature& feature : device::features())
    add_row(feature.label, [&](device::Model model) { return std::string{feature.of(model)}; });
  add_row("commands", [](device::Model model) { return std::to_string(device::catalogue(model).size()); });
  std::vector<std::size_t> widths;
  for (const auto& column : columns) {
    std::size_t width = 0;
    for (const std::string& cell : column) width = std::max(width, cell.size());
    widths.push_back(width);
  }
  for (std::size_t row = 0; row < columns.front().size(); ++row) {
    std::string line;
    for (std::size_t i = 0; i < columns.size(); ++i) line += filled(columns[i][row], widths[i] + 2);
    line.erase(line.find_last_not_of(' ') + 1);
    out << line << "\n";
  }
}

/// "yes" and "no" as true and false, a number as a number, the rest as it is.
Json feature_json(std::string_view value) {
  if (value == "yes" || value == "no") return value == "yes";
  int number = 0;
  const auto read = std::from_chars(value.data(), value.data() + value.size(), number);
  if (read.ec == std::errc{} && read.ptr == value.data() + value.size()) return number;
  return value;
}

void print_json(std::ostream& out) {
  Json document{{"schema", kModelsSchema}, {"models", Json::array()}};
  for (const device::Model model : kModels) {
    Json features = Json::object();
    for (const device::Feature& feature : device::features())
      features[std::string{feature.key}] = feature_json(feature.of(model));
    document["models"].push_back({{"name", name_of(model)},
                                  {"product", product_name(model)},
                                  {"family", name_of(family_of(model))},
                                  {"specification", specification_of(model)},
                                  {"features", std::move(features)},
                                  {"commands", device::catalogue(model).size()}});
  }
  out << document.dump(2) << "\n";
}

}  // namespace

std::optional<device::Model> model_named(const std::string& name, Terminal& terminal) {
  const auto model = device::parse_model(name);
  if (!model) {
    std::vector<std::string_view> names;
    for (const device::Model known : kModels) names.push_back(name_of(known));
    terminal.err << "isocket: there is no model '" << name << "'" << yaml::suggest(name, names) << "\n";
  }
  return model;
}

std::string specification_of(device::Model model) {
  return "docs/spec/" + std::string{name_of(family_of(model))} + ".md";
}

void add_models(CLI::App& app, Action& action) {
  auto json = std::make_shared<bool>(false);
  CLI::App* command = app.add_subcommand("models", "Lists the models of devices, and what each of them has.");
  command->add_flag("--json", *json, "One JSON document");
  command->footer(
      "What a model's features mean, and what it needs before it works: docs/reference/models.md\n"
      "Examples:\n"
      "  isocket models\n"
      "  isocket models --json");
  command->callback([json, &action] {
    action = [json](Terminal& terminal) {
      if (*json)
        print_json(terminal.out);
      else
        print(terminal.out);
      return ExitCode::pass;
    };
  });
}

}  // namespace isocket::cli
