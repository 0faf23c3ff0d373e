#pragma once

#include <array>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "bench/change.h"
#include "lab/board.h"
#include "lab/line.h"
#include "lab/pty.h"
#include "lab/unix_listener.h"

namespace isocket::lab {

/// A board whose firmware is a process of its own: its GSM module is on a pseudo-terminal, its inputs and
/// outputs are JSON lines on a UNIX socket that it connects to (docs/reference/firmware-io.md).
class RemoteBoard final : public Board {
 public:
  struct Places {
    std::string modem;   ///< name for the pseudo-terminal of the module
    std::string socket;  ///< of inputs and outputs
  };
  /// The firmware may connect at any time, and again after it has ended: it is told what is around it.
  /// Errors: those of Pty and UnixListener.
  static Result<std::unique_ptr<RemoteBoard>> create(EventLoop& loop, Places places, Outputs outputs);

  /// The firmware is what its own --variant says.
  [[nodiscard]] bool builds_variants() const override { return false; }
  void begin_anew(fw::Variant variant) override;
  void input(fw::Input input, bool level, std::uint8_t number) override;
  void temperature(std::optional<double> celsius, std::uint8_t number) override;
  void battery(std::uint8_t percent) override;
  void clock(std::optional<fw::RtcTime> time) override;
  void cut() override;
  void from_modem(std::string_view octets) override { modem_->write(octets); }

  [[nodiscard]] bool connected() const { return visitor_ != nullptr; }

 private:
  RemoteBoard(EventLoop& loop, Places places, Outputs outputs);
  void welcome(std::unique_ptr<ByteStream> stream);
  void take_line(const std::string& line);
  void say(const std::string& line);
  void erase();
  void all_dark();
  [[nodiscard]] std::string clock_line() const;

  EventLoop& loop_;
  Places places_;
  Outputs outputs_;
  std::unique_ptr<Pty> pty_;
  std::unique_ptr<Line> modem_;
  std::unique_ptr<UnixListener> listener_;
  std::unique_ptr<Line> visitor_;
  std::string text_;
  // What the surroundings are, for a firmware that connects later.
  bool factory_new_ = true;  ///< its flash is to be erased before it starts
  std::array<std::array<bool, bench::kSensorKey.most>, fw::kInputs> inputs_{};  // alarm inputs are several
  std::array<std::optional<double>, bench::kTemperatureKey.most> celsius_{};
  std::uint8_t battery_ = 100;
  std::optional<fw::RtcTime> clock_;
  std::array<bool, bench::kOutputs> outputs_seen_{};
};

}  // namespace isocket::lab
