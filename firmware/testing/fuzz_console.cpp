// Fuzzes the configuration cable of a device of any model: any octets, requests that nearly are some, honest
// writes of any values, with the cable pulled, the power cut, time and messages between them. Whatever the
// device says is a block (MU-P2-03, -05); what it takes, it gives back; and what it has can be written to it.
#include <optional>
#include <vector>

#include "core/cable/crc16.h"
#include "testing/fuzz_world.h"

namespace {

using namespace isocket::fw;
using namespace isocket::fw::testing;

constexpr std::size_t kMostActions = 40;
constexpr const char* kModels[] = {"environment-pro", "gsm-706",       "gsm-707",
                                   "gsm-706-light",   "gsm-707-light", "smart-relay"};
constexpr const char* kWords[] = {
    "CONNECT",   "DISCONNECT", "PING",       "GROUPS",      "READ ", "WRITE ",     "SET ",
    "COMMIT ",   "ABORT",      "CMD ",       "INFO",        "RING",  "INPUTS",     "SECURITY",
    "SCHEDULER", "RULE1=",     "RULE2=",     " FORCE",      " 1",    "\r\n",       "\n",
    "PASSWORD=", "*****",      "07:30,*,ON", "RESTARTTIME", "?",     "TEMPERATURE"};

void demand(bool holds) {
  if (!holds) std::abort();
}

std::string check_text(std::uint16_t check) {
  std::string text;
  for (int shift = 12; shift >= 0; shift -= 4) text += "0123456789ABCDEF"[check >> shift & 15];
  return text;
}

/// A whole answer.
struct Block {
  std::vector<std::string> data;
  std::string status;
  [[nodiscard]] std::string field(const std::string& name) const {
    const auto at = status.find(" " + name + "=");
    if (at == std::string::npos) return {};
    const auto value = at + name.size() + 2;
    return status.substr(value, status.find(' ', value) - value);
  }
};

class World : public FuzzWorld {
 public:
  explicit World(HostDeviceOptions options) : FuzzWorld{std::move(options), outputs(this)} {
    plug(true);
    ask("CONNECT");
  }

