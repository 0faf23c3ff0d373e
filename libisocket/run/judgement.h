#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/result.h"
#include "core/time.h"
#include "core/verdict.h"
#include "journal/journal.h"
#include "suite/model.h"

namespace isocket::run {

/// Who could have brought about what went wrong (docs/explanation/blame.md).
enum class Suspect : unsigned char {
  device,   ///< a wrong answer, a wrong state: the device, unless the network is known to have meddled
  either,   ///< something is missing, or too much came: the device or the network
  network,  ///< the channel itself was found dead
  outage,   ///< our own way to the network was interrupted, or others took it: nothing is proved
  harness,  ///< modem, SIM, bench, files
};

/// What went wrong at one step. The first one ends the attempt.
struct Wrong {
  Suspect suspect = Suspect::device;
  std::string_view reason;  ///< a stable code: "wrong-text", "missing-reply"
  std::string what;         ///< one sentence
  std::string sent;         ///< the command before it, if any
  std::string expected;
  std::string received;
  std::string difference;  ///< of a text: the first line that differs
  std::string rule;        ///< that it breaks; empty: the case's own
};

/// The bench's trouble, as the harness's own.
Wrong bench_error(const Error& error);

/// What one attempt at a case came to.
struct AttemptResult {
  Verdict verdict = Verdict::none;
  std::optional<Wrong> wrong;
  std::string step;   ///< where it went wrong: "3", "3.2"
  yaml::Place place;  ///< of that step
  journal::Range evidence;
  bool disturbed = false;      ///< others at the same modem may have brought it about
  std::string trouble;         ///< what was seen of the network's own doing; empty: nothing
  std::uint32_t messages = 0;  ///< on the air, both ways
  Duration excess{};           ///< what single steps took beyond an hour each
};

}  // namespace isocket::run
