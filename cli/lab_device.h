#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/child_process.h"
#include "lab/bench_server.h"
#include "lab/lab_file.h"
#include "lab/usb_cable.h"
#include "lab_folder.h"

namespace isocket::cli {

/// A device of `isocket lab`: in this process or as a program of its own, with its bench on a socket and its
/// cable on a pseudo-terminal.
class LabDevice {
 public:
  /// Errors: not_found (no such defect), those of the ports.
  static Result<std::unique_ptr<LabDevice>> create(EventLoop& loop, lab::Lab& world, lab::DeviceEntry entry,
                                                   const LabFolder& folder);
  /// Of the lab's own; the world may be gone already.
  ~LabDevice();
  LabDevice(const LabDevice&) = delete;
  LabDevice& operator=(const LabDevice&) = delete;

  /// Its firmware's program, where it has one, and the factory state. Errors: those of ChildProcess::start().
  Result<void> start(std::function<void(bool registered)> done);
  /// Ports and sockets are taken away, before the world goes.
  void close();

  [[nodiscard]] const lab::DeviceEntry& entry() const { return entry_; }
  /// What starts a firmware of its own.
  [[nodiscard]] std::vector<std::string> firmware_arguments() const;

 private:
  LabDevice(EventLoop& loop, lab::DeviceEntry entry, const LabFolder& folder)
      : loop_{loop}, folder_{folder}, entry_{std::move(entry)} {}
  [[nodiscard]] std::string file(const std::string& what) const {
    return folder_.of_device(entry_.name, what);
  }
  [[nodiscard]] bool in_process() const { return entry_.firmware == lab::DeviceEntry::Firmware::in_process; }
  Result<lab::LabBench*> make(lab::Lab& world);

  EventLoop& loop_;
  const LabFolder& folder_;
  lab::DeviceEntry entry_;
  lab::LabBench* bench_ = nullptr;
  std::unique_ptr<lab::BenchServer> server_;
  std::unique_ptr<lab::UsbTerminal> usb_;
  std::unique_ptr<ChildProcess> firmware_;
};

}  // namespace isocket::cli
