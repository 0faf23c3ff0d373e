#pragma once

#include "core/random.h"
#include "core/time.h"

namespace isocket::lab {

/// A duration that differs from time to time, both ends included.
struct Range {
  Duration low{};
  Duration high{};
  [[nodiscard]] Duration draw(Random& random) const { return low == high ? low : random.between(low, high); }
};

/// How long a GSM network and a module take. The defaults are what users of 2G networks report: 2 to 4 s
/// until a submission is acknowledged, some seconds until a mobile is registered.
struct Timing {
  Range registration{std::chrono::seconds{4}, std::chrono::seconds{9}};  ///< from the search to the cell
  Range submission{std::chrono::seconds{2},
                   std::chrono::seconds{4}};                         ///< from the TPDU to its acknowledgement
  Range delivery{std::chrono::seconds{1}, std::chrono::seconds{3}};  ///< from there to the receiver
  Range gap{std::chrono::milliseconds{800},
            std::chrono::milliseconds{1500}};                       ///< between messages to one mobile
  Range retry{std::chrono::seconds{30}, std::chrono::seconds{60}};  ///< after a receiver had no room
  Range set_up{std::chrono::seconds{1}, std::chrono::seconds{2}};   ///< from dialling to the first ring
  Range connect{std::chrono::milliseconds{100},
                std::chrono::milliseconds{300}};  ///< from taking a call to the line
  Range ussd{std::chrono::seconds{1}, std::chrono::seconds{3}};
  Duration no_answer = std::chrono::seconds{90};    ///< the network gives up a call that nobody takes
  Duration validity = std::chrono::hours{72};       ///< of a message whose sender names none, and at most
  Duration boot = std::chrono::milliseconds{2500};  ///< from a module's supply to its first answer
  Duration answer = std::chrono::milliseconds{5};   ///< from a command to its reply
  Duration erase = std::chrono::milliseconds{150};  ///< of one message on a card
  Duration settle = std::chrono::seconds{5};        ///< from a device's registration until it is at rest

  /// Nothing takes any time but the network's patience: for tests about order rather than time.
  static Timing none() {
    Timing t;
    t.registration = t.submission = t.delivery = t.gap = t.set_up = t.connect = t.ussd = Range{};
    t.boot = t.answer = t.erase = Duration{0};
    return t;
  }
  /// A tenth of a second for everything: for tests in real time.
  static Timing brisk() {
    Timing t = none();
    const Range tenth{std::chrono::milliseconds{50}, std::chrono::milliseconds{150}};
    t.registration = t.submission = t.delivery = t.set_up = t.ussd = tenth;
    t.boot = std::chrono::milliseconds{100};
    t.answer = std::chrono::milliseconds{1};
    t.settle = std::chrono::seconds{2};  // the LEDs' signal of a start takes 1.5 s (EP-3-02)
    return t;
  }
};

}  // namespace isocket::lab
