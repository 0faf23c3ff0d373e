#include "lab_device.h"

#include <filesystem>

#include "lab/remote_board.h"

namespace isocket::cli {
namespace {

namespace fs = std::filesystem;

/// Where the firmware's program is: beside this one, else in PATH.
std::string firmware_program() {
  std::error_code error;
  const fs::path self = fs::read_symlink("/proc/self/exe", error);
  const fs::path beside = self.parent_path() / "isocket-firmware";
  return !error && fs::exists(beside) ? beside.string() : "isocket-firmware";
}

}  // namespace

Result<std::unique_ptr<LabDevice>> LabDevice::create(EventLoop& loop, lab::Lab& world, lab::DeviceEntry entry,
                                                     const LabFolder& folder) {
  std::unique_ptr<LabDevice> device{new LabDevice{loop, std::move(entry), folder}};
  auto bench = device->make(world);
  if (!bench) return fail(bench.error());
  device->bench_ = *bench;
  auto server = lab::BenchServer::open(loop, **bench, device->file("bench.sock"));
  if (!server) return fail(server.error());
  device->server_ = std::move(*server);
  if (device->in_process()) {  // a firmware of its own has a port of its own
    auto usb = lab::UsbTerminal::open(loop, (*bench)->rig(), device->file("usb"));
    if (!usb) return fail(usb.error());
    device->usb_ = std::move(*usb);
  }
  return device;
}

Result<lab::LabBench*> LabDevice::make(lab::Lab& world) {
  if (in_process()) {
    fw::HostDeviceOptions options;
    options.model = name_of(entry_.model);
    options.defects = entry_.defects;
    return world.add_device(options, entry_.number);
  }
  const lab::RemoteBoard::Places places{file("module"), file("board.sock")};
  return world.add_device(entry_.model, entry_.number,
                          [&](lab::Board::Outputs outputs) -> Result<std::unique_ptr<lab::Board>> {
                            auto board = lab::RemoteBoard::create(loop_, places, std::move(outputs));
                            if (!board) return fail(board.error());
                            return std::unique_ptr<lab::Board>{std::move(*board)};
                          });
}

std::vector<std::string> LabDevice::firmware_arguments() const {
  std::vector<std::string> arguments{"--model", std::string{name_of(entry_.model)},
                                     "--modem", file("module"),
                                     "--io",    file("board.sock"),
                                     "--flash", file("flash.bin"),
                                     "--usb",   file("usb")};
  for (const auto& defect : entry_.defects) {
    arguments.emplace_back("--defect");
    arguments.push_back(defect);
  }
  return arguments;
}

Result<void> LabDevice::start(std::function<void(bool registered)> done) {
  if (entry_.firmware == lab::DeviceEntry::Firmware::program) {
    const std::string program = entry_.program.empty() ? firmware_program() : entry_.program;
    auto child = ChildProcess::start(loop_, program, firmware_arguments());
    if (!child) return fail(child.error());
    firmware_ = std::move(*child);
  }
  // From the factory state, as one that is just plugged in.
  bench_->rig().reset(std::move(done));
  return {};
}

void LabDevice::close() {
  usb_.reset();
  server_.reset();
}

LabDevice::~LabDevice() {
  close();
  if (!firmware_) return;
  firmware_.reset();
  // Killed at its end, the program has not taken its port away.
  std::error_code ignored;
  fs::remove(file("usb"), ignored);
}

}  // namespace isocket::cli
