#include "lab/usb_cable.h"

#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "ports/host/usb_port.h"

namespace isocket::lab {

UsbCable::UsbCable(EventLoop& loop, DeviceRig& rig) : loop_{loop}, rig_{rig}, pulling_{loop} {
  auto [ours, theirs] = make_pipe(loop);
  stream_ = std::move(theirs);
  line_ = std::make_unique<Line>(
      loop, std::move(ours), [this](std::string_view octets) { take(octets); }, [this] { pull(); });
  rig.cable_plugged([this](std::string_view octets) {
    if (line_) line_->write(octets);
    return octets.size();
  });
}

UsbCable::~UsbCable() {
  if (line_) rig_.cable_pulled();
}

std::unique_ptr<ByteStream> UsbCable::take_stream() {
  return std::move(stream_);
}

void UsbCable::take(std::string_view octets) {
  if (pulling_.armed()) return;
  octets = octets.substr(0, left_);
  left_ -= octets.size();
  said_ += octets.size();
  rig_.from_cable(octets);
  // Not from inside the line, which goes with it.
  if (left_ == 0) pulling_.at(loop_.now(), [this] { pull(); });
}

void UsbCable::pull() {
  if (!line_) return;
  rig_.cable_pulled();
  line_.reset();
}

struct UsbTerminal::State {
  State(EventLoop& loop, std::unique_ptr<fw::UsbPort> p)
      : port{std::move(p)}, events{loop.executor(), port->descriptor()} {}
  ~State() { events.release(); }
  std::unique_ptr<fw::UsbPort> port;
  asio::posix::stream_descriptor events;
  bool ended = false;
};

Result<std::unique_ptr<UsbTerminal>> UsbTerminal::open(EventLoop& loop, DeviceRig& rig,
                                                       const std::string& link) {
  auto place = std::make_shared<fw::UsbPort*>(nullptr);
  fw::UsbPort::Host host;
  host.plugged = [&rig, place](bool in) {
    if (!in) return rig.cable_pulled();
    rig.cable_plugged([place](std::string_view octets) { return (*place)->write(fw::as_octets(octets)); });
  };
  host.says = [&rig](std::string_view octets) { rig.from_cable(octets); };
  std::string error;
  auto port = fw::UsbPort::open(link, std::move(host), error);
  if (!port) return fail(Errc::io, "configuration cable", 0, error);
  *place = port.get();
  auto state = std::make_shared<State>(loop, std::move(port));
  loop.spawn(serve(state));
  return std::unique_ptr<UsbTerminal>{new UsbTerminal{std::move(state)}};
}

UsbTerminal::~UsbTerminal() {
  state_->ended = true;
  state_->events.cancel();
}

asio::awaitable<void> UsbTerminal::serve(std::shared_ptr<State> state) {
  while (!state->ended) {
    boost::system::error_code ec;
    co_await state->events.async_wait(asio::posix::stream_descriptor::wait_read,
                                      asio::redirect_error(asio::use_awaitable, ec));
    if (ec || state->ended) co_return;
    state->port->serve();
  }
}

}  // namespace isocket::lab
