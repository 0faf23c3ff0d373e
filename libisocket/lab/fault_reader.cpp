#include "lab/fault_reader.h"

#include <algorithm>

namespace isocket::lab {

using yaml::Keys;
using yaml::YamlNode;

void FaultReader::read(const YamlNode& list) {
  if (list.kind != YamlNode::Kind::list) say(list.place, "'faults' is a list");
  for (const YamlNode& one : list.items) fault(one);
}

void FaultReader::fault(const YamlNode& node) {
  if (node.kind == YamlNode::Kind::scalar) {
    if (auto added = file_.faults.add(node.text); !added)
      say(node.place, "'" + node.text + "' is no fault; it would be " + added.error().detail);
    return;
  }
  if (!is_table(node, "a fault, when it is no text such as loss=10%,")) return;
  const auto what = text_of(node, "what");
  static const Keys kWhat = {"outage", "silent", "garbage", "reset", "away"};
  if (!what) {
    say(node.place, "a fault says 'what': one of " + yaml::list_of(kWhat));
  } else if (std::find(kWhat.begin(), kWhat.end(), *what) == kWhat.end()) {
    say(node, "what", "there is no fault '" + *what + "'" + yaml::suggest(*what, kWhat));
  } else if (*what == "outage") {
    outage(node);
  } else {
    modem_fault(node, *what);
  }
}

void FaultReader::outage(const YamlNode& node) {
  check_keys(node, {"what", "at", "for"}, "an outage");
  const auto at = duration_of(node, "at");
  const auto length = duration_of(node, "for");
  if (find(node, "at") == nullptr || find(node, "for") == nullptr)
    say(node.place, "an outage says when and how long: {what: outage, at: 1h, for: 90s}");
  if (at && length) file_.faults.outages.push_back({Instant{*at}, Instant{*at + *length}});
}

void FaultReader::modem_fault(const YamlNode& node, const std::string& what) {
  ModemFault fault;
  using Kind = PortFault::Kind;
  fault.fault.kind = what == "silent"    ? Kind::silent
                     : what == "garbage" ? Kind::garbage
                     : what == "reset"   ? Kind::reset
                                         : Kind::away;
  const bool lasts = fault.fault.kind == Kind::silent || fault.fault.kind == Kind::away;
  Keys keys{"what", "modem", "at", "after"};
  if (lasts) keys.push_back("for");
  if (fault.fault.kind == Kind::away) keys.push_back("comes back");
  check_keys(node, keys, "the fault '" + what + "'");
  fault.modem = text_of(node, "modem").value_or("");
  const bool known = std::any_of(file_.modems.begin(), file_.modems.end(),
                                 [&](const ModemEntry& modem) { return modem.name == fault.modem; });
  if (find(node, "modem") == nullptr)
    say(node.place, "the fault '" + what + "' says whose: 'modem'");
  else if (!known)
    say(node, "modem", "there is no modem '" + fault.modem + "' in this lab");
  when(node, fault);
  if (lasts) {
    if (find(node, "for") == nullptr)
      say(node.place, "the fault '" + what + "' says how long, such as for: 40s");
    fault.fault.lasts = duration_of(node, "for").value_or(Duration{0});
  }
  if (const auto back = text_of(node, "comes back"); back && fault.fault.kind == Kind::away) {
    if (*back == "other-port")
      fault.fault.kind = Kind::other_port;
    else if (*back != "same-port")
      say(node, "comes back", "a modem comes back: same-port or other-port");
  }
  file_.modem_faults.push_back(std::move(fault));
}

/// at: 10m; after: 20 submissions; after: 1000 octets
void FaultReader::when(const YamlNode& node, ModemFault& fault) {
  const auto after = text_of(node, "after");
  if ((find(node, "at") == nullptr) == (find(node, "after") == nullptr)) {
    say(node.place,
        "a fault of a modem comes either 'at' a time, such as 10m, or 'after' so many submissions or octets");
    return;
  }
  if (const auto at = duration_of(node, "at")) fault.fault.at = Instant{*at};
  if (!after) return;
  const std::size_t blank = after->find(' ');
  const auto count = yaml::whole_number<std::uint32_t>(std::string_view{*after}.substr(0, blank));
  const std::string_view unit =
      blank == std::string::npos ? std::string_view{} : std::string_view{*after}.substr(blank + 1);
  if (count && (unit == "submissions" || unit == "submission"))
    fault.after_submissions = static_cast<int>(*count);
  else if (count && (unit == "octets" || unit == "octet"))
    fault.fault.at_octet = *count;
  else
    say(node, "after", "'" + *after + "' is no count; it would be such as 20 submissions, or 1000 octets");
}

}  // namespace isocket::lab
