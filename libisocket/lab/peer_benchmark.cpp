// What a sent message costs: isocket beside gammu, gammu-smsd and smstools on the same virtual modem, which
// answers at once, one program after the other in one run. Everything is counted and timed at the modem's
// port.
//
//   peer_benchmark ISOCKET [MESSAGES [NAME...]]   only peers whose name begins like one of NAME
//   peer_benchmark --driver                       times of our driver that have no peer
//   peer_benchmark --bare PORT NUMBER MESSAGES    the floor: a client that does nothing but hand over PDUs
//
// Exit code 1 when not every message reached the network, or a limit that does not depend on the machine is
// missed.
#include <fcntl.h>
#include <poll.h>
#include <sys/resource.h>
#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iomanip>
#include <iostream>

#include "core/child_process.h"
#include "core/recorded_stream.h"
#include "core/scratch_folder.h"
#include "lab/driver_benchmark.h"
#include "lab/lab.h"
#include "lab/pty.h"
#include "sms/segments.h"
#include "sms/service_centre.h"

namespace isocket::lab {
namespace {

using namespace std::chrono_literals;
using SteadyClock = std::chrono::steady_clock;
using Microseconds = std::chrono::duration<double, std::micro>;

constexpr std::string_view kTo = "+358401234567";
/// 160 characters, one message.
const std::string kText = [] {
  std::string text;
  while (text.size() < 160) text += "Relay 2 is on. ";
  return text.substr(0, 160);
}();

// --- what is seen at the port ----------------------------------------------------------------------------

/// Everything that went over the port of one program.
struct Traffic {
  std::uint64_t exchanges = 0;  ///< command lines and PDUs
  std::uint64_t to_modem = 0;   ///< octets, without the PDUs
  std::uint64_t to_host = 0;
  Microseconds host{};  ///< from the modem's prompt or result to the program's next octet, all together
};

class Meter final : public StreamRecorder {
 public:
  explicit Meter(Traffic& traffic) : traffic_{traffic} {}
  /// The modem writes: to the program.
  void on_written(std::span<const std::byte> octets) override {
    traffic_.to_host += octets.size();
    for (const std::byte octet : octets)
      tail_ = (tail_ + static_cast<char>(octet)).substr(tail_.size() > 1 ? 1 : 0);
    if (tail_ == "> ") in_pdu_ = true;
    written_ = SteadyClock::now();
    answered_ = true;
  }
  /// The modem reads: from the program.
  void on_read(std::span<const std::byte> octets) override {
    if (std::exchange(answered_, false)) traffic_.host += SteadyClock::now() - written_;
    for (const std::byte octet : octets) {
      const char c = static_cast<char>(octet);
      if (c == '\r' || c == '\x1a') ++traffic_.exchanges;
      if (!in_pdu_ || c == '\x1a') ++traffic_.to_modem;
      if (c == '\x1a' || c == '\x1b') in_pdu_ = false;
    }
  }
  void on_closed() override {}

 private:
  Traffic& traffic_;
  std::string tail_;
  bool in_pdu_ = false;
  bool answered_ = false;
  SteadyClock::time_point written_;
};

// --- one program -----------------------------------------------------------------------------------------

/// A lab of its own for one program, and a folder for its files.
struct Stand {
  explicit Stand(std::size_t messages) : count{messages} {}

  [[nodiscard]] std::string path(const std::string& name) const { return folder.file(name); }
  void write(const std::string& name, const std::string& text) const {
    std::ofstream{path(name), std::ios::binary} << text;
  }
  void make(const std::string& directory) const { std::filesystem::create_directory(path(directory)); }

