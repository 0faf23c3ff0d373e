// Measures the stack of the core on the target's own instruction set: paints it, lets the device serve every
// command, calls, alerts, a power failure and a factory reset against a scripted GSM module, and looks how
// deep the paint is gone. Runs in QEMU; tells by semihosting.
#include <cstdint>
#include <new>

#include "core/device.h"
#include "core/model.h"
#include "ports/cortex-m/probe_texts.h"

extern "C" std::uint32_t stack_end;

namespace isocket::fw {
namespace {

constexpr std::uint32_t kPaint = 0xa5c3'96e1;
constexpr std::size_t kPainted = 16 * 1024;

struct Board {
  std::uint32_t now = 0xffff'0000;  // the counter wraps on the way
  std::byte flash[kFlashPages * kFlashPageSize];
  RtcTime rtc{};
  bool sensor_fails = false;
  std::int16_t centidegrees = 2150;
  bool off = false;

  char line[512];
  std::size_t size = 0;
  bool pdu = false;
  const char* text = nullptr;  // of the message that waits on the SIM
  char says[1200];
  std::size_t said = 0;
  std::uint32_t commands = 0, replies = 0, cabled = 0;
  int call = -1;

  /// As it leaves the factory; what was counted stays.
  void start() {
    for (auto& octet : flash) octet = std::byte{0xff};
    rtc = {};
    off = pdu = false;
    size = said = 0;
    text = nullptr;
    call = -1;
  }
  void say(std::string_view s) {
    for (const char c : s) says[said++] = c;
  }
  void say_hex(unsigned octet) {
    says[said++] = "0123456789ABCDEF"[octet >> 4 & 15];
    says[said++] = "0123456789ABCDEF"[octet & 15];
  }
  void say_deliver() {
    for (const unsigned o : {0x00u, 0x04u, 0x0fu, 0x91u, 0x21u, 0x43u, 0x65u, 0x87u, 0x09u, 0x21u, 0x43u,
                             0xf5u, 0x00u, 0x00u, 0x62u, 0x11u, 0x02u, 0x21u, 0x00u, 0x00u, 0x80u})
      say_hex(o);
    const std::string_view t{text};
    say_hex(static_cast<unsigned>(t.size()));
    unsigned bits = 0, filled = 0;
    for (const char c : t) {
      bits |= static_cast<unsigned>(c) << filled;
      filled += 7;
      if (filled < 8) continue;
      say_hex(bits & 255);
      bits >>= 8;
      filled -= 8;
    }
    if (filled != 0) say_hex(bits & 255);
  }
  void write(char c) {
    if (pdu) {
      if (c != '\x1a') return;
      pdu = false;
      ++replies;
      return say("\r\n+CMGS: 1\r\n\r\nOK\r\n");
    }
    if (c != '\r') {
      if (size < sizeof line) line[size++] = c;
      return;
    }
    const std::string_view command{line, size};
    size = 0;
    if (command.empty() || command == "\x1b") return;
    if (command == "AT+CPIN?") say("\r\n+CPIN: READY\r\n");
    if (command == "AT+CREG?") say("\r\n+CREG: 1,1\r\n");
    if (command == "AT+CSQ") say("\r\n+CSQ: 23,0\r\n");
    if (command.starts_with("ATD")) call = 2;
    if (command == "ATH") call = -1;
    if (command == "AT+CLCC" && call >= 0) {
      say("\r\n+CLCC: 1,0,3,0,0,\"+1\",145\r\n");
    }
    if (command.starts_with("AT+CMGR=") && text != nullptr) {
      say("\r\n+CMGR: 0,\"\",30\r\n");
      say_deliver();
      say("\r\n");
    }
    if (command.starts_with("AT+CMGD=")) text = nullptr;
    if (command.starts_with("AT+CMGS=")) {
      pdu = true;
      return say("\r\n> ");
    }
    say("\r\nOK\r\n");
    if (command.starts_with("AT+CUSD=1")) {
      say("\r\n+CUSD: 0,\"");
      for (int i = 0; i < 18; ++i) say("0123456789");
      say("\",15\r\n");
    }
  }
};

Board board;

Board& of(void* self) {
  return *static_cast<Board*>(self);
}

constexpr Hal kHal{
    &board,
    "12345678901234567",
    Variant::standard,
    [](void* self) -> std::uint32_t { return of(self).now; },
    [](void*, std::uint8_t, bool) {},
    [](void*, Led, bool) {},
    [](void* self, std::span<const std::byte> bytes) {
      for (const auto b : bytes) of(self).write(static_cast<char>(b));
      return bytes.size();
    },
    [](void* self, std::span<const std::byte> bytes) {
      of(self).cabled += bytes.size();
      return bytes.size();
    },
    [](void*, bool) {},
    [](void* self, std::uint8_t, std::int16_t& centidegrees) {
      centidegrees = of(self).centidegrees;
      return !of(self).sensor_fails;
    },
    [](void*) -> std::uint8_t { return 100; },
    [](void* self, RtcTime& time) {
      time = of(self).rtc;
      return true;
    },
    [](void* self, RtcTime time) { of(self).rtc = time; },
    [](void* self, std::uint16_t page, std::size_t offset, std::span<std::byte> into) {
      const std::byte* at = of(self).flash + page * kFlashPageSize + offset;
      for (auto& octet : into) octet = *at++;
    },
    [](void* self, std::uint16_t page, std::span<const std::byte> data) {
      std::byte* at = of(self).flash + page * kFlashPageSize;
      for (const auto octet : data) *at++ = octet;
      return true;
    },
    [](void* self) { of(self).off = true; },
};

void pass(Device& device, Millis time) {
  const std::uint32_t end = board.now + time;
  while (static_cast<std::int32_t>(end - board.now) > 0) {
    Millis wait = device.next_wake();
    if (wait > end - board.now) wait = end - board.now;
    board.now += wait;
    device.tick();
    while (board.said > 0) {
      static char bytes[sizeof board.says];
      const std::size_t n = board.said;
      for (std::size_t i = 0; i < n; ++i) bytes[i] = board.says[i];
      board.said = 0;
      device.modem_bytes(as_octets({bytes, n}));
    }
    if (board.off) return;
  }
}

void semihost(unsigned operation, const void* argument) {
  register unsigned r0 asm("r0") = operation;
  register const void* r1 asm("r1") = argument;
  asm volatile("bkpt 0xab" : "+r"(r0) : "r"(r1) : "memory");
}

/// Everything the device can be asked to do; not inlined, so that its frame lies below the paint's end.
[[gnu::noinline]] void exercise(const Model& model) {
  alignas(Device) static std::byte room[sizeof(Device)];
  Device& device = *new (room) Device{model, kHal};
  board.start();
  device.input(Input::mains, true);
  device.power_up();
  pass(device, 20 * kSecond);
  for (const char* text : probe_texts()) {
    board.text = text;
    board.say("\r\n+CMTI: \"SM\",1\r\n");
    ++board.commands;
    pass(device, 15 * kSecond);
  }
  board.say("\r\nRING\r\n\r\n+CLIP: \"+123456789012345\",145\r\n");
  pass(device, 60 * kSecond);
  device.input(Input::sensor_contact, true);  // calls to all, then messages to all
  pass(device, 8 * kMinute);
  device.input(Input::sensor_contact, false);
  board.sensor_fails = true;
  pass(device, 3 * kMinute);
  board.sensor_fails = false;
  board.centidegrees = 4000;
  pass(device, 3 * kMinute);
  device.input(Input::usb, true);
  for (const char* text : cable_texts()) {
    device.cable_bytes(as_octets(text));
    ++board.commands;
    pass(device, kSecond);
  }
  device.input(Input::usb, false);
  device.input(Input::button, true);
  pass(device, 12 * kSecond);
  device.input(Input::button, false);
  pass(device, kMinute);
  device.input(Input::mains, false);
  pass(device, kMinute);
}

[[gnu::noinline]] std::size_t depth(const std::uint32_t* bottom) {
  const std::uint32_t* at = bottom;
  while (*at == kPaint) ++at;
  return static_cast<std::size_t>(&stack_end - at) * sizeof *at;
}

}  // namespace
}  // namespace isocket::fw

int main() {
  using namespace isocket::fw;
  std::uint32_t* const bottom = &stack_end - kPainted / sizeof(std::uint32_t);
  // Down to a little below this frame, which is the deepest there is now.
  auto* const here = static_cast<std::uint32_t*>(__builtin_frame_address(0));
  for (std::uint32_t* at = bottom; at < here - 32; ++at) *at = kPaint;
  for (const Model* model : models()) exercise(*model);
  FixedString<100> report;
  report.append("stack ").append_number(static_cast<std::int32_t>(depth(bottom)));
  report.append(" commands ").append_number(static_cast<std::int32_t>(board.commands));
  report.append(" replies ").append_number(static_cast<std::int32_t>(board.replies));
  report.append('\n').append('\0');
  semihost(0x04, report.view().data());  // SYS_WRITE0
  const std::uint32_t exit[] = {0x20026, 0};
  semihost(0x20, exit);  // SYS_EXIT_EXTENDED
  return 0;
}
