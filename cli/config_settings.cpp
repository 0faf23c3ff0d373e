// isocket config read, diff, write: what they take, and which way they go.
#include <CLI/CLI.hpp>
#include <memory>
#include <ostream>

#include "config.h"
#include "config_ways.h"
#include "trace_option.h"

namespace isocket::cli {
namespace {

using Run = ExitCode (*)(const ConfigOptions&, Terminal&);

/// What goes with SMS alone: over the cable it would promise what is not kept.
constexpr const char* kOfSms[] = {"--inventory", "--from", "--max-sms", "--dry-run"};
constexpr const char* kOfTheLab[] = {"--seed", "--fault"};

/// @throw CLI::ValidationError  where the options do not go together
void check(const CLI::App& command, const ConfigOptions& options) {
  const int ways = static_cast<int>(!options.port.empty()) +
                   static_cast<int>(!options.target.device.empty()) +
                   static_cast<int>(!options.target.lab.empty());
  if (ways != 1)
    throw CLI::ValidationError("exactly one of --port PORT, --device NAME and --lab MODEL says which device");
  for (const char* name : kOfSms)
    if (!options.port.empty() && command.count(name) > 0)
      throw CLI::ValidationError(std::string{name} + " goes with --device and --lab: nothing is sent by SMS");
  for (const char* name : kOfTheLab)
    if (options.target.lab.empty() && command.count(name) > 0)
      throw CLI::ValidationError(std::string{name} + " goes with --lab");
}

/// A subcommand with what says which device, and what runs it.
CLI::App* add_settings_command(CLI::App& config, Action& action, const char* name, const char* sentence,
                               const std::shared_ptr<ConfigOptions>& options, Run by_cable, Run by_sms) {
  CLI::App* const command = config.add_subcommand(name, sentence);
  command->add_option("--port", options->port, "Over the configuration cable at this serial port")
      ->type_name("PORT");
  command->add_option("--device", options->target.device, "By SMS to this device of the inventory")
      ->type_name("NAME");
  command
      ->add_option(
          "--lab", options->target.lab,
          "By SMS to a new device of the reference firmware, in virtual time; or to that of a lab's file")
      ->type_name("MODEL|FILE");
  command->add_option("--inventory", options->target.inventory,
                      "Inventory file (default: isocket.yaml, here or above)");
  command->add_option("--from", options->from, "Party that writes the SMS")->capture_default_str();
  command->add_option("--max-sms", options->max_sms, "Refuse to send more SMS than this");
  command->add_flag("--dry-run", options->dry_run, "Send nothing; only say how many SMS it takes");
  auto* seed =
      command->add_option("--seed", options->target.seed, "Chance in the lab")->capture_default_str();
  command
      ->add_option("--fault", options->target.faults,
                   "In the lab: loss=10%, delay=10%, double=10%, reorder=10%, ...; may be repeated")
      ->allow_extra_args(false);
  add_trace_option(*command, options->target.trace);
  command->callback([options, by_cable, by_sms, command, seed, &action] {
    options->target.single = true;
    options->target.own_seed = seed->count() > 0;
    check(*command, *options);
    const Run run = options->port.empty() ? by_sms : by_cable;
    action = [options, run](Terminal& terminal) { return run(*options, terminal); };
  });
  return command;
}

void add_file(CLI::App& command, const std::shared_ptr<ConfigOptions>& options) {
  command
      .add_option("file", options->file,
                  "The wanted configuration, which need not name every setting, or a card (.json)")
      ->required()
      ->type_name("FILE");
}

}  // namespace

void add_config_read(CLI::App& config, Action& action) {
  auto options = std::make_shared<ConfigOptions>();
  CLI::App* const command =
      add_settings_command(config, action, "read", "Reads the settings of a device, as YAML.", options,
                           read_by_cable, read_by_sms);
  command->add_option("-o,--output", options->output, "Write it to this file")->type_name("FILE.yaml");
  command->footer(
      "By SMS a missing answer is asked for again. How it is done: docs/how-to/configure-over-sms.md\n"
      "Examples:\n"
      "  isocket config read --port /dev/ttyACM0 -o cottage.yaml\n"
      "  isocket config read --device dut1 --dry-run\n"
      "Exit codes: 0 read, 2 wrong use, 3 no answer by SMS, 4 the port, the modem, or the device does not "
      "serve us,\n"
      "7 the file cannot be written.");
}

void add_config_diff(CLI::App& config, Action& action) {
  auto options = std::make_shared<ConfigOptions>();
  CLI::App* const command = add_settings_command(
      config, action, "diff", "Shows what 'config write' would change, and changes nothing.", options,
      diff_by_cable, diff_by_sms);
  add_file(*command, options);
  command->footer(
      "By SMS only what the file names is read. A password that is set cannot be read: where the file has "
      "one "
      "too,\n"
      "it is said that they are not compared.\n"
      "Examples:\n"
      "  isocket config diff cottage.yaml --port /dev/ttyACM0\n"
      "  isocket config diff cottage.yaml --device dut1 --max-sms 20 || echo differs\n"
      "Exit codes: 0 the device is as the file says, 1 it differs, 2 wrong use, a bad file or a device of "
      "another\n"
      "model, 3 no answer by SMS, 4 the port, the modem, or the device does not serve us.");
}

void add_config_write(CLI::App& config, Action& action) {
  auto options = std::make_shared<ConfigOptions>();
  CLI::App* const command = add_settings_command(
      config, action, "write",
      "Reads the device, changes what differs from the file group by group, and reads it back.", options,
      write_by_cable, write_by_sms);
  add_file(*command, options);
  command->footer(
      "A setting that the file does not name keeps its value. A cable that is pulled leaves each group as "
      "it\n"
      "was or as it shall be. By SMS it is said before how many messages it takes, and no command is sent "
      "again\n"
      "before it has been read that the device has not carried it out.\n"
      "Examples:\n"
      "  isocket config write cottage.yaml --port /dev/ttyACM0\n"
      "  isocket config write cottage.yaml --device dut1 --dry-run\n"
      "  isocket config write cottage.yaml --lab smart-relay\n"
      "Exit codes: 0 the device is as the file says, 1 it refused a group, 2 wrong use, a bad file or a "
      "device of\n"
      "another model, 3 something stayed unanswered by SMS, 4 the port, the modem, or the connection was "
      "lost.");
}

}  // namespace isocket::cli