  std::size_t count;
  ScratchFolder folder = ScratchFolder::make("isocket-peers").value();
};

struct Peer {
  std::string name;
  std::size_t most;  ///< messages at most: some are too slow for more
  std::function<void(const Stand&)> prepare;
  std::function<std::string(const Stand&)> line;  ///< for the shell
  std::string words;                              ///< what is special about it
};

struct Figures {
  Traffic traffic;
  std::size_t sent = 0;
  Microseconds first{};  ///< from the program's start to the first message
  Microseconds span{};   ///< from the first message to the last
  Microseconds cpu{};    ///< of the program and its children
};

Microseconds cpu_of_children() {
  rusage used{};
  ::getrusage(RUSAGE_CHILDREN, &used);
  const auto time = [](const timeval& t) {
    return std::chrono::seconds{t.tv_sec} + std::chrono::microseconds{t.tv_usec};
  };
  return time(used.ru_utime) + time(used.ru_stime);
}

/// Somebody whose telephone takes every message.
class Taker final : private Handset {
 public:
  explicit Taker(Network& network)
      : network_{network}, account_{network.directory().add(*PhoneNumber::parse(kTo))} {
    network_.cells().attach(account_, *this);
  }
  ~Taker() { network_.cells().detach(account_); }
  Taker(const Taker&) = delete;
  Taker& operator=(const Taker&) = delete;

