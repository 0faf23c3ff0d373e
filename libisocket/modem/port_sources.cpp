#include "modem/port_sources.h"

#include <algorithm>

#include "core/notifier.h"

namespace isocket::modem {
namespace {

using namespace std::chrono_literals;

/// How long a port is asked for its IMEI. A modem answers within milliseconds.
constexpr Duration kImeiLimit = 3s;

Result<OpenedPort> open_at(const PortWorld& world, const std::string& path, FlowControl flow) {
  auto stream = world.open(path, flow);
  if (!stream) return fail(std::move(stream.error()));
  OpenedPort opened;
  opened.path = path;
  opened.stream = std::move(*stream);
  return opened;
}

/// Looks in a world, when it is its turn.
class WorldSource : public PortSource {
 public:
  WorldSource(PortWorld world, FlowControl flow) : world_{std::move(world)}, flow_{flow} {}
  asio::awaitable<Result<OpenedPort>> open() final {
    const std::shared_ptr<Turns> turns = world_.turns;
    if (turns) co_await turns->take(Sharing::alone);
    auto opened = co_await look();
    if (turns) turns->give_back(Sharing::alone);
    co_return opened;
  }

 protected:
  virtual asio::awaitable<Result<OpenedPort>> look() = 0;
  Result<OpenedPort> open_at(const std::string& path) const { return modem::open_at(world_, path, flow_); }
  PortWorld world_;

 private:
  FlowControl flow_;
};

class PathSource final : public WorldSource {
 public:
  PathSource(PortWorld world, std::string path, FlowControl flow)
      : WorldSource{std::move(world), flow}, path_{std::move(path)} {}

 private:
  asio::awaitable<Result<OpenedPort>> look() override { co_return open_at(path_); }
  std::string path_;
};

class UsbSource final : public WorldSource {
 public:
  UsbSource(PortWorld world, UsbPlace place, FlowControl flow)
      : WorldSource{std::move(world), flow}, place_{std::move(place)} {}

 private:
  asio::awaitable<Result<OpenedPort>> look() override {
    const std::vector<SerialPort> ports = world_.list();
    const SerialPort* chosen = nullptr;
    for (const SerialPort& port : ports) {
      if (!port.device || port.device->place != place_.place) continue;
      const PortRole role = role_of(port);
      if (place_.interface ? port.interface.number != *place_.interface : !may_be_asked(role)) continue;
      if (chosen == nullptr || role == PortRole::control) chosen = &port;
    }
    if (chosen == nullptr) co_return fail(missing(ports));
    co_return open_at(chosen->path);
  }

  [[nodiscard]] Error missing(const std::vector<SerialPort>& ports) const {
    Error error{Errc::not_found, place_.to_string(), 0, "no serial port at this place of the USB"};
    std::string others;
    for (const SerialPort& port : ports)
      if (port.device && port.device->place == place_.place)
        others += (others.empty() ? "" : ", ") + port.usb();
    error.detail += others.empty() ? "; 'isocket modems' lists what there is" : "; there are " + others;
    return error;
  }

  UsbPlace place_;
};

/// One look for a modem. Shared with the probes.
struct Search {
  Search(EventLoop& l, std::string i) : loop{l}, journal{l}, imei{std::move(i)}, ended{l, l.executor()} {}
  EventLoop& loop;
  journal::Journal journal;  ///< nobody reads it: what is asked of others' modems is no part of a run
  std::string imei;
  std::vector<std::size_t> found;  ///< which of the ports that are asked are its
  std::size_t under_way = 0;
  Notifier ended;
};

asio::awaitable<void> look_at(std::shared_ptr<Search> search, std::size_t index,
                              std::unique_ptr<ByteStream> stream) {
  {
    AtDialogue::Options dialogue;
    dialogue.calls = 2;
    AtChannel channel{search->loop, std::move(stream), search->journal, "search", dialogue};
    const Instant until = search->loop.now() + kImeiLimit;
    Timer end{search->loop};
    end.at(until, [&channel] { channel.close(); });
    const auto imei = co_await ask_imei(channel, search->loop, until);
    if (imei && *imei == search->imei) search->found.push_back(index);
  }
  if (--search->under_way == 0) search->ended.notify();
}

class ImeiSource final : public WorldSource {
 public:
  ImeiSource(EventLoop& loop, PortWorld world, std::string imei, FlowControl flow)
      : WorldSource{std::move(world), flow}, loop_{loop}, imei_{std::move(imei)} {}

 private:
  asio::awaitable<Result<OpenedPort>> look() override {
    // Its control port in front: where it answers at several, the first is taken.
    std::vector<std::string> first, others;
    for (const PortRole role : {PortRole::control, PortRole::unknown, PortRole::secondary})
      for (const SerialPort& port : world_.list())
        if (port.present && !port.bluetooth && !port.console && role_of(port) == role)
          (port.path == last_ ? first : others).push_back(port.path);
    last_ = co_await ask(std::move(first));
    if (last_.empty()) last_ = co_await ask(std::move(others));
    if (!last_.empty()) co_return open_at(last_);
    co_return fail(Errc::not_found, imei_, 0,
                   "no modem with this IMEI at any port that is free; 'isocket modems' lists what there is");
  }

  /// The first of these ports in their order at which the modem answers; empty: none.
  asio::awaitable<std::string> ask(std::vector<std::string> paths) {
    const auto search = std::make_shared<Search>(loop_, imei_);
    for (std::size_t i = 0; i < paths.size(); ++i) {
      if (world_.held(paths[i])) continue;
      auto stream = world_.open(paths[i], FlowControl::none);
      if (!stream) continue;
      ++search->under_way;
      loop_.spawn(look_at(search, i, std::move(*stream)));
    }
    if (search->under_way > 0) co_await search->ended.wait_until(Instant::max());
    if (search->found.empty()) co_return std::string{};
    co_return paths[*std::min_element(search->found.begin(), search->found.end())];
  }

  EventLoop& loop_;
  std::string imei_;
  std::string last_;
};

}  // namespace

PortWorld world_of_ports(EventLoop& loop, std::vector<std::string> more) {
  PortWorld world;
  world.turns = std::make_shared<Turns>(loop);
  world.open = [&loop](const std::string& path, FlowControl flow) {
    return open_serial_port(loop, path, flow);
  };
  world.held = [](const std::string& path) { return !holders_of(path).empty(); };
  world.list = [more = std::move(more)] {
    std::vector<SerialPort> ports = list_serial_ports();
    for (const std::string& path : more) ports.emplace_back().path = path;
    return ports;
  };
  return world;
}

std::unique_ptr<PortSource> port_by_path(PortWorld world, std::string path, FlowControl flow) {
  return std::make_unique<PathSource>(std::move(world), std::move(path), flow);
}
std::unique_ptr<PortSource> port_by_usb(PortWorld world, UsbPlace place, FlowControl flow) {
  return std::make_unique<UsbSource>(std::move(world), std::move(place), flow);
}
std::unique_ptr<PortSource> port_by_imei(EventLoop& loop, PortWorld world, std::string imei,
                                         FlowControl flow) {
  return std::make_unique<ImeiSource>(loop, std::move(world), std::move(imei), flow);
}

}  // namespace isocket::modem
