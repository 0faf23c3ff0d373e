#include <CLI/CLI.hpp>
#include <optional>
#include <ostream>

#include "command.h"
#include "lab_run.h"
#include "yaml/diagnostic.h"

namespace isocket::cli {
namespace {

struct LabArguments {
  std::string file;
  std::string model = "environment-pro";
  int modems = 3;
  LabPlaces places;
  std::string firmware;  ///< of `external`: "none": by hand; empty: the one that comes with isocket
  bool external = false;
  std::vector<std::string> faults;
  std::vector<std::string> defects;
  std::optional<std::uint64_t> seed;
  std::string timing = "realistic";
};

PhoneNumber modem_number(int i) {
  const std::string tail = std::to_string(i);
  return *PhoneNumber::parse("+3589123456" + std::string(tail.size() < 2 ? 1 : 0, '0') + tail);
}

/// The lab that the options describe: some modems and one device.
Result<lab::LabFile> described(const LabArguments& arguments) {
  lab::LabFile file;
  file.timing = *lab::timing_of(arguments.timing);
  for (const auto& fault : arguments.faults)
    if (auto added = file.faults.add(fault); !added) return fail(added.error());
  for (int i = 1; i <= arguments.modems; ++i) {
    std::string name = "m" + std::to_string(i);
    file.modems.push_back({std::move(name), modem_number(i), {}});
  }
  const auto model = device::parse_model(arguments.model);
  if (!model) {
    std::vector<std::string_view> names;
    for (const device::Model known : device::kModels) names.push_back(name_of(known));
    return fail(Errc::not_found, "--model", 0,
                "there is no model '" + arguments.model + "'" + yaml::suggest(arguments.model, names));
  }
  using Firmware = lab::DeviceEntry::Firmware;
  const bool by_hand = arguments.firmware == "none";
  const Firmware firmware = !arguments.external ? Firmware::in_process
                            : by_hand           ? Firmware::by_hand
                                                : Firmware::program;
  file.devices.push_back({"dut1", *model, *PhoneNumber::parse("+358912345678"), firmware,
                          by_hand ? std::string{} : arguments.firmware, arguments.defects});
  return file;
}

/// The lab of a file. Nothing: it has been said why.
std::optional<lab::LabFile> read(const std::string& path, std::ostream& err) {
  std::vector<yaml::Diagnostic> problems;
  const auto source = lab::read_lab_source(path, problems);
  std::optional<lab::LabFile> file;
  if (source) file = lab::read_lab_file(*source, problems);
  for (const auto& problem : problems) err << yaml::render(problem);
  return file;
}

ExitCode run(const LabArguments& arguments, Terminal& terminal) {
  std::optional<lab::LabFile> file;
  if (!arguments.file.empty()) {
    file = read(arguments.file, terminal.err);
    if (!file) return ExitCode::usage;
  } else {
    auto made = described(arguments);
    if (!made) {
      terminal.err << "isocket lab: " << describe(made.error()) << "\n";
      return ExitCode::usage;
    }
    file = std::move(*made);
  }
  if (arguments.seed) file->seed = *arguments.seed;
  return run_lab(*file, arguments.places, terminal);
}

}  // namespace

void add_lab(CLI::App& app, Action& action) {
  auto arguments = std::make_shared<LabArguments>();
  CLI::App* const lab = app.add_subcommand(
      "lab",
      "Runs a virtual GSM network with modems on pseudo-terminals and devices, for any program to use.");
  CLI::Option* const file = lab->add_option("FILE", arguments->file,
                                            "A lab's file: any modems and devices (docs/reference/lab.md)");
  lab->add_option("--model", arguments->model, "The device's model")->capture_default_str()->excludes(file);
  lab->add_option("--modems", arguments->modems, "How many modems")
      ->check(CLI::Range(1, 64))
      ->capture_default_str()
      ->excludes(file);
  lab->add_option("--dir", arguments->places.folder,
                  "Folder for ports and sockets; one below /tmp if left out");
  lab->add_option("--write-inventory", arguments->places.inventory,
                  "Write an inventory for isocket test; it goes at the end");
  lab->add_option("--messages", arguments->places.messages,
                  "Write each message that the network takes to this file, as JSON lines");
  lab->add_option_function<std::string>(
         "--external-firmware",
         [arguments](const std::string& program) {
           arguments->external = true;
           arguments->firmware = program;
         },
         "Run the firmware as a process of its own: PROGRAM, or 'none' to start it by hand")
      ->expected(0, 1)
      ->type_name("PROGRAM")
      ->excludes(file);
  lab->add_option(
         "--fault", arguments->faults,
         "Something that goes wrong: loss=10%, delay=, double=, reorder=, modem-late=, modem-reset=, "
         "outage=10m+90s; may be repeated")
      ->allow_extra_args(false)
      ->excludes(file);
  lab->add_option("--defect", arguments->defects, "A planted defect of the firmware; may be repeated")
      ->allow_extra_args(false)
      ->excludes(file);
  lab->add_option("--seed", arguments->seed, "What chance draws from; 1, or the file's, if left out");
  lab->add_option("--timing", arguments->timing,
                  "realistic; brisk: a tenth of a second for everything; none: at once")
      ->check(CLI::IsMember({"realistic", "brisk", "none"}))
      ->capture_default_str()
      ->excludes(file);
  lab->footer(
      "Examples:\n"
      "  isocket lab --write-inventory isocket.yaml\n"
      "  isocket lab --external-firmware --fault loss=10%\n"
      "  isocket lab lab.yaml --write-inventory isocket.yaml");
  lab->callback([arguments, &action] {
    action = [arguments](Terminal& terminal) { return run(*arguments, terminal); };
  });
}

}  // namespace isocket::cli
