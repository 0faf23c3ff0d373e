// Fuzzes the whole device with what can reach it: SMS texts, PDUs and any other bytes of its GSM module, at
// any moment, with time, inputs and losses of power between them. The input is read as a list of actions.
#include "testing/fuzz_world.h"

namespace {

using namespace isocket::fw;
using namespace isocket::fw::testing;

constexpr std::size_t kMostActions = 24;

class World : public FuzzWorld {
 public:
  void act(Script& input) {
    switch (input.next() % 12) {
      case 0:
      case 1:
      case 2: sms(input); break;
      case 3: peer_.say(input.text(120)); break;
      case 4: peer_.say("\r\n" + input.text(60) + "\r\n"); break;
      case 5: peer_.deliver_pdu(hex(input.text(170))); break;
      case 6: pass(std::uint64_t{input.next()} * 50); break;
      case 7: pass(std::uint64_t{input.next()} * 5'000); break;
      case 8: device_->input(static_cast<Input>(input.next() % kInputs), input.next() % 2 == 1); break;
      case 9:
        device_->temperature(input.next() % 8 == 0 ? std::nullopt : std::optional{input.next() - 80.0});
        break;
      case 10: trouble(input); break;
      default: peer_.call(input.next() % 2 == 0 ? "+358401234567" : "");
    }
    pass(1'500);
  }

  /// Whatever has happened: with power and without trouble the device serves again.
  void end() {
    peer_.silent = false;
    peer_.no_prompts = peer_.silent_commands = peer_.refuse_submissions = peer_.swallow_submit_results = 0;
    peer_.sim = "READY";
    peer_.network(true);
    peer_.caller_gives_up();
    device_->power_cut();
    device_->input(Input::button, false);
    device_->input(Input::mains, true);
    pass(20'000);
    if (!device_->running() || !peer_.powered()) std::abort();
  }

 private:
  void sms(Script& input) {
    ModulePeer::Message message;
    const std::uint8_t kind = input.next();
    if (kind % 16 == 1) message.from = "";
    if (kind % 16 == 2) message.from = "0401234567";
    if (kind % 16 == 3) message.from = "Operator";
    if (kind % 32 == 4) message.part_of_several = true;
    message.text = input.text(40);
    for (char& c : message.text) c = static_cast<char>(c & 0x7f);
    peer_.deliver(message);
  }
  void trouble(Script& input) {
    switch (input.next() % 10) {
      case 0: peer_.reset(); break;
      case 1: peer_.silent = true; break;
      case 2: peer_.no_prompts = 1; break;
      case 3: peer_.refuse_submissions = 2; break;
      case 4: peer_.swallow_submit_results = 1; break;
      case 5: peer_.network(input.next() % 2 == 1); break;
      case 6: peer_.silent_commands = input.next() % 5; break;
      case 7: device_->power_cut(); break;
      case 8: peer_.caller_gives_up(); break;
      default: peer_.sim = input.next() % 2 == 0 ? "" : "READY";
    }
  }
  static std::string hex(const std::string& octets) {
    std::string digits;
    for (const char c : octets) {
      digits += "0123456789ABCDEF"[static_cast<std::uint8_t>(c) >> 4];
      digits += "0123456789ABCDEF"[c & 15];
    }
    return digits.size() < 16 ? std::string(16, '0') : digits;
  }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Script input{data, size};
  World world;
  for (std::size_t i = 0; i < kMostActions && !input.empty(); ++i) world.act(input);
  world.end();
  return 0;
}
