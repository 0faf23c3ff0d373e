#pragma once

#include "core/random.h"
#include "lab/test_fault_world.h"

namespace isocket::lab {

/// How long a conversation under faults takes: test support.
struct SweepTimes {
  std::uint64_t octets = 0;  ///< that a port says in it, about: faults strike within them
  int commands = 0;          ///< to each device
  Duration longest{};        ///< of a fault
  Duration pause{};          ///< after each command, for its reply
  Duration grace{};          ///< after the last, for what comes late
};

inline PortFault random_fault(Random& random, const SweepTimes& times) {
  PortFault fault;
  fault.kind = static_cast<PortFault::Kind>(random.below(5));
  fault.at_octet = random.below(times.octets);
  fault.lasts = random.between(times.longest / 100, times.longest);
  return fault;
}

inline asio::awaitable<void> talk_on(FaultWorld& world, std::size_t which, SweepTimes times,
                                     std::size_t& talking, Notifier& done) {
  co_await world.talk(which, times.commands, times.pause);
  --talking;
  done.notify();
}

/// Both devices are talked to at once, with one fault for each port.
/// @param told  gets the faults, for people
inline asio::awaitable<void> play_with_faults(EventLoop& loop, FaultWorld& world, Random random,
                                              SweepTimes times, std::string& told) {
  co_await world.start();
  using std::chrono_literals::operator""ms;
  for (std::size_t i = 0; i < FaultWorld::kPairs; ++i) {
    PortFault fault = random_fault(random, times);
    told += (told.empty() ? "" : ", ") + std::string{name_of(fault.kind)} + " at octet " +
            std::to_string(*fault.at_octet) + " for " + std::to_string(fault.lasts / 1ms) + " ms";
    *fault.at_octet += world.port(i).passed();
    world.port(i).add(fault);
  }
  std::size_t talking = FaultWorld::kPairs;
  Notifier done{loop, loop.executor()};
  for (std::size_t i = 0; i < FaultWorld::kPairs; ++i) loop.spawn(talk_on(world, i, times, talking, done));
  while (talking > 0) co_await done.wait_until(Instant::max());
  co_await sleep_for(loop, times.grace);
}

}  // namespace isocket::lab
