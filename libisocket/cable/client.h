#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cable/channel.h"
#include "core/result.h"

namespace isocket::cable {

/// What CONNECT tells (MU-P3-01).
struct Identity {
  std::string hardware;
  std::string serial;
  std::string firmware;
  std::string time;  ///< "yy/mm/dd,hh:mm:ss+zz"; begins with 00 while the clock is unset (MU-P3-02)
};

struct GroupInfo {
  std::string name;
  bool writable = false;
  int revision = 0;
};

/// A setting and its value, in the plain form of the cable.
struct Value {
  std::string name;
  std::string value;
  friend bool operator==(const Value&, const Value&) = default;
};

/// A group as READ gives it, in the device's order.
struct GroupValues {
  std::string name;
  int revision = 0;
  std::vector<Value> values;

  /// Null: the group has no such setting.
  [[nodiscard]] const std::string* find(std::string_view setting) const;
};

/// What is known of a group after a write.
enum class Fate : std::uint8_t {
  unchanged,  ///< it holds what it held
  written,    ///< it holds the new values
  unknown,    ///< the connection was lost at the moment of the change
};
std::string_view name_of(Fate fate);

struct WriteResult {
  Fate fate = Fate::unchanged;
  std::optional<Error> error;  ///< why it is not as wanted
  GroupValues now;             ///< as read back; only when it was
};

/// A configuration program's part: a session with one device over its cable. Every failure is an Error:
/// closed (the cable was pulled, or the port is gone), timed_out (no answer, as without supply or SIM),
/// refused (`detail` holds the device's words), bad_value (an answer that is none).
class Client {
 public:
  Client(EventLoop& loop, std::unique_ptr<ByteStream> stream) : channel_{loop, std::move(stream)} {}

  asio::awaitable<Result<Identity>> connect();
  asio::awaitable<Result<std::vector<GroupInfo>>> groups();
  asio::awaitable<Result<GroupValues>> read(std::string group);
  /// Reads the group, changes these of its values and nothing else, and reads it back (MU-P5-01). A setting
  /// that `changes` does not name keeps its value. What the device says of a password cannot tell one from
  /// another: whether it is the new one is told by the group's revision.
  asio::awaitable<WriteResult> write(std::string group, std::vector<Value> changes);
  /// An SMS command by cable, and the lines of its reply.
  asio::awaitable<Result<std::vector<std::string>>> command(std::string text);
  asio::awaitable<void> disconnect();

 private:
  asio::awaitable<Result<Block>> ask(std::string request, Dialogue::Kind kind = Dialogue::Kind::idempotent);
  asio::awaitable<Result<Block>> send(GroupValues before, std::vector<Value> wanted);
  asio::awaitable<WriteResult> settle(GroupValues before, std::vector<Value> wanted, Error why);
  asio::awaitable<WriteResult> read_back(GroupValues before);

  Channel channel_;
  bool committed_ = false;  ///< a COMMIT went out in the write under way
};

/// Whether a value is a password shown as stars (MU-P4-06).
bool is_masked(std::string_view value);

}  // namespace isocket::cable
