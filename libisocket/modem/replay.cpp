#include "modem/replay.h"

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <map>
#include <optional>

#include "modem/at_dialogue.h"
#include "modem/modem_error.h"

namespace isocket::modem {
namespace {

using Kind = ReplayLine::Kind;

constexpr char kEsc = '\x1B';
constexpr char kTextEnd = '\x1A';
// When a command had to end is what the host decided then; here it is judged by the host's next words alone.
constexpr Duration kNoLimit = std::chrono::hours{24} * 366;

/// What the host wrote, or a stretch of what the modem said.
struct Unit {
  enum class What : std::uint8_t { command, text, escape, heard };
  Duration at{};
  What what = What::heard;
  std::string octets;
};

bool is_at(std::string_view line) {
  return line.size() >= 2 && (line[0] == 'A' || line[0] == 'a') && (line[1] == 'T' || line[1] == 't');
}

/// Cuts what the host wrote into command lines, texts and ESC.
class HostReader {
 public:
  void take(const TraceLine& line, std::vector<Unit>& units) {
    for (const char c : line.octets) {
      if (c == '\r' || c == '\n') {
        end(Unit::What::command, line.at, units);
      } else if (c == kTextEnd) {
        end(Unit::What::text, line.at, units);
      } else if (c == kEsc) {
        held_.clear();  // ESC gives up what was begun
        units.push_back({line.at, Unit::What::escape, {}});
      } else {
        held_ += c;
      }
    }
  }

 private:
  void end(Unit::What what, Duration at, std::vector<Unit>& units) {
    if (!held_.empty()) units.push_back({at, what, std::exchange(held_, {})});
  }
  std::string held_;
};

/// Hexadecimal digits in which a recorder has hidden some by '*': read as zeros, so that the line is still
/// taken for the PDU that it is.
std::optional<std::string> unmasked(const std::string& line) {
  constexpr std::size_t kShortestPdu = 16;
  if (line.size() < kShortestPdu || line.find('*') == std::string::npos) return std::nullopt;
  std::string digits = line;
  for (char& c : digits) {
    if (c == '*') c = '0';
    if (std::isxdigit(static_cast<unsigned char>(c)) == 0) return std::nullopt;
  }
  return digits;
}

std::string time_text(Duration time) {
  std::string text(40, '\0');
  const auto micros = static_cast<long long>(time.count());
  text.resize(static_cast<std::size_t>(
      micros < 10'000'000
          ? std::snprintf(text.data(), text.size(), "%.1f ms", static_cast<double>(micros) / 1e3)
          : std::snprintf(text.data(), text.size(), "%.1f s", static_cast<double>(micros) / 1e6)));
  return text;
}

/// One port's dialogue, made anew from its trace.
class PortReplay {
 public:
  PortReplay(std::string name, std::vector<Unit> units, std::vector<ReplayLine>& lines)
      : units_{std::move(units)}, lines_{lines} {
    port_.name = std::move(name);
    std::stable_sort(units_.begin(), units_.end(), [](const Unit& a, const Unit& b) { return a.at < b.at; });
    bool wrote = false, wrote_at = false;
    for (const Unit& unit : units_) {
      wrote = wrote || unit.what == Unit::What::command;
      wrote_at = wrote_at || (unit.what == Unit::What::command && is_at(unit.octets));
    }
    port_.speaks_at = wrote_at || !wrote;
  }

  ReplayPort run();

 private:
  struct Pending {
    std::string text;
    Duration since{};
  };

  void put(Kind kind, std::string text, std::uint64_t command = 0, std::string note = {},
           std::string body = {}) {
    lines_.push_back({now_, port_.name, kind, std::move(text), std::move(body), command, std::move(note)});
  }
  void raw(const Unit& unit) {
    put(Kind::raw, unit.octets, 0, unit.what == Unit::What::heard ? "from the device" : "to the device");
  }
  void escape();
  void command(std::size_t index);
  void text(const Unit& unit);
  void hear(const Unit& unit);
  void pass_time();
  void anew();
  void take(const std::vector<AtEvent>& events);
  void on_final(const AtEvent& event, std::uint64_t number);
  void on_failed(const AtEvent& event);
  [[nodiscard]] const std::string& as_recorded(const std::string& line) const {
    const auto found = masked_.find(line);
    return found == masked_.end() ? line : found->second;
  }
  [[nodiscard]] std::uint64_t number_of(const AtEvent& event) const {
    return event.command == 0 ? 0 : before_ + event.command;
  }

