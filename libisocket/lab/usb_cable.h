#pragma once

#include <memory>
#include <string>

#include "core/byte_stream.h"
#include "lab/device_rig.h"
#include "lab/line.h"

namespace isocket::lab {

/// The configuration cable of a device, with an end in this process: making the stream is plugging it in,
/// closing either end is pulling it (MU-P1-05).
class UsbCable {
 public:
  UsbCable(EventLoop& loop, DeviceRig& rig);
  ~UsbCable();
  UsbCable(const UsbCable&) = delete;
  UsbCable& operator=(const UsbCable&) = delete;

  /// The host's end. Once.
  std::unique_ptr<ByteStream> take_stream();
  /// After so many more octets of the host the cable is pulled; they still arrive.
  void pull_after(std::size_t octets) { left_ = octets; }
  [[nodiscard]] bool plugged() const { return line_ != nullptr; }
  /// How many octets the host has said so far.
  [[nodiscard]] std::size_t said() const { return said_; }

 private:
  void take(std::string_view octets);
  void pull();

  EventLoop& loop_;
  DeviceRig& rig_;
  std::unique_ptr<ByteStream> stream_;
  std::unique_ptr<Line> line_;
  Timer pulling_;
  std::size_t left_ = static_cast<std::size_t>(-1);
  std::size_t said_ = 0;
};

/// The same on a pseudo-terminal, for a program of its own.
class UsbTerminal {
 public:
  /// @param link  its name. Errors: io.
  static Result<std::unique_ptr<UsbTerminal>> open(EventLoop& loop, DeviceRig& rig, const std::string& link);
  ~UsbTerminal();
  UsbTerminal(const UsbTerminal&) = delete;
  UsbTerminal& operator=(const UsbTerminal&) = delete;

 private:
  struct State;
  static asio::awaitable<void> serve(std::shared_ptr<State> state);
  explicit UsbTerminal(std::shared_ptr<State> state) : state_{std::move(state)} {}
  std::shared_ptr<State> state_;  // shared with the coroutine, which ends after this object
};

}  // namespace isocket::lab