 private:
  void registration_changed(Registration) override {}
  void submit_finished(const SubmitResult&) override {}
  Arrival message_arrived(const sms::Octets&) override { return Arrival::taken; }
  void call_changed(const CallEvent&) override {}
  void ussd_answered(const UssdAnswer&) override {}
  Network& network_;
  Subscriber& account_;
};

Result<Figures> measure(const Peer& peer, std::size_t messages) {
  Stand stand{std::min(messages, peer.most)};
  peer.prepare(stand);
  EventLoop loop{EventLoop::Pace::real_time};
  LabOptions options;
  options.timing = Timing::none();
  Lab lab{loop, options};
  Taker taker{lab.network()};
  auto pty = Pty::open();
  if (!pty) return fail(std::move(pty.error()));
  if (auto named = (*pty)->name(stand.path("modem")); !named) return fail(std::move(named.error()));
  Figures figures;
  auto line = make_recorded_stream((*pty)->take_stream(loop), std::make_unique<Meter>(figures.traffic));
  lab.add_modem(*PhoneNumber::parse("+358912345601"), std::move(line));
  loop.run_until(loop.now() + 200ms);  // registered
  SteadyClock::time_point first;
  SteadyClock::time_point last;
  Traffic before_first;
  lab.network().messages().on_accepted([&](const PhoneNumber&, const sms::Submit&) {
    last = SteadyClock::now();
    if (++figures.sent == 1) {
      first = last;
      before_first = figures.traffic;
    }
  });
  const Microseconds cpu = cpu_of_children();
  const auto began = SteadyClock::now();
  auto child = ChildProcess::start(loop, "/bin/sh",
                                   {"-c", "exec >" + stand.path("log") + " 2>&1; " + peer.line(stand)});
  if (!child) return fail(std::move(child.error()));
  const Instant limit = loop.now() + 10s + 12s * static_cast<int>(stand.count);
  while ((*child)->running() && figures.sent < stand.count && loop.now() < limit)
    loop.run_until(loop.now() + 5ms);
  figures.first = first - began;
  figures.span = last - first;
  // From one message's end to the next: the first one's way, and what comes at the end, are not in it.
  Traffic steady = figures.traffic;
  steady.exchanges -= before_first.exchanges;
  steady.to_modem -= before_first.to_modem;
  steady.to_host -= before_first.to_host;
  steady.host -= before_first.host;
  if ((*child)->running()) loop.run_until(loop.now() + 300ms);
  (*child)->terminate();
  while ((*child)->running()) loop.run_until(loop.now() + 5ms);
  figures.traffic = steady;
  figures.cpu = cpu_of_children() - cpu;
  return figures;
}

// --- the peers -------------------------------------------------------------------------------------------

void smsd_files(const Stand& stand, const std::string& more) {
  for (const char* spool : {"inbox", "outbox", "sent", "error"}) stand.make(spool);
  stand.write("smsdrc", "[gammu]\ndevice = " + stand.path("modem") +
                            "\nconnection = at115200\n[smsd]\nservice = files\n" +
                            "logfile = " + stand.path("smsd.log") + "\ninboxpath = " + stand.path("inbox") +
                            "/\noutboxpath = " + stand.path("outbox") + "/\nsentsmspath = " +
                            stand.path("sent") + "/\nerrorsmspath = " + stand.path("error") + "/\n" + more);
  // As gammu-smsd-inject leaves them: the recipient is in the name.
  for (std::size_t i = 0; i < stand.count; ++i) {
    std::ostringstream name;
    name << "outbox/OUTC20260101_000000_" << std::setw(5) << std::setfill('0') << i << '_' << kTo
         << "_iso.txtd";
    stand.write(name.str(), kText);
  }
}

void smstools_files(const Stand& stand, const std::string& global, const std::string& device) {
  std::string config = "devices = M1\nlogfile = " + stand.path("smsd.log") +
                       "\npidfile = " + stand.path("pid") + "\ninfofile = " + stand.path("info") + "\n" +
                       global;
  for (const char* spool : {"outgoing", "checked", "incoming", "sent", "failed", "saved"}) {
    stand.make(spool);
    config += std::string{spool} + " = " + stand.path(spool) + "\n";
  }
  stand.write("smsd.conf",
              config + "[M1]\ndevice = " + stand.path("modem") + "\nbaudrate = 115200\n" + device);
  for (std::size_t i = 0; i < stand.count; ++i)
    stand.write("outgoing/message" + std::to_string(i), "To: " + std::string{kTo.substr(1)} + "\n\n" + kText);
}

std::vector<Peer> peers(const std::string& isocket, const std::string& self) {
  const auto texts = [](const Stand& stand) {
    std::string all;
    for (std::size_t i = 0; i < stand.count; ++i) all += kText + "\n";
    stand.write("texts", all);
  };
  const auto send = [isocket](const Stand& stand) {
    return "exec " + isocket + " send --to " + std::string{kTo} + " --port " + stand.path("modem");
  };
  const auto smsd = [](const Stand& stand) { return "exec gammu-smsd -c " + stand.path("smsdrc"); };
  const auto smstools = [](const Stand& stand) { return "exec smsd -t -c" + stand.path("smsd.conf"); };
  return {
      {"floor", 1000, [](const Stand&) {},
       [self](const Stand& stand) {
         return "exec " + self + " --bare " + stand.path("modem") + " " + std::string{kTo} + " " +
                std::to_string(stand.count);
       },
       "hands over PDUs, nothing else"},
      {"isocket", 1000, texts,
       [send](const Stand& stand) { return send(stand) + " - <" + stand.path("texts"); }, "send --to"},
      {"isocket-events", 1000, texts,
       [send](const Stand& stand) {
         return send(stand) + " --events " + stand.path("events.jsonl") + " - <" + stand.path("texts");
       },
       "with a journal that outlives a power cut (fdatasync)"},
      {"smstools-fast", 1000,
       [](const Stand& stand) {
         smstools_files(stand, "receive_before_send = no\ndelaytime = 1\n", "incoming = no\n");
       },
       smstools, "receive_before_send = no, incoming = no"},
      {"smstools", 1000, [](const Stand& stand) { smstools_files(stand, "", "incoming = yes\n"); }, smstools,
       "as it comes"},
      {"gammu-smsd-fast", 1000,
       [](const Stand& stand) { smsd_files(stand, "LoopSleep = 0\nStatusFrequency = 0\n"); }, smsd,
       "LoopSleep = 0, StatusFrequency = 0"},
      {"gammu-smsd", 1000, [](const Stand& stand) { smsd_files(stand, ""); }, smsd, "as it comes"},
      {"gammu", 10,
       [](const Stand& stand) {
         stand.write("gammurc", "[gammu]\ndevice = " + stand.path("modem") + "\nconnection = at115200\n");
       },
       [](const Stand& stand) {
         return "i=0; while [ $i -lt " + std::to_string(stand.count) + " ]; do gammu -c " +
                stand.path("gammurc") + " sendsms TEXT " + std::string{kTo} + " -text '" + kText +
                "' || exit; i=$((i + 1)); done";
       },
       "a process for each message; 10 of them"},
  };
}

/// The floor: in step, PDU mode, and then one PDU after the other.
int bare(const char* port, const char* number, std::size_t messages) {
  const int fd = ::open(port, O_RDWR | O_NOCTTY);
  if (fd < 0) return 1;
  termios settings{};
  ::tcgetattr(fd, &settings);
  ::cfmakeraw(&settings);
  ::tcsetattr(fd, TCSANOW, &settings);
  const auto talk = [fd](const std::string& text, std::string_view end) {
    std::string seen;
    if (::write(fd, text.data(), text.size()) < 0) return false;
    while (!seen.ends_with(end)) {
      char octets[256];
      const auto n = ::read(fd, octets, sizeof octets);
      if (n <= 0) return false;
      seen.append(octets, static_cast<std::size_t>(n));
    }
    return true;
  };
  sms::Submit prototype;
  prototype.destination = sms::Address{*PhoneNumber::parse(number)};
  const auto pdu = sms::encode_pdu(sms::Tpdu{sms::split(prototype, kText)->front()});
  bool good = talk("ATE0\r", "OK\r\n") && talk("AT+CMGF=0\r", "OK\r\n");
  for (std::size_t i = 0; good && i < messages; ++i)
    good = talk("AT+CMGS=" + std::to_string(pdu->length) + "\r", "> ") && talk(pdu->hex + "\x1a", "OK\r\n");
  return good ? 0 : 1;
}

/// Limits of ours that are counts, and hold on any machine.
bool within_limits(const Peer& peer, double exchanges, double octets) {
  return !peer.name.starts_with("isocket") || (exchanges <= 2 && octets <= 60);
}

int run(const std::string& isocket, const std::string& self, std::size_t messages,
        const std::vector<std::string>& names) {
  std::cout << "program           messages  exchanges  octets beside PDU  wall/message  own time    "
               "processor   start to 1st\n";
  bool good = true;
  for (const Peer& peer : peers(isocket, self)) {
    const bool wanted =
        names.empty() ||
        std::any_of(names.begin(), names.end(), [&](const std::string& name) { return peer.name == name; });
    if (!wanted) continue;
    const auto figures = measure(peer, messages);
    if (!figures) {
      std::cerr << "peer_benchmark: " << peer.name << ": " << describe(figures.error()) << "\n";
      return 1;
    }
    const std::size_t expected = std::min(messages, peer.most);
    const double steps = std::max<double>(1, static_cast<double>(figures->sent) - 1);
    const double exchanges = static_cast<double>(figures->traffic.exchanges) / steps;
    const double octets = static_cast<double>(figures->traffic.to_modem + figures->traffic.to_host) / steps;
    std::cout << std::left << std::setw(17) << peer.name << std::right << std::fixed << std::setw(9)
              << figures->sent << std::setprecision(1) << std::setw(11) << exchanges << std::setw(19)
              << octets << std::setprecision(3) << std::setw(11) << figures->span.count() / steps / 1000
              << " ms" << std::setw(7) << figures->traffic.host.count() / steps / 1000 << " ms"
              << std::setw(9)
              << figures->cpu.count() / static_cast<double>(std::max<std::size_t>(1, figures->sent)) / 1000
              << " ms" << std::setprecision(1) << std::setw(11) << figures->first.count() / 1000 << " ms  "
              << peer.words << std::endl;
    if (figures->sent != expected) {
      std::cerr << "peer_benchmark: " << peer.name << ": " << figures->sent << " of " << expected
                << " messages reached the network\n";
      good = false;
    }
    if (!within_limits(peer, exchanges, octets)) {
      std::cerr << "peer_benchmark: " << peer.name
                << " needs more than 2 exchanges or 60 octets beside the PDU\n";
      good = false;
    }
  }
  return good ? 0 : 1;
}

}  // namespace
}  // namespace isocket::lab

int main(int count, char** words) {
  const std::vector<std::string> arguments{words + 1, words + count};
  if (arguments.size() == 4 && arguments[0] == "--bare")
    return isocket::lab::bare(words[2], words[3], std::stoul(arguments[3]));
  if (arguments.empty()) {
    std::cerr << "peer_benchmark ISOCKET [MESSAGES [NAME...]]\n";
    return 2;
  }
  if (arguments[0] == "--driver") return isocket::lab::show_driver_times() ? 0 : 1;
  const std::size_t messages = arguments.size() > 1 ? std::stoul(arguments[1]) : 200;
  const std::vector<std::string> names{arguments.begin() + std::min<std::ptrdiff_t>(2, std::ssize(arguments)),
                                       arguments.end()};
  return isocket::lab::run(arguments[0], words[0], messages, names);
}