  std::vector<Unit> units_;
  std::vector<ReplayLine>& lines_;
  ReplayPort port_;
  AtDialogue dialogue_;
  std::uint64_t before_ = 0;  ///< commands of this port that former dialogues have counted
  std::uint64_t own_ = 0;     ///< of this dialogue
  bool out_of_step_ = false;
  bool heard_ok_ = false;  ///< since it is out of step
  bool called_ = false;    ///< ESC was the last that the host wrote
  bool trace_ends_ = false;
  Duration now_{};
  std::map<std::uint64_t, Pending> pending_;
  std::map<std::string, std::string> masked_;
};

ReplayPort PortReplay::run() {
  for (std::size_t i = 0; i < units_.size(); ++i) {
    const Unit& unit = units_[i];
    now_ = unit.at;
    if (!port_.speaks_at) {
      raw(unit);
      continue;
    }
    pass_time();
    switch (unit.what) {
      case Unit::What::escape: escape(); break;
      case Unit::What::command: command(i); break;
      case Unit::What::text: text(unit); break;
      case Unit::What::heard: hear(unit); break;
    }
    dialogue_.take_output();  // today's host is not asked: what was written then stands in the trace
  }
  trace_ends_ = true;
  if (port_.speaks_at) take(dialogue_.close());
  return std::move(port_);
}

/// A dialogue that knows nothing, after one whose step cannot be found any more.
void PortReplay::anew() {
  take(dialogue_.close());
  before_ += own_;
  own_ = 0;
  dialogue_ = AtDialogue{};
  out_of_step_ = false;
}

void PortReplay::pass_time() {
  while (dialogue_.deadline() && *dialogue_.deadline() <= Instant{now_})
    take(dialogue_.expire(*dialogue_.deadline()));
}

void PortReplay::escape() {
  put(Kind::call, "ESC");
  called_ = true;
  out_of_step_ = true;
  heard_ok_ = false;
  take(dialogue_.resync(Instant{now_}, true));
}

void PortReplay::command(std::size_t index) {
  const std::string& line = units_[index].octets;
  const bool is_call = out_of_step_ && called_ && (line == "AT" || line == "at");
  called_ = false;
  if (is_call) {
    put(Kind::call, line);
    return;
  }
  if (out_of_step_) {
    // The host was content sooner than this driver would have been, or did not wait for an answer at all.
    if (heard_ok_ && dialogue_.deadline())
      take(dialogue_.expire(*dialogue_.deadline()));
    else
      anew();
    out_of_step_ = false;
  }
  AtCommand command{line, kNoLimit};
  command.prompt_limit = kNoLimit;
  const auto next = std::find_if(units_.begin() + static_cast<std::ptrdiff_t>(index) + 1, units_.end(),
                                 [](const Unit& u) { return u.what != Unit::What::heard; });
  if (next != units_.end() && next->what == Unit::What::text) command.payload = next->octets;
  ++own_;
  ++port_.commands;
  pending_[before_ + own_] = {line, now_};
  put(Kind::command, line, before_ + own_);
  dialogue_.submit(std::move(command), Instant{now_});
}

void PortReplay::text(const Unit& unit) {
  called_ = false;
  const std::uint64_t number = pending_.empty() ? 0 : pending_.rbegin()->first;
  if (number != 0) pending_[number].since = now_;
  put(Kind::text, unit.octets, number);
}

void PortReplay::hear(const Unit& unit) {
  std::string octets;
  for (std::size_t from = 0; from < unit.octets.size();) {
    const std::size_t end = std::min(unit.octets.find_first_of("\r\n", from), unit.octets.size());
    std::string line = unit.octets.substr(from, end - from);
    if (auto digits = unmasked(line)) {
      masked_[*digits] = line;
      line = *std::move(digits);
    }
    octets += line;
    if (end < unit.octets.size()) octets += unit.octets[end];
    from = end + 1;
  }
  take(dialogue_.feed(octets, Instant{now_}));
}

void PortReplay::take(const std::vector<AtEvent>& events) {
  for (const AtEvent& event : events) {
    const std::uint64_t number = number_of(event);
    switch (event.kind) {
      case AtEvent::Kind::echo: put(Kind::echo, event.text, number); break;
      case AtEvent::Kind::information: put(Kind::information, as_recorded(event.text), number); break;
      case AtEvent::Kind::prompt: put(Kind::prompt, event.text, number); break;
      case AtEvent::Kind::final: on_final(event, number); break;
      case AtEvent::Kind::unsolicited:
        ++port_.unsolicited;
        put(Kind::unsolicited, event.text, 0, {}, as_recorded(event.body));
        break;
      case AtEvent::Kind::stray:
        if (out_of_step_) {
          heard_ok_ = heard_ok_ || event.text == "OK";
          put(Kind::called, event.text);
          break;
        }
        [[fallthrough]];
      case AtEvent::Kind::overlong:
        ++port_.stray;
        put(event.kind == AtEvent::Kind::stray ? Kind::stray : Kind::overlong, as_recorded(event.text));
        break;
      case AtEvent::Kind::failed: on_failed(event); break;
      case AtEvent::Kind::in_step: out_of_step_ = false; break;
      case AtEvent::Kind::out_of_step: anew(); return;
    }
  }
}

void PortReplay::on_final(const AtEvent& event, std::uint64_t number) {
  const Duration took = now_ - pending_[number].since;
  if (took >= port_.slowest) {
    port_.slowest = took;
    port_.slowest_command = pending_[number].text;
  }
  pending_.erase(number);
  std::string note = time_text(took);
  const bool refused = !event.reply.ok() && event.reply.result != AtResult::connect;
  if (refused) {
    ++port_.refused;
    const ModemError error = error_of(event.reply);
    if (!error.name.empty() && event.text.find(error.name) == std::string::npos) note += ", " + error.name;
  }
  put(Kind::final, event.text, number, std::move(note));
}

void PortReplay::on_failed(const AtEvent& event) {
  const std::uint64_t number = number_of(event);
  if (event.reply.result == AtResult::restarted) {
    out_of_step_ = true;
    heard_ok_ = false;
  }
  const Pending pending = std::move(pending_[number]);
  pending_.erase(number);
  if (trace_ends_) {
    put(Kind::under_way, pending.text, number);
    return;
  }
  ++port_.without_end;
  std::string why = "the host went on";
  if (event.reply.result == AtResult::restarted) why = "the modem restarted";
  if (event.reply.result == AtResult::expired)
    why = "the host gave up after " + time_text(now_ - pending.since);
  put(Kind::no_end, pending.text, number, std::move(why));
}

}  // namespace

std::string_view name_of(ReplayLine::Kind kind) {
  constexpr std::string_view kNames[] = {"command",  "text",   "call",      "echo",   "information",
                                         "final",    "prompt", "urc",       "called", "stray",
                                         "overlong", "no_end", "under_way", "raw"};
  return kNames[static_cast<std::size_t>(kind)];
}

bool Replay::clean() const {
  return std::all_of(ports.begin(), ports.end(),
                     [](const ReplayPort& port) { return port.stray == 0 && port.without_end == 0; });
}

Replay replay(const Trace& trace) {
  std::vector<std::string> names;
  std::map<std::string, std::vector<Unit>> units;
  std::map<std::string, HostReader> hosts;
  for (const TraceLine& line : trace.lines) {
    if (units.find(line.port) == units.end()) names.push_back(line.port);
    if (line.to_modem)
      hosts[line.port].take(line, units[line.port]);
    else
      units[line.port].push_back({line.at, Unit::What::heard, line.octets});
  }
  Replay result;
  for (const std::string& name : names)
    result.ports.push_back(PortReplay{name, std::move(units[name]), result.lines}.run());
  std::stable_sort(result.lines.begin(), result.lines.end(),
                   [](const ReplayLine& a, const ReplayLine& b) { return a.at < b.at; });
  return result;
}

}  // namespace isocket::modem
