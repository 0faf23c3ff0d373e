#include "lab_run.h"

#include <boost/asio/signal_set.hpp>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <ostream>

#include "core/input_file.h"
#include "core/output_file.h"
#include "lab/faulty_ports.h"
#include "lab/pty.h"
#include "lab_device.h"

namespace isocket::cli {
namespace {

class RunningLab {
 public:
  RunningLab(const lab::LabFile& file, const LabPlaces& places, Terminal& terminal)
      : file_{file}, places_{places}, terminal_{terminal} {}
  ~RunningLab();
  ExitCode run();

 private:
  std::optional<ExitCode> prepare();
  Result<void> add_modem(const lab::ModemEntry& entry);
  /// False: the file of messages cannot be written.
  bool record_messages();
  Result<void> start_devices();
  void tell() const;
  void remove_inventory() const;
  ExitCode trouble(const Error& error, ExitCode code) {
    terminal_.err << "isocket lab: " << describe(error) << "\n";
    return code;
  }

  const lab::LabFile& file_;
  const LabPlaces& places_;
  Terminal& terminal_;
  LabFolder folder_;
  std::ofstream messages_;
  std::string inventory_;  ///< as it was written
  EventLoop loop_{EventLoop::Pace::real_time};
  std::unique_ptr<lab::Lab> world_;
  std::vector<std::unique_ptr<lab::Pty>> ports_;
  std::unique_ptr<lab::FaultyPorts> faulty_ports_;
  std::vector<std::unique_ptr<LabDevice>> devices_;
};

RunningLab::~RunningLab() {
  // A program of its own is ended last: what it talks to is gone by then.
  for (auto& device : devices_) device->close();
  faulty_ports_.reset();
  world_.reset();
  remove_inventory();
}

/// What somebody else has written over it stays.
void RunningLab::remove_inventory() const {
  std::error_code ignored;
  if (inventory_.empty() || !std::filesystem::is_regular_file(places_.inventory, ignored)) return;
  if (read_file(places_.inventory) == inventory_) std::filesystem::remove(places_.inventory, ignored);
}

Result<void> RunningLab::add_modem(const lab::ModemEntry& entry) {
  if (faulty_ports_->concern(entry)) {
    std::vector<std::string> names{folder_.modem(entry.name), folder_.other_port(entry.name)};
    const auto port = faulty_ports_->add(entry, std::move(names), lab::FaultyPort::Where::terminal);
    if (!port) return fail(port.error());
    return {};
  }
  auto port = lab::Pty::open();
  if (!port) return fail(port.error());
  if (auto named = (*port)->name(folder_.modem(entry.name)); !named) return named;
  world_->add_modem(entry.number, (*port)->take_stream(loop_), entry.spec);
  ports_.push_back(std::move(*port));
  return {};
}

bool RunningLab::record_messages() {
  if (places_.messages.empty()) return true;
  messages_.open(places_.messages, std::ios::binary | std::ios::trunc);
  if (!messages_) return false;
  world_->network().messages().on_accepted([this](const PhoneNumber& from, const sms::Submit& message) {
    nlohmann::ordered_json line;
    line["from"] = from.to_string();
    line["to"] = message.destination.to_string();
    if (const auto text = message.text()) line["text"] = *text;
    messages_ << line.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) << std::endl;
  });
  return true;
}

std::optional<ExitCode> RunningLab::prepare() {
  lab::LabOptions options;
  options.seed = file_.seed;
  options.timing = file_.timing;
  options.faults = file_.faults;
  if (auto free = may_write_inventory(places_.inventory); !free)
    return trouble(free.error(), ExitCode::usage);
  if (auto prepared = folder_.prepare(places_.folder, file_.devices.size() == 1); !prepared)
    return trouble(prepared.error(), ExitCode::equipment);
  world_ = std::make_unique<lab::Lab>(loop_, std::move(options));
  faulty_ports_ = std::make_unique<lab::FaultyPorts>(*world_, file_);
  for (const auto& modem : file_.modems)
    if (auto added = add_modem(modem); !added) return trouble(added.error(), ExitCode::equipment);
  faulty_ports_->begin();
  if (!record_messages())
    return trouble({Errc::io, places_.messages, 0, "it cannot be written"}, ExitCode::not_recorded);
  for (const auto& entry : file_.devices) {
    auto device = LabDevice::create(loop_, *world_, entry, folder_);
    if (!device)
      return trouble(device.error(),
                     device.error().code == Errc::not_found ? ExitCode::usage : ExitCode::equipment);
    devices_.push_back(std::move(*device));
  }
  if (!places_.inventory.empty()) {
    std::string text = inventory_of(file_, folder_);
    if (auto written = write_file(places_.inventory, text); !written)
      return trouble(written.error(), ExitCode::not_recorded);
    inventory_ = std::move(text);
  }
  if (auto started = start_devices(); !started) return trouble(started.error(), ExitCode::equipment);
  return std::nullopt;
}

Result<void> RunningLab::start_devices() {
  for (const auto& device : devices_) {
    const std::string who = devices_.size() == 1 ? "The device" : "The device " + device->entry().name;
    auto started = device->start([this, who](bool registered) {
      terminal_.err << who << (registered ? " is registered.\n" : " did not register within 3 minutes.\n");
    });
    if (!started) return started;
  }
  return {};
}

void RunningLab::tell() const {
  auto& out = terminal_.out;
  for (const auto& modem : file_.modems)
    out << "modem  " << modem.name << "    " << modem.number.to_string() << "  " << folder_.modem(modem.name)
        << "\n";
  for (const auto& device : devices_) {
    const auto& entry = device->entry();
    out << "device " << entry.name << "  " << entry.number.to_string() << "  " << name_of(entry.model) << "\n"
        << "bench  " << (devices_.size() == 1 ? "lab " : entry.name) << "  "
        << folder_.of_device(entry.name, "bench.sock") << "\n"
        << "usb    " << entry.name << "  " << folder_.of_device(entry.name, "usb") << "\n";
    if (entry.firmware == lab::DeviceEntry::Firmware::by_hand) {
      out << "Start the firmware with:\n  isocket-firmware";
      for (const auto& word : device->firmware_arguments()) out << ' ' << word;
      out << "\n";
    }
  }
  if (!places_.inventory.empty()) out << "inventory    " << places_.inventory << "\n";
  out << "The lab runs until Ctrl-C.\n" << std::flush;
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
  tell();
  loop_.run();
  // Ctrl-C is how a lab is meant to end.
  return caught == 0 ? ExitCode::equipment : ExitCode::pass;
}

}  // namespace

ExitCode run_lab(const lab::LabFile& file, const LabPlaces& places, Terminal& terminal) {
  return RunningLab{file, places, terminal}.run();
}

}  // namespace isocket::cli
