#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "lab/lab_bench.h"
#include "lab/line.h"
#include "lab/network.h"
#include "lab/virtual_modem.h"
#include "ports/host/host_device.h"

namespace isocket::lab {

struct LabOptions {
  std::uint64_t seed = 1;
  Timing timing;
  Faults faults;
};

/// A modem of the lab with its card; left out, what all have.
struct ModemSpec {
  const Dialect* dialect = &Dialect::generic();
  std::string imei;                ///< empty: fifteen digits made of the number
  std::optional<std::string> pin;  ///< asked for after power-up
  int dbm = -67;                   ///< the signal
  unsigned baud = 0;               ///< of its serial line; 0: no limit
};

/// The day on which a lab in virtual time begins: a Monday, at noon UTC.
inline constexpr Calendar kLabStart{std::chrono::sys_days{std::chrono::year{2026} / 1 / 5} +
                                    std::chrono::hours{12}};

/// A world: a network, modems on it, devices with their benches. It moves with the loop; the same seed and
/// the same requests give the same world.
class Lab {
 public:
  explicit Lab(EventLoop& loop, LabOptions options = {});
  ~Lab();
  Lab(const Lab&) = delete;
  Lab& operator=(const Lab&) = delete;

  /// A USB modem, powered, with this SIM. @return the line to it: AT goes in and out
  std::unique_ptr<ByteStream> add_modem(const PhoneNumber& number, ModemSpec spec = {});
  /// The same on a line that is there already, a pseudo-terminal's say.
  VirtualModem& add_modem(const PhoneNumber& number, std::unique_ptr<ByteStream> line, ModemSpec spec = {});
  /// A device made of the reference firmware, without mains until its bench is reset or says so.
  /// Errors: not_found (no such model or defect; detail says which).
  Result<LabBench*> add_device(fw::HostDeviceOptions options, const PhoneNumber& number);
  /// A device whose board is somewhere else.
  Result<LabBench*> add_device(device::Model model, const PhoneNumber& number,
                               const DeviceRig::MakeBoard& make_board);

  [[nodiscard]] Network& network() { return network_; }
  [[nodiscard]] EventLoop& loop() { return loop_; }

 private:
  struct Modem;
  EventLoop& loop_;
  Network network_;
  std::vector<std::unique_ptr<Modem>> modems_;
  std::vector<std::unique_ptr<LabBench>> benches_;
};

}  // namespace isocket::lab
