// isocket-firmware: one device in a process of its own, in real time, on a serial line to its GSM module.
#include <poll.h>
#include <signal.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <iostream>
#include <string>
#include <vector>

#include "ports/host/board_lines.h"
#include "ports/host/channel.h"
#include "ports/host/flash_file.h"
#include "ports/host/host_device.h"
#include "ports/host/usb_port.h"

namespace {

using namespace isocket::fw;

constexpr int kWrongUse = 2;
constexpr int kEquipment = 4;
constexpr std::size_t kLongestLine = 64 * 1024;

constexpr const char* kUsage =
    "isocket-firmware: the reference firmware as a process of its own\n"
    "\n"
    "usage: isocket-firmware --model MODEL --modem PORT --flash FILE [options]\n"
    "\n"
    "  --model MODEL    the device's model, as in docs/reference/models.md: environment-pro, smart-relay...\n"
    "  --modem PORT     serial line or pseudo-terminal of its GSM module (SIM900 dialect)\n"
    "  --flash FILE     what the device remembers; made when it is missing\n"
    "  --io SOCKET      UNIX socket of its surroundings: inputs and outputs as JSON lines\n"
    "                   (docs/reference/firmware-io.md); without it, mains and AC are on, at 20 degrees\n"
    "  --usb LINK       configuration cable: a pseudo-terminal, named by a symbolic link; a program that\n"
    "                   opens it has plugged in the cable, and pulls it by closing\n"
    "  --serial NUMBER  serial number, 1 to 17 digits\n"
    "  --variant NAME   how the unit is equipped: standard, us, no-voltage-sensor\n"
    "  --defect NAME    plant a defect, for testing suites; may be repeated\n"
    "  --list-defects   print the defects that can be planted, and the rule each breaks\n"
    "  --help           print this\n"
    "\n"
    "examples:\n"
    "  isocket-firmware --model environment-pro --modem /dev/pts/5 --io board.sock --flash flash.bin\n"
    "  isocket-firmware --model environment-pro --modem /dev/ttyUSB0 --flash flash.bin\n"
    "\n"
    "exit codes: 0 the surroundings ended, 2 wrong use, 4 the port, the socket or the file failed\n";

struct Options {
  std::string modem, io, flash, usb, variant;
  HostDeviceOptions device;
  bool model_given = false;
};

int wrong_use(const std::string& what) {
  std::cerr << "isocket-firmware: " << what << "\nTry 'isocket-firmware --help'.\n";
  return kWrongUse;
}

int equipment(const std::string& what) {
  std::cerr << "isocket-firmware: " << what << "\n";
  return kEquipment;
}

std::uint64_t milliseconds() {
  using namespace std::chrono;
  static const auto begin = steady_clock::now();
  return static_cast<std::uint64_t>(
      duration_cast<std::chrono::milliseconds>(steady_clock::now() - begin).count());
}

/// @return exit code, or -1 to go on
int parse(int count, char** words, Options& options) {
  for (int i = 1; i < count; ++i) {
    const std::string word = words[i];
    if (word == "--help") {
      std::cout << kUsage;
      return 0;
    }
    if (word == "--list-defects") {
      for (const auto& defect : HostDevice::known_defects())
        std::cout << defect.name << "  " << defect.rule << "\n";
      return 0;
    }
    std::string* value = word == "--modem"     ? &options.modem
                         : word == "--io"      ? &options.io
                         : word == "--flash"   ? &options.flash
                         : word == "--usb"     ? &options.usb
                         : word == "--model"   ? &options.device.model
                         : word == "--serial"  ? &options.device.serial_number
                         : word == "--variant" ? &options.variant
                         : word == "--defect"  ? &options.device.defects.emplace_back()
                                               : nullptr;
    if (value == nullptr) return wrong_use("unknown option '" + word + "'");
    if (++i == count) return wrong_use(word + " needs a value");
    *value = words[i];
    options.model_given = options.model_given || word == "--model";
  }
  if (!options.model_given) return wrong_use("--model is missing");
  if (options.modem.empty()) return wrong_use("--modem is missing");
  if (options.flash.empty()) return wrong_use("--flash is missing");
  const auto& serial = options.device.serial_number;
  if (const auto variant = parse_variant(options.variant.empty() ? "standard" : options.variant)) {
    options.device.variant = *variant;
  } else {
    return wrong_use("--variant: standard, us or no-voltage-sensor, not '" + options.variant + "'");
  }
  if (serial.empty() || serial.size() > 17 || !std::all_of(serial.begin(), serial.end(), is_digit))
    return wrong_use("--serial: 1 to 17 digits, not '" + serial + "'");
  return -1;
}

/// Until a side is gone.
int serve(HostDevice& device, FlashFile& flash, Channel& modem, Channel* io, UsbPort* usb) {
  const auto erase = [&flash] { return flash.erase(); };
  std::string lines;
  while (true) {
    device.advance(milliseconds());
    int wait = -1;
    if (const auto wake = device.next_wake())
      wait = static_cast<int>(
          std::clamp<std::int64_t>(static_cast<std::int64_t>(*wake - milliseconds()), 0, 60'000));
    const auto events = [](const Channel& channel) {
      return static_cast<short>(POLLIN | (channel.wants_to_write() ? POLLOUT : 0));
    };
    pollfd waits[3] = {{modem.descriptor(), events(modem), 0}, {-1, 0, 0}, {-1, 0, 0}};
    if (io != nullptr) waits[1] = {io->descriptor(), events(*io), 0};
    if (usb != nullptr) waits[2] = {usb->descriptor(), POLLIN, 0};
    if (::poll(waits, 3, wait) < 0 && errno != EINTR) return equipment("poll failed");

    device.advance(milliseconds());
    if (waits[0].revents != 0) {
      std::string octets;
      const bool there = modem.read(octets) && modem.flush();
      if (!octets.empty()) device.modem_bytes(std::as_bytes(std::span{octets}));
      if (!there) return equipment("the GSM module's port is gone");
    }
    if (waits[1].revents != 0) {
      const bool there = io->read(lines) && io->flush();
      for (auto end = lines.find('\n'); end != std::string::npos; end = lines.find('\n')) {
        const auto wrong = apply_line(std::string_view{lines}.substr(0, end), device, erase);
        if (!wrong.empty()) io->write(error_line(wrong));
        lines.erase(0, end + 1);
      }
      if (lines.size() > kLongestLine) return equipment("a line of the surroundings has no end");
      if (!there) return 0;
    }
    if (waits[2].revents != 0) usb->serve();
  }
}

}  // namespace

int main(int count, char** words) {
  Options options;
  if (const int code = parse(count, words, options); code >= 0) return code;
  ::signal(SIGPIPE, SIG_IGN);

  FlashImage none;
  std::string error;
  if (!HostDevice::create(options.device, none, {}, &error))
    return wrong_use(error);  // before anything is opened
  const auto flash = FlashFile::open(options.flash, error);
  if (!flash) return equipment(error);
  const auto modem = Channel::open_terminal(options.modem, error);
  if (!modem) return equipment(error);
  const auto io = options.io.empty() ? nullptr : Channel::connect(options.io, error);
  if (!options.io.empty() && !io) return equipment(error);

  HostDevice* serving = nullptr;
  UsbPort::Host host;
  host.plugged = [&](bool in) { serving->cable_host(in); };
  host.says = [&](std::string_view octets) { serving->cable_bytes(as_octets(octets)); };
  const auto usb = options.usb.empty() ? nullptr : UsbPort::open(options.usb, std::move(host), error);
  if (!options.usb.empty() && !usb) return equipment(error);

  const auto tell = [&io](const std::string& line) {
    if (io) io->write(line);
  };
  HostOutputs out;
  out.modem_bytes = [&](std::span<const std::byte> bytes) {
    modem->write({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  };
  out.relay = [&](std::uint8_t number, bool on) { tell(relay_line(options.device.model, number, on)); };
  out.led = [&](Led led, bool lit) { tell(led_line(led, lit)); };
  out.modem_power = [&](bool on) { tell(output_line("modem_power", on)); };
  out.device = [&](bool on) { tell(device_line(on)); };
  out.flash_written = [&](std::uint16_t page) { return flash->write_through(page); };
  out.cable_bytes = [&](std::span<const std::byte> bytes) { return usb ? usb->write(bytes) : bytes.size(); };
  const auto device = HostDevice::create(options.device, flash->image(), std::move(out));
  serving = device.get();
  if (!io) {
    device->input(Input::ac, true);
    device->input(Input::mains, true);
  }
  return serve(*device, *flash, *modem, io.get(), usb.get());
}
