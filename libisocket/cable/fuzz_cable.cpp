// Whatever a device says, in any split and at any time: every request ends once, and a whole answer is the
// same however the stream is cut. The input begins with choices; what follows is the stream.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "cable/dialogue.h"

namespace {

using namespace isocket;
using namespace isocket::cable;

void demand(bool holds) {
  if (!holds) std::abort();
}

/// A session in which the next request goes out as soon as the line is free.
class Session {
 public:
  explicit Session(std::uint8_t kinds) : kinds_{kinds} {
    dialogue_.begin(now_);
    pass();
  }
  void feed(std::string_view octets) {
    dialogue_.feed(octets, now_);
    settle();
  }
  /// To the next deadline.
  void pass() {
    if (const auto deadline = dialogue_.deadline()) now_ = std::max(now_, *deadline);
    dialogue_.expire(now_);
    settle();
  }
  void end() {
    // Nothing comes any more: what is asked is given up within two repetitions and what is listened to after.
    asks_ = false;
    for (int i = 0; i < 4; ++i) pass();
    demand(dialogue_.idle() && asked_ == answers.size());
    dialogue_.close();
    demand(!dialogue_.take_answer());
  }

  std::vector<Answer> answers;

 private:
  void settle() {
    if (auto answer = dialogue_.take_answer()) {
      demand(answer->ending == Ending::answered || answer->block.data.empty());
      demand(answer->block.ok() || answer->block.data.empty());
      answers.push_back(std::move(*answer));
    }
    if (dialogue_.idle() && asks_) {
      demand(asked_ == answers.size());
      const auto kind = static_cast<Dialogue::Kind>(kinds_ >> (asked_++ % 4 * 2) & 3);
      dialogue_.ask("READ RING", kind, now_);
    }
    const std::string said = dialogue_.take_output();
    demand(said.size() <= 64);
  }

  Dialogue dialogue_;
  Instant now_{};
  std::uint8_t kinds_;
  std::size_t asked_ = 0;
  bool asks_ = true;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 3) return 0;
  const std::size_t step = 1 + data[0] % 32;
  const std::uint8_t hurry = data[1];
  const std::string_view stream{reinterpret_cast<const char*>(data + 3), size - 3};
  Session cut{data[2]};
  for (std::size_t at = 0, part = 0; at < stream.size(); at += step, ++part) {
    cut.feed(stream.substr(at, step));
    if (hurry != 0 && part % hurry == 0) cut.pass();
  }
  cut.end();
  if (hurry != 0) return 0;
  Session whole{data[2]};
  whole.feed(stream);
  whole.end();
  // Fed as a whole, later requests find their answers gone by; the first is the same.
  demand(cut.answers.empty() == whole.answers.empty());
  if (!cut.answers.empty()) {
    demand(cut.answers.front().ending == whole.answers.front().ending);
    demand(cut.answers.front().block.data == whole.answers.front().block.data);
  }
  return 0;
}
