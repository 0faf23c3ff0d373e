#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cable/block.h"
#include "core/time.h"

namespace isocket::cable {

/// How a request ended.
enum class Ending : std::uint8_t {
  answered,  ///< a whole block came; it may be an ERR
  damaged,   ///< blocks came, none of them whole
  silent,    ///< no block came in time
  closed,    ///< the port is gone
};

struct Answer {
  Ending ending = Ending::silent;
  Block block;
  bool repeated = false;  ///< the request went out more than once
};

/// The host's side of the configuration cable without I/O (docs/spec/manager-usb.md, P2): octets and the time
/// go in, answers and octets come out. One request at a time.
///
/// A request that may be repeated goes out a second time, behind an empty line, when it was not answered in
/// time, and again when its block was damaged (MU-P2-04, MU-P2-09, MU-P2-10). After a repetition the line is
/// listened to for as long as an answer can take, so that a late one is never taken for the answer to the
/// next request.
class Dialogue {
 public:
  /// What a request is, for how long it is waited for and whether it may go out again.
  enum class Kind : std::uint8_t {
    idempotent,  ///< CONNECT, PING, GROUPS, READ, SET, ABORT, DISCONNECT: 5 s, repeated
    opening,     ///< WRITE: 5 s, not repeated
    commit,      ///< 10 s, not repeated
    command,     ///< CMD: 15 s, not repeated
  };

  /// An empty line, and whatever comes within a moment is thrown away: what a former session has left.
  void begin(Instant now);
  /// Only while idle().
  void ask(std::string request, Kind kind, Instant now);
  void feed(std::span<const std::byte> in, Instant now);
  void feed(std::string_view in, Instant now) { feed(std::as_bytes(std::span{in}), now); }
  /// The port is gone.
  void close();
  /// When expire() is due.
  [[nodiscard]] std::optional<Instant> deadline() const { return deadline_; }
  void expire(Instant now);

  [[nodiscard]] std::string take_output();
  /// Once for each ask().
  [[nodiscard]] std::optional<Answer> take_answer();
  /// Nothing is asked, and nothing late can come any more.
  [[nodiscard]] bool idle() const { return phase_ == Phase::idle; }
  [[nodiscard]] bool closed() const { return phase_ == Phase::closed; }

 private:
  enum class Phase : std::uint8_t { idle, waiting, draining, closed };
  static constexpr int kMostDamaged = 3;

  void on_line(Instant now);
  void again(Instant now);
  void end(Ending ending, Instant now);

  Phase phase_ = Phase::idle;
  std::optional<Instant> deadline_;
  std::string request_;
  Kind kind_ = Kind::idempotent;
  bool repeated_ = false;
  int damaged_ = 0;
  std::string line_;
  BlockReader reader_;
  Block block_;
  std::string output_;
  std::optional<Answer> answer_;
};

}  // namespace isocket::cable
