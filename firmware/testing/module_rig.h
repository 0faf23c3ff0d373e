#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/gsm/module.h"
#include "testing/module_peer.h"

namespace isocket::fw::testing {

/// The module driver alone, against a scripted module, in virtual time that starts just before the wrap of
/// the millisecond counter. Records what the driver tells its owner.
class ModuleRig : private GsmEvents {
 public:
  static constexpr std::uint32_t kStart = 0xffff'f000;  // 4 s before the wrap

  ModuleRig()
      : hal_{make_hal()},
        peer{[this](std::string_view bytes) {
          if (!deaf) module.feed(as_octets(bytes));
        }},
        module{hal_, *this} {}

  /// Lets time pass; every deadline at its own time.
  void advance(std::uint64_t ms) {
    const std::uint64_t end = now + ms;
    for (int turns = 0; now < end; ++turns) {
      if (turns > 1'000'000) throw "the driver spins";
      Wake wake{Instant{kStart + static_cast<std::uint32_t>(now)}};
      module.plan(wake);
      std::uint64_t next = std::min(end, now + wake.wait());
      if (const auto peers = peer.next()) next = std::min(next, std::max(*peers, now));
      now = next;
      peer.advance(now);
      module.tick();
    }
  }
  bool advance_until(const std::function<bool()>& condition, std::uint64_t limit_ms = 60'000) {
    for (std::uint64_t i = 0; i < limit_ms && !condition(); i += 10) advance(10);
    return condition();
  }
  /// Power-up, and time until the module is registered and idle.
  void start() {
    module.power_up();
    advance_until([this] { return module.ready_for_sms(); });
    advance(500);
  }

 private:
  Hal hal_;  // before the module, which keeps a reference

 public:
  ModulePeer peer;
  GsmModule module;
  std::uint64_t now = 0;
  bool deaf = false;         ///< what the module says is lost
  std::size_t chunk = 1000;  ///< how many bytes the port takes at once
  bool takes = true;

  struct Sms {
    Address sender;
    Alphabet alphabet;
    bool part;
    Timestamp stamp;
    std::string text;
  };
  std::vector<Sms> sms;
  std::vector<Address> callers;
  int incoming_ends = 0;
  std::vector<CallState> calls;
  std::vector<std::uint64_t> calls_at;
  std::vector<SmsResult> results;
  struct Answer {
    bool ok;
    std::string text;
    std::uint64_t at;
  };
  std::vector<Answer> answers;
  std::vector<bool> registrations;
  std::vector<SimState> sims;

 private:
  Hal make_hal() {
    Hal hal{};
    hal.self = this;
    hal.millis = [](void* self) {
      return kStart + static_cast<std::uint32_t>(static_cast<ModuleRig*>(self)->now);
    };
    hal.modem_write = [](void* self, std::span<const std::byte> bytes) {
      auto& rig = *static_cast<ModuleRig*>(self);
      const auto taken = bytes.first(std::min(rig.chunk, bytes.size()));
      if (rig.chunk < 1000) {
        rig.full_ = !rig.full_;  // every second attempt finds the port full
        if (rig.full_) return std::size_t{0};
      }
      rig.peer.write(taken);
      return taken.size();
    };
    hal.modem_power = [](void* self, bool on) { static_cast<ModuleRig*>(self)->peer.power(on); };
    return hal;
  }
  bool takes_sms() const override { return takes; }
  void sms_received(const IncomingSms& in) override {
    sms.push_back({in.sender, in.alphabet, in.part, in.stamp, std::string{in.text}});
  }
  void incoming_call(const Address& caller) override { callers.push_back(caller); }
  void incoming_ended() override { ++incoming_ends; }
  void call_state(CallState state) override {
    calls.push_back(state);
    calls_at.push_back(now);
  }
  void sms_result(SmsResult result) override { results.push_back(result); }
  void ussd_result(bool ok, std::string_view text) override {
    answers.push_back({ok, std::string{text}, now});
  }
  void registration(bool registered) override { registrations.push_back(registered); }
  void sim_state(SimState state) override { sims.push_back(state); }

  bool full_ = false;
};

inline const Address kBoss = Address::international_number("358401234567");
inline constexpr std::uint64_t kMinutes = 60'000;

/// How often the module was given that command.
inline auto count(const ModuleRig& rig, std::string_view command) {
  return std::count(rig.peer.commands.begin(), rig.peer.commands.end(), command);
}

}  // namespace isocket::fw::testing
