#include "cable/dialogue.h"

#include <cassert>
#include <utility>

namespace isocket::cable {
namespace {

using namespace std::chrono_literals;

constexpr Duration kMoment = 200ms;
/// Within this time a device has answered all but COMMIT and CMD (MU-P2-09).
constexpr Duration kLatest = 2s;
/// No line of a device is longer; what is longer is rubbish.
constexpr std::size_t kLongestLine = 1024;

Duration patience(Dialogue::Kind kind) {  // MU-P2-09
  switch (kind) {
    case Dialogue::Kind::commit: return 10s;
    case Dialogue::Kind::command: return 15s;
    case Dialogue::Kind::idempotent:
    case Dialogue::Kind::opening: break;
  }
  return 5s;
}

}  // namespace

void Dialogue::begin(Instant now) {
  if (closed()) return;
  output_ += "\r\n";
  line_.clear();
  reader_.reset();
  phase_ = Phase::draining;
  deadline_ = now + kMoment;
}

void Dialogue::ask(std::string request, Kind kind, Instant now) {
  answer_.reset();
  if (closed()) return end(Ending::closed, now);
  assert(idle());
  request_ = std::move(request);
  kind_ = kind;
  repeated_ = false;
  damaged_ = 0;
  reader_.reset();
  output_ += request_ + "\r\n";
  phase_ = Phase::waiting;
  deadline_ = now + patience(kind);
}

void Dialogue::feed(std::span<const std::byte> in, Instant now) {
  for (const std::byte octet : in) {
    const char c = static_cast<char>(octet);
    if (c == '\n') {
      on_line(now);
    } else if (c != '\r' && line_.size() < kLongestLine) {
      line_ += c;
    }
  }
}

void Dialogue::on_line(Instant now) {
  const std::string line = std::exchange(line_, {});
  if (phase_ != Phase::waiting || line.empty()) return;
  switch (reader_.feed(line)) {
    case BlockReader::Result::more:
    case BlockReader::Result::stray: return;
    case BlockReader::Result::complete: block_ = reader_.take(); return end(Ending::answered, now);
    case BlockReader::Result::damaged:
      reader_.reset();
      if (++damaged_ < kMostDamaged && kind_ == Kind::idempotent) return again(now);
      return end(Ending::damaged, now);
  }
}

void Dialogue::again(Instant now) {
  repeated_ = true;
  output_ += "\r\n" + request_ + "\r\n";
  deadline_ = now + patience(kind_);
}

void Dialogue::expire(Instant now) {
  if (!deadline_ || now < *deadline_) return;
  if (phase_ == Phase::draining) {
    phase_ = Phase::idle;
    line_.clear();
    reader_.reset();
    deadline_.reset();
  } else if (phase_ == Phase::waiting) {
    line_.clear();
    reader_.reset();
    if (!repeated_ && kind_ == Kind::idempotent) return again(now);
    end(Ending::silent, now);
  }
}

/// A damaged block is followed by no other; one that was late may be.
void Dialogue::end(Ending ending, Instant now) {
  answer_ = Answer{ending, std::exchange(block_, {}), repeated_};
  if (closed()) return;
  const bool late = ending != Ending::answered || repeated_;
  phase_ = late ? Phase::draining : Phase::idle;
  deadline_ = late ? std::optional{now + kLatest} : std::nullopt;
}

void Dialogue::close() {
  const bool waited = phase_ == Phase::waiting;
  phase_ = Phase::closed;
  deadline_.reset();
  if (waited) answer_ = Answer{Ending::closed, {}, repeated_};
}

std::string Dialogue::take_output() {
  return std::exchange(output_, {});
}

std::optional<Answer> Dialogue::take_answer() {
  return std::exchange(answer_, std::nullopt);
}

}  // namespace isocket::cable