  void act(Script& input) {
    switch (input.next() % 12) {
      case 0: say(input.text(220)); break;
      case 1:
      case 2:
      case 3: say(request(input) + "\r\n"); break;
      case 4:
      case 5:
      case 6: write(input); break;
      case 7: plug(input.next() % 2 == 1); break;
      case 8: most_ = input.next() % 8; break;
      case 9: pass(std::uint64_t{input.next()} * (input.next() % 8 == 0 ? 5'000 : 20)); break;
      case 10: message(input); break;
      default: trouble(input);
    }
    pass(100);
  }

  /// Whatever has happened: with power, a card and a cable the device serves its host.
  void end() {
    most_ = 10'000;
    peer_.sim = "READY";
    device_->power_cut();
    device_->input(Input::button, false);
    device_->input(Input::mains, true);
    plug(false);
    pass(20'000);
    plug(true);
    pass(1'000);
    demand(ask("CONNECT").data.size() == 5);
    for (const std::string& line : ask("GROUPS").data) {
      const std::string group = line.substr(0, line.find(' '));
      const Block before = read(group);
      if (line.find(" RW ") == std::string::npos) continue;
      const Block after = put(group, before.field("REV"), before.data);
      // A sensor may have gone since (MU-P5-25).
      if (after.status.starts_with("ERR 35 CONFLICT T")) continue;
      demand(after.status.starts_with("OK 0 REV=") || after.status == "ERR 21 READ FIRST");  // changed since
      const Block now = read(group);
      if (now.field("REV") == after.field("REV")) demand(now.data == before.data);
    }
  }

 private:
  static HostOutputs outputs(World* world) {
    HostOutputs out;
    out.cable_bytes = [world](std::span<const std::byte> bytes) { return world->hear(bytes); };
    return out;
  }
  std::size_t hear(std::span<const std::byte> bytes) {
    demand(plugged_);
    const std::size_t taken = std::min(most_, bytes.size());
    for (const std::byte octet : bytes.first(taken)) hear(static_cast<char>(octet));
    return taken;
  }
  void hear(char c) {
    demand((c >= ' ' && c <= '~') || c == '\r' || c == '\n');
    line_ += c;
    if (c != '\n') return;
    demand(line_.size() >= 2 && line_[line_.size() - 2] == '\r');
    line_.resize(line_.size() - 2);
    const std::string line = std::exchange(line_, {});
    if (unsure_) {
      unsure_ = !line.starts_with("OK ") && !line.starts_with("ERR ");
      return;
    }
    if (line.starts_with(": ")) {
      coming_.data.push_back(line.substr(2));
      return;
    }
    coming_.status = line;
    if (line.starts_with("OK ")) {
      demand(std::stoul(line.substr(3)) == coming_.data.size());
    } else {
      demand(line.starts_with("ERR ") && coming_.data.empty());
    }
    last_ = std::exchange(coming_, {});
  }

  void plug(bool in) {
    if (in == plugged_) return;
    plugged_ = in;
    device_->cable_host(in);
    line_.clear();
    coming_ = {};
    unsure_ = false;
  }
  void say(const std::string& octets) { device_->cable_bytes(as_octets(octets)); }
  Block ask(const std::string& request) {
    last_ = {};
    say("\r\n" + request + "\r\n");
    pass(500);
    return last_;
  }
  Block read(const std::string& group) {
    Block block = ask("READ " + group);
    cable::Crc16 crc;
    for (const std::string& line : block.data) crc.add_line(line);
    demand(block.field("CRC") == check_text(crc.value()));
    return block;
  }
  /// A write as a host makes it. @return what answers COMMIT, or refuses what is before it
  Block put(const std::string& group, const std::string& revision, const std::vector<std::string>& lines) {
    Block answer = ask("WRITE " + group + " " + revision);
    cable::Crc16 crc;
    std::size_t count = 0;
    for (const std::string& line : lines) {
      if (!answer.status.starts_with("OK ")) return answer;
      answer = ask("SET " + line);
      crc.add_line(line);
      ++count;
    }
    if (!answer.status.starts_with("OK ")) return answer;
    return ask("COMMIT " + std::to_string(count) + " " + check_text(crc.value()));
  }

  static std::string request(Script& input) {
    std::string text;
    for (int parts = 1 + input.next() % 4; parts > 0; --parts) {
      const std::uint8_t choice = input.next();
      text += choice < 200 ? kWords[choice % std::size(kWords)] : input.text(30);
    }
    return text;
  }
  /// Some settings of some group get some values; without trouble with the line what is taken is given back.
  void write(Script& input) {
    most_ = 10'000;
    plug(false);
    plug(true);
    pass(100);
    if (ask("CONNECT").data.size() != 5) return;  // without supply or card it is silent
    const Block groups = ask("GROUPS");
    if (!groups.status.starts_with("OK ") || groups.data.empty()) return;
    const std::string& chosen = groups.data[input.next() % groups.data.size()];
    const std::string group = chosen.substr(0, chosen.find(' '));
    if (group == "INFO") return;
    const Block before = ask("READ " + group);
    if (before.data.empty()) return;
    std::vector<std::string> lines = before.data;
    for (int changes = 1 + input.next() % 3; changes > 0; --changes) {
      std::string& line = lines[input.next() % lines.size()];
      line = line.substr(0, line.find('=') + 1) + value(input);
    }
    const Block answer = put(group, before.field("REV"), lines);
    const Block after = ask("READ " + group);
    if (after.data.empty()) return;  // a SET was refused
    const bool taken = answer.status.starts_with("OK 0 REV=");
    // The device may have changed it by itself meanwhile: a sensor that failed.
    if (taken && after.field("REV") == answer.field("REV")) demand(after.field("CRC") == answer.field("CRC"));
    if (!taken && after.field("REV") == before.field("REV")) demand(after.data == before.data);
  }
  static std::string value(Script& input) {
    static constexpr const char* kValues[] = {
        "ON",           "OFF",     "NO",        "SMS",
        "CALL",         "12abc",   "abcdefghi", "358401234567,358402222222",
        "1,2,3",        "45",      "5",         "35C",
        "-10C",         "14F",     "18",        "T1",
        "T5",           "COOLING", "NC",        "07:30,*,ON",
        "08:00,1,ONR2", "30,95",   "AC",        "*100#",
        "Pump",         "ON60",    "OFF65000",  "SWITCH",
        "SWITCHR3",     "RESTART", "PULSER7",   "MIC",
        "*****",        "REMEMBER"};
    const std::uint8_t choice = input.next();
    return choice < 200 ? kValues[choice % std::size(kValues)] : input.text(40);
  }
  void message(Script& input) {
    ModulePeer::Message message;
    message.text = input.text(40);
    for (char& c : message.text) c = static_cast<char>(c & 0x7f);
    peer_.deliver(message);
  }
  void trouble(Script& input) {
    switch (input.next() % 6) {
      case 0:
        device_->power_cut();
        device_->input(Input::mains, true);
        break;
      case 1: device_->input(Input::mains, input.next() % 2 == 1); break;
      case 2: peer_.sim = input.next() % 2 == 0 ? "" : "READY"; break;
      case 3: device_->input(Input::button, input.next() % 2 == 1); break;
      case 4: peer_.reset(); break;
      default:
        device_->temperature(input.next() % 2 == 0 ? std::nullopt : std::optional{input.next() - 80.0});
    }
    unsure_ = true;  // what was under way may have ended in the middle of a line
    coming_ = {};
  }

  bool plugged_ = false;
  std::size_t most_ = 10'000;
  bool unsure_ = false;  ///< until the next status line
  std::string line_;
  Block coming_;
  Block last_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Script input{data, size};
  HostDeviceOptions options;
  options.model = kModels[input.next() % std::size(kModels)];
  World world{options};
  for (std::size_t i = 0; i < kMostActions && !input.empty(); ++i) world.act(input);
  world.end();
  return 0;
}
