#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lab/lab.h"
#include "lab/line.h"
#include "lab/pty.h"

namespace isocket::lab {

/// What goes wrong at a port, once: when so many octets have passed, both ways together, or at a time.
struct PortFault {
  enum class Kind : std::uint8_t {
    silent,      ///< nothing gets through either way while it lasts, and what was said meanwhile is lost
    garbage,     ///< octets that nobody has sent reach the host
    reset,       ///< the modem restarts; the port stays
    away,        ///< unplugged, the modem without power; back under the same name
    other_port,  ///< the same, and back under another name
  };
  Kind kind = Kind::silent;
  std::optional<std::uint64_t> at_octet;  ///< the first octet that it hits, counted from 0
  std::optional<Instant> at;              ///< in the lab's time; a past one means now
  Duration lasts{};                       ///< of silent, away and other_port
};
std::string_view name_of(PortFault::Kind kind);

/// A virtual modem on a USB port with a bad contact: what stands between the modem and its host, and what the
/// host opens anew when it was away. In memory for tests in virtual time, or on pseudo-terminals whose names
/// are symbolic links.
class FaultyPort {
 public:
  enum class Where : std::uint8_t { memory, terminal };

  /// Adds a modem to the lab.
  /// @param names  the port's, at least one: at first names[0], after an other_port the next one, round
  /// again.
  ///               Paths of links on terminals, any strings in memory
  /// Errors: busy, io (terminals only).
  static Result<std::unique_ptr<FaultyPort>> create(Lab& lab, const PhoneNumber& number,
                                                    std::vector<std::string> names,
                                                    Where where = Where::memory, ModemSpec spec = {});
  ~FaultyPort();
  FaultyPort(const FaultyPort&) = delete;
  FaultyPort& operator=(const FaultyPort&) = delete;

  /// Any number of them, in any order.
  void add(PortFault fault);

  /// The host's end in memory; who had opened it before is cut off. Errors: not_found (it is away).
  Result<std::unique_ptr<ByteStream>> open();
  /// How the port is called at the moment, or will be when it is back.
  [[nodiscard]] const std::string& name() const { return names_[name_]; }
  [[nodiscard]] bool plugged() const { return plugged_; }
  /// How many octets have been said so far, both ways, lost ones included.
  [[nodiscard]] std::uint64_t passed() const { return passed_; }
  [[nodiscard]] VirtualModem& modem() { return *modem_; }

 private:
  FaultyPort(Lab& lab, const PhoneNumber& number, std::vector<std::string> names, Where where,
             ModemSpec spec);
  void pass(std::string_view octets, bool to_host);
  void forward(std::string_view octets, bool to_host);
  void begin(const PortFault& fault);
  void unplug(Duration away, bool rename);
  Result<void> plug();
  void connect(std::unique_ptr<ByteStream> host);

  EventLoop& loop_;
  std::vector<std::string> names_;
  Where where_;
  Random random_;
  VirtualModem* modem_ = nullptr;
  std::unique_ptr<Line> modem_line_;
  std::unique_ptr<Line> host_line_;
  std::unique_ptr<Pty> terminal_;
  std::vector<PortFault> faults_;  ///< by octet, the next one last
  std::vector<std::unique_ptr<Timer>> timers_;
  Timer unplugging_;
  Timer returning_;
  std::uint64_t passed_ = 0;
  std::size_t name_ = 0;
  bool plugged_ = false;
  Instant silent_until_{};
};

}  // namespace isocket::lab
