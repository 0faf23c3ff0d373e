// The device on a board whose every part is missing: what a port fills in, and what the core costs.
#include "core/device.h"
#include "core/model.h"

namespace isocket::fw {
namespace {

volatile std::uint32_t milliseconds;  // a timer interrupt counts it

constexpr Hal kNothing{
    nullptr,
    "00000000000000000",
    Variant::standard,
    [](void*) -> std::uint32_t { return milliseconds; },
    [](void*, std::uint8_t, bool) {},
    [](void*, Led, bool) {},
    [](void*, std::span<const std::byte> bytes) { return bytes.size(); },
    [](void*, std::span<const std::byte> bytes) { return bytes.size(); },
    [](void*, bool) {},
    [](void*, std::uint8_t, std::int16_t&) { return false; },
    [](void*) -> std::uint8_t { return 100; },
    [](void*, RtcTime&) { return false; },
    [](void*, RtcTime) {},
    [](void*, std::uint16_t, std::size_t, std::span<std::byte> into) {
      for (auto& octet : into) octet = std::byte{0xff};
    },
    [](void*, std::uint16_t, std::span<const std::byte>) { return false; },
    [](void*) {},
};

}  // namespace
}  // namespace isocket::fw

int main() {
  using namespace isocket::fw;
  static Device device{*models().front(), kNothing};
  device.input(Input::mains, true);
  device.power_up();
  while (true) {
    const std::uint32_t until = milliseconds + device.next_wake();
    while (static_cast<std::int32_t>(milliseconds - until) < 0) {
      // a port sleeps here, and hands over what its interrupts have queued: modem_bytes(), cable_bytes(),
      // input()
      asm volatile("wfi");
    }
    device.tick();
  }
}
