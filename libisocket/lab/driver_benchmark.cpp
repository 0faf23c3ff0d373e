#include "lab/driver_benchmark.h"

#include <algorithm>
#include <chrono>
#include <iomanip>
#include <iostream>
#include <vector>

#include "core/recorded_stream.h"
#include "core/scratch_folder.h"
#include "lab/faulty_port.h"
#include "lab/lab.h"
#include "lab/pty.h"
#include "modem/modem.h"
#include "modem/port_sources.h"

namespace isocket::lab {
namespace {

using namespace std::chrono_literals;
using SteadyClock = std::chrono::steady_clock;
using Milliseconds = std::chrono::duration<double, std::milli>;

const PhoneNumber kOwn = *PhoneNumber::parse("+358912345601");
const PhoneNumber kOther = *PhoneNumber::parse("+358912345602");

LabOptions without_delay() {
  LabOptions options;
  options.timing = Timing::none();
  return options;
}

/// When the modem's latest octets went to the host, and how many went either way.
struct Seen final : StreamRecorder {
  struct Port {
    SteadyClock::time_point indicated;  ///< the latest +CMTI
    std::uint64_t octets = 0;
  };
  explicit Seen(Port& p) : port{p} {}
  void on_written(std::span<const std::byte> octets) override {
    const std::string_view text{reinterpret_cast<const char*>(octets.data()), octets.size()};
    if (text.find("+CMTI") != std::string_view::npos) port.indicated = SteadyClock::now();
    port.octets += octets.size();
  }
  void on_read(std::span<const std::byte> octets) override { port.octets += octets.size(); }
  void on_closed() override {}
  Port& port;
};

/// A lab with one modem at a terminal, and the driver there.
struct DriverAtATerminal {
  explicit DriverAtATerminal(modem::ModemOptions options)
      : driver{loop, open(), std::move(options), journal} {}

  std::unique_ptr<ByteStream> open() {
    auto line = make_recorded_stream(pty->take_stream(loop), std::make_unique<Seen>(port));
    lab.add_modem(kOwn, std::move(line));
    loop.run_until(loop.now() + 100ms);
    return std::move(modem::world_of_ports(loop).open(pty->path(), modem::FlowControl::none).value());
  }
  bool start() {
    bool ready = false;
    loop.run_to_end(start_it(ready));
    return ready;
  }
  asio::awaitable<void> start_it(bool& ready) {
    const auto identity = co_await driver.start();
    ready = identity.has_value();
  }

  EventLoop loop{EventLoop::Pace::real_time};
  Lab lab{loop, without_delay()};
  std::unique_ptr<Pty> pty = std::move(Pty::open().value());
  Seen::Port port;
  journal::Journal journal{loop};
  modem::Modem driver;
};

void show(std::string_view what, const std::vector<Milliseconds>& times) {
  std::vector<Milliseconds> sorted = times;
  std::sort(sorted.begin(), sorted.end());
  std::cout << std::left << std::setw(44) << what << std::right << std::fixed << std::setprecision(3)
            << std::setw(10) << sorted[sorted.size() / 2].count() << " ms median" << std::setw(10)
            << sorted.back().count() << " ms worst of " << sorted.size() << "\n";
}

bool show_reception() {
  modem::ModemOptions options{"m"};
  options.reception = modem::Reception::stored;
  DriverAtATerminal at{std::move(options)};
  std::vector<Milliseconds> times;
  at.driver.on_event([&](const modem::ModemEvent& event) {
    if (std::holds_alternative<modem::MessageReceived>(event))
      times.push_back(SteadyClock::now() - at.port.indicated);
  });
  if (!at.start()) return false;
  Subscriber& account = at.lab.network().directory().add(kOwn);
  constexpr std::size_t kMessages = 100;
  for (std::size_t i = 0; i < kMessages; ++i) {
    at.lab.network().messages().inject(sms::Address{kOther}, "Relay 2 is on", account);
    for (int wait = 0; wait < 1000 && times.size() <= i; ++wait) at.loop.run_until(at.loop.now() + 1ms);
  }
  if (times.size() != kMessages) return false;
  show("+CMTI until its message is with the reader", times);
  return true;
}

bool show_idling() {
  modem::ModemOptions options{"m"};
  options.keep_alive = 4s;
  DriverAtATerminal at{std::move(options)};
  if (!at.start()) return false;
  const std::uint64_t before = at.port.octets;
  at.loop.run_until(at.loop.now() + 13s);
  const std::uint64_t octets = at.port.octets - before;
  std::cout << "13 s of nothing, a keep-alive each 4 s            " << octets << " octets, both ways\n";
  // Three times a short question and its answer.
  return octets > 0 && octets <= 3 * 60;
}

asio::awaitable<void> start_and_count(modem::Modem& driver, bool& ready) {
  const auto identity = co_await driver.start();
  ready = identity.has_value();
}

asio::awaitable<void> submit_one(modem::Modem& driver) {
  sms::Submit message;
  message.destination = sms::Address{kOwn};
  message.user_data = sms::UserData::of("back", message.coding).value();
  static_cast<void>(co_await driver.submit(std::move(message)));
}

/// From when the port is there again until a message has gone out, which has been waiting.
bool show_return() {
  EventLoop loop{EventLoop::Pace::real_time};
  Lab lab{loop, without_delay()};
  const ScratchFolder folder = ScratchFolder::make("isocket-return").value();
  const std::string path = folder.file("modem");
  auto port = FaultyPort::create(lab, kOwn, {path}, FaultyPort::Where::terminal);
  if (!port) return false;
  journal::Journal journal{loop};
  modem::Modem driver{loop, modem::port_by_path(modem::world_of_ports(loop), path), modem::ModemOptions{"m"},
                      journal};
  bool ready = false;
  loop.spawn(start_and_count(driver, ready));
  const auto until = [&loop](auto condition) {
    for (int wait = 0; wait < 20'000 && !condition(); ++wait) loop.run_until(loop.now() + 1ms);
    return condition();
  };
  if (!until([&] { return ready; })) return false;
  std::size_t accepted = 0;
  lab.network().messages().on_accepted([&](const PhoneNumber&, const sms::Submit&) { ++accepted; });
  std::vector<Milliseconds> times;
  for (std::size_t turn = 1; turn <= 5; ++turn) {
    PortFault fault;
    fault.kind = PortFault::Kind::away;
    fault.at = loop.now();
    fault.lasts = 2s;
    (*port)->add(fault);
    if (!until([&] { return !(*port)->plugged(); })) return false;
    loop.run_until(loop.now() + 100ms);
    loop.spawn(submit_one(driver));
    if (!until([&] { return (*port)->plugged(); })) return false;
    const auto back = SteadyClock::now();
    if (!until([&] { return accepted == turn; })) return false;
    times.push_back(SteadyClock::now() - back);
  }
  show("port back until the waiting message is out", times);
  return true;
}

}  // namespace

bool show_driver_times() {
  bool good = show_reception();
  good = show_idling() && good;
  return show_return() && good;
}

}  // namespace isocket::lab
