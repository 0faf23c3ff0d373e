#pragma once

#include <boost/asio/awaitable.hpp>
#include <functional>
#include <memory>
#include <string>

#include "core/byte_stream.h"
#include "core/event_loop.h"
#include "journal/journal.h"
#include "modem/at_dialogue.h"

namespace isocket::modem {

/// An AtDialogue on a stream, in the loop's time. One coroutine reads, whoever wants may send commands. All
/// that goes in and out is journalled as at.tx and at.rx, line by line, so that the journal does not depend
/// on how a driver cuts the stream.
class AtChannel {
 public:
  /// Hears every unsolicited event, and echo, prompt, stray, overlong, in_step, out_of_step; from the reader,
  /// in order.
  using Listener = std::function<void(const AtEvent&)>;

  /// @param stream  nothing: closed, until reopen()
  /// @param name    the field `modem` of the journal events
  AtChannel(EventLoop& loop, std::unique_ptr<ByteStream> stream, journal::Journal& journal, std::string name,
            AtDialogue::Options options);
  /// Closes the stream; commands under way end as `closed`.
  ~AtChannel();
  AtChannel(const AtChannel&) = delete;
  AtChannel& operator=(const AtChannel&) = delete;

  void listen(Listener listener);
  /// Called once when the stream ends by itself.
  void on_closed(std::function<void(const Error&)> handler);

  /// Sends, and waits for the answer or for its time limit. Never fails otherwise than through the result.
  asio::awaitable<AtReply> command(AtCommand command);
  /// As above, for a command line without payload.
  asio::awaitable<AtReply> command(std::string text, Duration limit = std::chrono::seconds{10});
  /// Finds the dialogue's step out of an unknown state. False: the modem does not answer.
  asio::awaitable<bool> resync(bool patient = false);

  /// Ends a call command that is in flight, if one is: modems stop dialling at the first character that comes
  /// (V.250 §5.6.1), and what they say then ends the command.
  void interrupt_call();
  /// Between an answer and the next command, from now on.
  void set_pause(Duration pause);

  [[nodiscard]] bool closed() const;
  void close();
  /// Goes on with another stream; commands under way on the former one end as `closed`. The listeners stay.
  void reopen(std::unique_ptr<ByteStream> stream);
  /// When octets last went either way.
  [[nodiscard]] Instant last_activity() const;

 private:
  struct State;
  EventLoop& loop_;
  journal::Journal& journal_;
  std::string name_;
  AtDialogue::Options options_;
  std::shared_ptr<State> state_;  // of the stream; shared with its reader and writer, which end after it
};

}  // namespace isocket::modem
