#include <CLI/CLI.hpp>
#include <boost/asio/signal_set.hpp>
#include <filesystem>
#include <fstream>
#include <optional>
#include <ostream>

#include "command.h"
#include "core/child_process.h"
#include "core/scratch_folder.h"
#include "lab/bench_server.h"
#include "lab/lab.h"
#include "lab/pty.h"
#include "lab/remote_board.h"
#include "lab/usb_cable.h"
#include "yaml/diagnostic.h"

namespace isocket::cli {
namespace {

namespace fs = std::filesystem;

struct LabArguments {
  std::string model = "environment-pro";
  int modems = 3;
  std::string folder;
  std::string inventory;
  std::string firmware;  ///< empty: in this process; "none": by hand; else the program
  bool external = false;
  std::vector<std::string> faults;
  std::vector<std::string> defects;
  std::uint64_t seed = 1;
  std::string timing = "realistic";
};

/// The folder for ports and sockets: the user's, or one of our own that goes with us.
class Folder {
 public:
  Result<void> prepare(const std::string& wanted) {
    std::error_code error;
    if (!wanted.empty()) {
      fs::create_directories(wanted, error);
      path_ = fs::absolute(wanted, error);
      if (!fs::is_directory(path_)) return fail(Errc::io, wanted, 0, "it cannot be made a folder");
      return {};
    }
    auto made = ScratchFolder::make("isocket-lab");
    if (!made) return fail(made.error());
    path_ = made->path();
    ours_ = std::move(*made);
    return {};
  }
  [[nodiscard]] std::string file(const std::string& name) const { return (path_ / name).string(); }
  [[nodiscard]] std::string path() const { return path_.string(); }

 private:
  fs::path path_;
  std::optional<ScratchFolder> ours_;
};

/// Where the firmware's program is: beside this one, else in PATH.
std::string firmware_program() {
  std::error_code error;
  const fs::path self = fs::read_symlink("/proc/self/exe", error);
  const fs::path beside = self.parent_path() / "isocket-firmware";
  return !error && fs::exists(beside) ? beside.string() : "isocket-firmware";
}

PhoneNumber modem_number(int i) {
  const std::string tail = std::to_string(i);
  return *PhoneNumber::parse("+3589123456" + std::string(tail.size() < 2 ? 1 : 0, '0') + tail);
}

class RunningLab {
 public:
  RunningLab(const LabArguments& arguments, Terminal& terminal)
      : arguments_{arguments}, terminal_{terminal} {}
  ~RunningLab();
  ExitCode run();

 private:
  std::optional<ExitCode> prepare();
  Result<void> add_modems();
  Result<lab::LabBench*> add_device();
  Result<void> start_firmware();
  [[nodiscard]] std::vector<std::string> firmware_arguments() const;
  [[nodiscard]] std::string inventory() const;
  ExitCode trouble(const Error& error, ExitCode code) {
    terminal_.err << "isocket lab: " << describe(error) << "\n";
    return code;
  }

