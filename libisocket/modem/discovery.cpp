#include "modem/discovery.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "core/notifier.h"
#include "modem/serial_port.h"

namespace isocket::modem {
namespace {

using PortState = FoundPort::State;

std::string list_of_holders(const std::vector<PortHolder>& holders) {
  std::string text;
  for (const PortHolder& holder : holders) text += (text.empty() ? "" : ", ") + holder.to_string();
  return text.empty() ? "another program" : text;
}

void set_busy(FoundPort& found, std::vector<PortHolder> holders) {
  found.state = PortState::busy;
  found.reason = "held by " + list_of_holders(holders);
  found.holders = std::move(holders);
}

/// True: there is no need, or no right, to open it.
bool settled_without_asking(FoundPort& found, const DiscoveryOptions& options) {
  found.role = role_of(found.port);
  if (found.port.bluetooth) {
    found.reason = "a Bluetooth connection";
  } else if (found.port.console) {
    found.reason = "the console of this machine";
  } else if (!found.port.present) {
    found.reason = "no hardware behind it";
  } else if (!may_be_asked(found.role)) {
    found.reason = std::string{words_of(found.role)};
  } else if (auto holders = options.holders(found.port.path); !holders.empty()) {
    // Most programs take no lock: their modem's answers would be taken from them.
    set_busy(found, std::move(holders));
  } else {
    return false;
  }
  return true;
}

void set_unopened(FoundPort& found, const Error& error, const DiscoveryOptions& options) {
  if (error.code == Errc::busy) {
    set_busy(found, options.holders(found.port.path));
    return;
  }
  found.state = error.code == Errc::no_permission ? PortState::no_permission : PortState::failed;
  found.reason = error.detail.empty() ? std::string{name_of(error.code)} : error.detail;
}

/// All probes of one discovery.
struct Discovery {
  Discovery(EventLoop& l, DiscoveryOptions o, journal::Journal& j)
      : loop{l}, options{std::move(o)}, journal{j}, ended{l, l.executor()} {}
  EventLoop& loop;
  DiscoveryOptions options;
  journal::Journal& journal;
  std::vector<FoundPort> ports;
  std::size_t under_way = 0;
  Notifier ended;
};

asio::awaitable<void> probe(std::shared_ptr<Discovery> all, std::size_t index) {
  FoundPort& found = all->ports[index];
  auto stream = all->options.open(found.port.path);
  if (!stream) {
    set_unopened(found, stream.error(), all->options);
  } else {
    AtDialogue::Options dialogue;
    dialogue.calls =
        static_cast<int>(std::max<Duration::rep>(1, all->options.limit / std::chrono::seconds{2}));
    AtChannel channel{all->loop, std::move(*stream), all->journal, found.port.path, dialogue};
    const Instant until = all->loop.now() + all->options.limit;
    // Whatever the modem does meanwhile, this is the end.
    Timer end{all->loop};
    end.at(until, [&channel] { channel.close(); });
    auto survey = co_await take_survey(channel, all->loop, until);
    if (survey) {
      found.state = PortState::modem;
      found.survey = std::move(*survey);
    } else {
      const bool gone = survey.error().code == Errc::closed && all->loop.now() < until;
      found.state = gone ? PortState::failed : PortState::silent;
      found.reason = gone ? "the port went away" : "nobody answers AT";
    }
  }
  if (--all->under_way == 0) all->ended.notify();
}

/// The smaller, the better to use.
auto rank_of(const FoundPort& found) {
  const bool control = found.role == PortRole::control;
  return std::tuple{found.state != PortState::modem, !found.survey || found.survey->unsolicited == 0,
                    !control, found.role == PortRole::secondary};
}

std::string reason_of_choice(const FoundPort& best, const std::vector<FoundPort*>& ports) {
  const auto answer = std::count_if(ports.begin(), ports.end(),
                                    [](const FoundPort* port) { return port->state == PortState::modem; });
  if (answer == 1) return "the only one of its ports that answers";
  const auto heard = [](const FoundPort* port) { return port->survey && port->survey->unsolicited > 0; };
  if (heard(&best) && !std::all_of(ports.begin(), ports.end(), heard))
    return "the modem tells here what happens";
  if (best.role == PortRole::control) return "its control port";
  return "the first of its ports that answer";
}

}  // namespace

std::string_view name_of(FoundPort::State state) {
  constexpr std::string_view kNames[] = {"modem", "silent", "busy", "no_permission", "failed", "not_asked"};
  return kNames[static_cast<std::size_t>(state)];
}

void choose_ports(std::vector<FoundPort>& ports) {
  std::map<std::string, std::vector<FoundPort*>> modems;
  for (FoundPort& found : ports) {
    found.preferred = false;
    found.preference.clear();
    std::string key;
    if (found.port.device)
      key = "usb " + found.port.device->place;
    else if (found.survey && !found.survey->imei.empty())
      key = "imei " + found.survey->imei;
    else
      key = "port " + found.port.path;
    modems[key].push_back(&found);
  }
  for (auto& [key, own] : modems) {
    FoundPort& best = **std::min_element(own.begin(), own.end(), [](const FoundPort* a, const FoundPort* b) {
      return rank_of(*a) < rank_of(*b);
    });
    if (best.state != PortState::modem) continue;
    best.preferred = true;
    if (own.size() == 1) continue;
    best.preference = reason_of_choice(best, own);
    for (FoundPort* other : own)
      if (other != &best) other->preference = "use " + best.port.path;
  }
}

asio::awaitable<std::vector<FoundPort>> discover(EventLoop& loop, std::vector<SerialPort> ports,
                                                 DiscoveryOptions options, journal::Journal& journal) {
  if (!options.open) options.open = [&loop](const std::string& path) { return open_serial_port(loop, path); };
  if (!options.holders) options.holders = [](const std::string& path) { return holders_of(path); };
  const auto all = std::make_shared<Discovery>(loop, std::move(options), journal);
  for (SerialPort& port : ports) all->ports.emplace_back().port = std::move(port);
  for (std::size_t i = 0; i < all->ports.size(); ++i) {
    if (settled_without_asking(all->ports[i], all->options)) continue;
    ++all->under_way;
    loop.spawn(probe(all, i));
  }
  if (all->under_way > 0) co_await all->ended.wait_until(Instant::max());
  choose_ports(all->ports);
  co_return std::move(all->ports);
}

}  // namespace isocket::modem
