#pragma once

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <utility>

#include "ports/host/host_device.h"
#include "testing/module_peer.h"

namespace isocket::fw::testing {

/// A fuzzer's input, read as choices and texts; behind its end all choices are 0.
class Script {
 public:
  Script(const std::uint8_t* data, std::size_t size) : data_{data}, end_{data + size} {}
  std::uint8_t next() { return data_ == end_ ? std::uint8_t{0} : *data_++; }
  std::string text(std::size_t most) {
    const std::size_t size = next() % (most + 1);
    std::string text;
    while (text.size() < size && data_ != end_) text += static_cast<char>(next());
    return text;
  }
  [[nodiscard]] bool empty() const { return data_ == end_; }

 private:
  const std::uint8_t* data_;
  const std::uint8_t* end_;
};

/// A device with its GSM module, switched on and registered, in virtual time.
class FuzzWorld {
 public:
  explicit FuzzWorld(HostDeviceOptions options = {}, HostOutputs out = {})
      : peer_{[this](std::string_view bytes) { device_->modem_bytes(as_octets(bytes)); }} {
    out.modem_bytes = [this](std::span<const std::byte> bytes) { peer_.write(bytes); };
    out.modem_power = [this](bool on) { peer_.power(on); };
    options.millis_at_start = 0xffff'fff0u - 40'000u;
    device_ = HostDevice::create(options, flash_, std::move(out));
    peer_.register_ms = 3000;
    peer_.ussd["*100#"] = "0,\"12 EUR\",15";
    device_->input(Input::mains, true);
    pass(8'000);
  }

 protected:
  void pass(std::uint64_t ms) {
    const std::uint64_t end = now_ + ms;
    for (int still = 0; now_ < end;) {
      std::uint64_t next = end;
      if (const auto wake = device_->next_wake()) next = std::min(next, std::max(*wake, now_));
      if (const auto plan = peer_.next()) next = std::min(next, std::max(*plan, now_));
      still = next == now_ ? still + 1 : 0;
      if (still > 10'000) std::abort();  // it spins
      now_ = next;
      peer_.advance(now_);
      device_->advance(now_);
    }
  }

  FlashImage flash_;
  std::unique_ptr<HostDevice> device_;
  ModulePeer peer_;
  std::uint64_t now_ = 0;
};

}  // namespace isocket::fw::testing
