#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>
#include <vector>

#include "command.h"
#include "device/capitals.h"
#include "device/catalogue.h"
#include "models.h"

namespace isocket::cli {
namespace {

using device::Command;
using device::Parameter;
using device::Range;
using Json = nlohmann::ordered_json;

constexpr const char* kCommandsSchema = "isocket-commands-1";

struct CommandsOptions {
  std::string model;
  std::string kind;
  bool json = false;
};

std::vector<std::string> lines_of(std::string_view reply) {
  std::vector<std::string> lines;
  while (!reply.empty()) {
    const auto end = std::min(reply.find('|'), reply.size());
    lines.emplace_back(reply.substr(0, end));
    reply.remove_prefix(std::min(end + 1, reply.size()));
  }
  return lines;
}

std::string_view or_none(std::string_view text) {
  return text.empty() ? "-" : text;
}

/// "secs" of "ONR{x},{secs}", where the second brace opens.
std::string name_in(std::string_view form, std::size_t brace) {
  return std::string{form.substr(brace + 1, form.find('}', brace) - brace - 1)};
}

using Line = std::array<std::string, 8>;

Line line_of(const Command& command) {
  std::string reply;
  for (const std::string& line : lines_of(command.reply)) reply += (reply.empty() ? "" : " / ") + line;
  const Parameter& parameter = command.parameter;
  std::string allowed = parameter.range_text();
  if (const Range& number = command.number; number.exists()) {
    allowed = name_in(command.form, command.form.find('{')) + " " + std::to_string(number.least) + " to " +
              std::to_string(number.most) + (allowed.empty() ? "" : "; " + allowed);
  }
  const std::string_view withheld = command.reply.empty() ? "-" : command.withheld ? "yes" : "no";
  return {std::string{command.form},
          std::string{name_of(command.kind)},
          std::string{or_none(allowed)},
          std::string{or_none(parameter.unit_text())},
          std::string{or_none(parameter.factory)},
          std::string{withheld},
          std::string{command.rule},
          std::string{or_none(reply)}};
}

void print(const std::vector<const Command*>& commands, std::ostream& out) {
  std::vector<Line> lines{{"COMMAND", "TYPE", "PARAMETER", "UNIT", "DEFAULT", "WITHHELD", "RULE", "REPLY"}};
  for (const Command* command : commands) lines.push_back(line_of(*command));
  std::array<std::size_t, std::tuple_size_v<Line>> widths{};
  for (const Line& line : lines)
    for (std::size_t i = 0; i < line.size(); ++i) widths[i] = std::max(widths[i], line[i].size());
  for (const Line& line : lines) {
    for (std::size_t i = 0; i + 1 < line.size(); ++i)
      out << line[i] << std::string(widths[i] + 2 - line[i].size(), ' ');
    out << line.back() << "\n";
  }
}

Json range_json(const Range& range) {
  return {{"min", range.least}, {"max", range.most}, {"unit", range.unit}};
}

Json number_json(const Command& command) {
  if (!command.number.exists()) return nullptr;
  return {{"name", name_in(command.form, command.form.find('{'))},
          {"min", command.number.least},
          {"max", command.number.most}};
}

Json parameter_json(const Command& command) {
  const Parameter& parameter = command.parameter;
  if (!command.takes_value()) return nullptr;
  Json json{{"name", name_in(command.form, command.form.rfind('{'))}, {"type", name_of(parameter.type)}};
  if (parameter.type == Parameter::Type::choice) {
    json["values"] = parameter.values();
  } else if (!parameter.text.empty()) {
    json["text"] = parameter.text;
  } else {
    json["ranges"] = Json::array({range_json(parameter.range)});
    if (parameter.fahrenheit.exists()) json["ranges"].push_back(range_json(parameter.fahrenheit));
  }
  if (parameter.most > 1) json["most"] = parameter.most;
  return json;
}

void print_json(device::Model model, const std::vector<const Command*>& commands, std::ostream& out) {
  Json document{{"schema", kCommandsSchema},
                {"model", name_of(model)},
                {"specification", specification_of(model)},
                {"commands", Json::array()}};
  for (const Command* command : commands) {
    const std::string_view factory = command->parameter.factory;
    document["commands"].push_back({{"form", command->form},
                                    {"kind", name_of(command->kind)},
                                    {"number", number_json(*command)},
                                    {"parameter", parameter_json(*command)},
                                    {"factory", factory.empty() ? Json{} : Json(factory)},
                                    {"reply", lines_of(command->reply)},
                                    {"withheld", command->withheld},
                                    {"rule", command->rule}});
  }
  out << document.dump(2) << "\n";
}

ExitCode commands(const CommandsOptions& options, Terminal& terminal) {
  const auto model = model_named(options.model, terminal);
  if (!model) return ExitCode::usage;
  std::vector<const Command*> chosen;
  for (const Command& command : device::catalogue(*model))
    if (options.kind.empty() || device::capitals(name_of(command.kind)) == device::capitals(options.kind))
      chosen.push_back(&command);
  if (options.json)
    print_json(*model, chosen, terminal.out);
  else
    print(chosen, terminal.out);
  return ExitCode::pass;
}

}  // namespace

void add_commands(CLI::App& app, Action& action) {
  auto options = std::make_shared<CommandsOptions>();
  CLI::App* command = app.add_subcommand("commands", "Lists the commands that a model understands by SMS.");
  command->add_option("model", options->model, "Model, as 'isocket models' lists it")
      ->required()
      ->type_name("MODEL");
  command->add_option("--kind", options->kind, "Only one type: configuration, query (Inf) or control")
      ->check(CLI::IsMember({"conf", "inf", "ctrl"}, CLI::ignore_case))
      ->type_name("conf|inf|ctrl");
  command->add_flag("--json", options->json, "One JSON document");
  command->footer(
      "What the columns mean: docs/reference/models.md\n"
      "Examples:\n"
      "  isocket commands gsm-706\n"
      "  isocket commands environment-pro --kind conf --json\n"
      "Exit codes: 0 listed, 2 no such model.");
  command->callback([options, &action] {
    action = [options](Terminal& terminal) { return commands(*options, terminal); };
  });
}

}  // namespace isocket::cli