  const LabArguments& arguments_;
  Terminal& terminal_;
  Folder folder_;
  EventLoop loop_{EventLoop::Pace::real_time};
  std::unique_ptr<ChildProcess> firmware_;
  std::unique_ptr<lab::Lab> world_;
  std::vector<std::unique_ptr<lab::Pty>> ports_;
  std::unique_ptr<lab::BenchServer> server_;
  std::unique_ptr<lab::UsbTerminal> usb_;
  const PhoneNumber device_number_ = *PhoneNumber::parse("+358912345678");
};

RunningLab::~RunningLab() {
  if (!firmware_) return;
  usb_.reset();
  server_.reset();
  world_.reset();
  firmware_.reset();
  // Killed at its end, the program has not taken its port away.
  std::error_code ignored;
  fs::remove(folder_.file("usb"), ignored);
}

std::string RunningLab::inventory() const {
  std::string text = "# Written by isocket lab; it is of use while that runs.\nmodems:\n";
  for (int i = 1; i <= arguments_.modems; ++i)
    text += "  m" + std::to_string(i) + ": {port: \"" + folder_.file("m" + std::to_string(i)) +
            "\", number: \"" + modem_number(i).to_string() + "\"}\n";
  static constexpr const char* kParties[] = {"boss", "second", "stranger"};
  text += "parties: {";
  for (int i = 0; i < std::min<int>(arguments_.modems, std::size(kParties)); ++i)
    text += (i ? ", " : "") + std::string{kParties[i]} + ": m" + std::to_string(i + 1);
  text += "}\ndevices:\n  dut1: {model: " + arguments_.model + ", number: \"" + device_number_.to_string() +
          "\", bench: lab}\nbenches:\n  lab: {lab: \"" + folder_.file("bench.sock") + "\"}\nnobody: [";
  for (int i = 1; i <= 10; ++i) {
    const std::string tail = std::to_string(i);
    text += (i > 1 ? ", " : "") + std::string{"\"+3589000000"} + std::string(tail.size() < 2 ? 1 : 0, '0') +
            tail + "\"";
  }
  return text + "]\n";
}

std::vector<std::string> RunningLab::firmware_arguments() const {
  std::vector<std::string> arguments{
      "--model", arguments_.model,           "--modem", folder_.file("module"),
      "--io",    folder_.file("board.sock"), "--flash", folder_.file("flash.bin"),
      "--usb",   folder_.file("usb")};
  for (const auto& defect : arguments_.defects) {
    arguments.push_back("--defect");
    arguments.push_back(defect);
  }
  return arguments;
}

Result<void> RunningLab::start_firmware() {
  const std::string program = arguments_.firmware.empty() ? firmware_program() : arguments_.firmware;
  auto child = ChildProcess::start(loop_, program, firmware_arguments());
  if (!child) return fail(child.error());
  firmware_ = std::move(*child);
  return {};
}

Result<void> RunningLab::add_modems() {
  for (int i = 1; i <= arguments_.modems; ++i) {
    auto port = lab::Pty::open();
    if (!port) return fail(port.error());
    if (auto named = (*port)->name(folder_.file("m" + std::to_string(i))); !named) return named;
    world_->add_modem(modem_number(i), (*port)->take_stream(loop_));
    ports_.push_back(std::move(*port));
  }
  return {};
}

Result<lab::LabBench*> RunningLab::add_device() {
  const auto model = device::parse_model(arguments_.model);
  if (!model) {
    std::vector<std::string_view> names;
    for (const device::Model known : device::kModels) names.push_back(name_of(known));
    return fail(Errc::not_found, "--model", 0,
                "there is no model '" + arguments_.model + "'" + yaml::suggest(arguments_.model, names));
  }
  if (!arguments_.external) {
    fw::HostDeviceOptions options;
    options.model = arguments_.model;
    options.defects = arguments_.defects;
    return world_->add_device(options, device_number_);
  }
  const lab::RemoteBoard::Places places{folder_.file("module"), folder_.file("board.sock")};
  return world_->add_device(*model, device_number_,
                            [&](lab::Board::Outputs outputs) -> Result<std::unique_ptr<lab::Board>> {
                              auto board = lab::RemoteBoard::create(loop_, places, std::move(outputs));
                              if (!board) return fail(board.error());
                              return std::unique_ptr<lab::Board>{std::move(*board)};
                            });
}

std::optional<ExitCode> RunningLab::prepare() {
  lab::LabOptions options;
  options.seed = arguments_.seed;
  if (arguments_.timing == "brisk") options.timing = lab::Timing::brisk();
  for (const auto& fault : arguments_.faults)
    if (auto added = options.faults.add(fault); !added) return trouble(added.error(), ExitCode::usage);
  if (auto prepared = folder_.prepare(arguments_.folder); !prepared)
    return trouble(prepared.error(), ExitCode::equipment);
  world_ = std::make_unique<lab::Lab>(loop_, std::move(options));
  if (auto added = add_modems(); !added) return trouble(added.error(), ExitCode::equipment);
  auto bench = add_device();
  if (!bench)
    return trouble(bench.error(),
                   bench.error().code == Errc::not_found ? ExitCode::usage : ExitCode::equipment);
  auto server = lab::BenchServer::open(loop_, **bench, folder_.file("bench.sock"));
  if (!server) return trouble(server.error(), ExitCode::equipment);
  server_ = std::move(*server);
  if (!arguments_.external) {  // a firmware of its own has a port of its own
    auto usb = lab::UsbTerminal::open(loop_, (*bench)->rig(), folder_.file("usb"));
    if (!usb) return trouble(usb.error(), ExitCode::equipment);
    usb_ = std::move(*usb);
  }
  if (!arguments_.inventory.empty()) {
    std::ofstream file{arguments_.inventory};
    file << inventory();
    if (!file.flush())
      return trouble({Errc::io, arguments_.inventory, 0, "it cannot be written"}, ExitCode::not_recorded);
  }
  if (arguments_.external && arguments_.firmware != "none")
    if (auto started = start_firmware(); !started) return trouble(started.error(), ExitCode::equipment);
  // The device starts from the factory state, as one that is just plugged in.
  (*bench)->rig().reset([this](bool registered) {
    terminal_.err << (registered ? "The device is registered.\n"
                                 : "The device did not register within 3 minutes.\n");
  });
  return std::nullopt;
}

ExitCode RunningLab::run() {
  // First of all: from here on nothing ends without its files being taken away.
  int caught = 0;
  asio::signal_set signals{loop_.executor(), SIGINT, SIGTERM};
  signals.async_wait([&](const boost::system::error_code& error, int signal) {
    if (error) return;
    caught = signal;
    loop_.stop();
  });
  if (const auto code = prepare()) return *code;
  auto& out = terminal_.out;
  for (int i = 1; i <= arguments_.modems; ++i)
    out << "modem  m" << i << "    " << modem_number(i).to_string() << "  "
        << folder_.file("m" + std::to_string(i)) << "\n";
  out << "device dut1  " << device_number_.to_string() << "  " << arguments_.model << "\n"
      << "bench  lab   " << folder_.file("bench.sock") << "\n";
  out << "usb    dut1  " << folder_.file("usb") << "\n";
  if (arguments_.external && arguments_.firmware == "none") {
    out << "Start the firmware with:\n  isocket-firmware";
    for (const auto& word : firmware_arguments()) out << ' ' << word;
    out << "\n";
  }
  if (!arguments_.inventory.empty()) out << "inventory    " << arguments_.inventory << "\n";
  out << "The lab runs until Ctrl-C.\n" << std::flush;

  loop_.run();
  if (!arguments_.inventory.empty() && caught != 0) {
    std::error_code ignored;
    fs::remove(arguments_.inventory, ignored);
  }
  // Ctrl-C is how a lab is meant to end.
  return caught == 0 ? ExitCode::equipment : ExitCode::pass;
}

}  // namespace

void add_lab(CLI::App& app, Action& action) {
  auto arguments = std::make_shared<LabArguments>();
  CLI::App* const lab = app.add_subcommand(
      "lab",
      "Runs a virtual GSM network with modems on pseudo-terminals and a device, for any program to use.");
  lab->add_option("--model", arguments->model, "The device's model")->capture_default_str();
  lab->add_option("--modems", arguments->modems, "How many modems")
      ->check(CLI::Range(1, 64))
      ->capture_default_str();
  lab->add_option("--dir", arguments->folder, "Folder for ports and sockets; one below /tmp if left out");
  lab->add_option("--write-inventory", arguments->inventory,
                  "Write an inventory for isocket test; it goes at the end");
  lab->add_option_function<std::string>(
         "--external-firmware",
         [arguments](const std::string& program) {
           arguments->external = true;
           arguments->firmware = program;
         },
         "Run the firmware as a process of its own: PROGRAM, or 'none' to start it by hand")
      ->expected(0, 1)
      ->type_name("PROGRAM");
  lab->add_option(
         "--fault", arguments->faults,
         "Something that goes wrong: loss=10%, delay=, double=, reorder=, modem-late=, modem-reset=, "
         "outage=10m+90s; may be repeated")
      ->allow_extra_args(false);
  lab->add_option("--defect", arguments->defects, "A planted defect of the firmware; may be repeated")
      ->allow_extra_args(false);
  lab->add_option("--seed", arguments->seed, "What chance draws from")->capture_default_str();
  lab->add_option("--timing", arguments->timing, "realistic, or brisk: a tenth of a second for everything")
      ->check(CLI::IsMember({"realistic", "brisk"}))
      ->capture_default_str();
  lab->footer(
      "Examples:\n"
      "  isocket lab --write-inventory isocket.yaml\n"
      "  isocket lab --external-firmware --fault loss=10%");
  lab->callback([arguments, &action] {
    action = [arguments](Terminal& terminal) { return RunningLab{*arguments, terminal}.run(); };
  });
}

}  // namespace isocket::cli
