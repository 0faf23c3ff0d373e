#pragma once

#include <string>

#include "bench/change.h"
#include "bench/output.h"

namespace isocket::bench {

/// What a person is told to do: "Switch the mains off".
std::string instruction(const Change& change, device::Model model);
/// The same for the start of a case.
std::string start_instruction(device::Model model);

/// When something is to be seen.
struct Moment {
  enum class Kind : unsigned char {
    now,
    within,  ///< at some time within `time`
    holds,   ///< all through `time`
    after,   ///< `time` after the change before it, give or take `slack`
  };
  Kind kind = Kind::now;
  Duration time{};
  Duration slack{};
};

/// What a person is asked: "Is the power light flashing once a second?"
std::string question(const Target& target, const Moment& moment, device::Model model);

}  // namespace isocket::bench
