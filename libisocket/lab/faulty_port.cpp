#include "lab/faulty_port.h"

#include <algorithm>
#include <cassert>

namespace isocket::lab {
namespace {

constexpr std::uint64_t kMostGarbage = 60;

}  // namespace

std::string_view name_of(PortFault::Kind kind) {
  constexpr std::string_view kNames[] = {"silent", "garbage", "reset", "away", "other_port"};
  return kNames[static_cast<std::size_t>(kind)];
}

Result<std::unique_ptr<FaultyPort>> FaultyPort::create(Lab& lab, const PhoneNumber& number,
                                                       std::vector<std::string> names, Where where,
                                                       ModemSpec spec) {
  std::unique_ptr<FaultyPort> port{new FaultyPort{lab, number, std::move(names), where, std::move(spec)}};
  if (auto plugged = port->plug(); !plugged) return fail(std::move(plugged.error()));
  return port;
}

FaultyPort::FaultyPort(Lab& lab, const PhoneNumber& number, std::vector<std::string> names, Where where,
                       ModemSpec spec)
    : loop_{lab.loop()},
      names_{std::move(names)},
      where_{where},
      random_{lab.network().directory().fork("port " + number.digits())},
      unplugging_{loop_},
      returning_{loop_} {
  assert(!names_.empty());
  auto [inner, outer] = make_pipe(loop_);
  modem_ = &lab.add_modem(number, std::move(inner), std::move(spec));
  modem_line_ = std::make_unique<Line>(loop_, std::move(outer),
                                       [this](std::string_view octets) { pass(octets, true); });
}

FaultyPort::~FaultyPort() = default;

void FaultyPort::add(PortFault fault) {
  if (fault.at) {
    timers_.push_back(std::make_unique<Timer>(loop_));
    timers_.back()->at(*fault.at, [this, fault] { begin(fault); });
  }
  if (!fault.at_octet) return;
  const auto place = std::find_if(faults_.begin(), faults_.end(),
                                  [&](const PortFault& other) { return *other.at_octet <= *fault.at_octet; });
  faults_.insert(place, fault);
}

void FaultyPort::pass(std::string_view octets, bool to_host) {
  while (!octets.empty()) {
    while (!faults_.empty() && *faults_.back().at_octet <= passed_) {
      const PortFault fault = faults_.back();
      faults_.pop_back();
      begin(fault);
    }
    std::size_t count = octets.size();
    if (!faults_.empty()) count = std::min<std::uint64_t>(count, *faults_.back().at_octet - passed_);
    forward(octets.substr(0, count), to_host);
    passed_ += count;
    octets.remove_prefix(count);
  }
}

void FaultyPort::forward(std::string_view octets, bool to_host) {
  if (!plugged_ || loop_.now() < silent_until_) return;
  Line* const line = to_host ? host_line_.get() : modem_line_.get();
  if (line != nullptr) line->write(octets);
}

void FaultyPort::begin(const PortFault& fault) {
  if (!plugged_) return;
  switch (fault.kind) {
    case PortFault::Kind::silent: silent_until_ = std::max(silent_until_, loop_.now() + fault.lasts); break;
    case PortFault::Kind::garbage: {
      std::string octets(1 + random_.below(kMostGarbage), '\0');
      for (char& octet : octets) octet = static_cast<char>(random_.below(256));
      forward(octets, true);
      break;
    }
    case PortFault::Kind::reset: modem_->restart(); break;
    case PortFault::Kind::away: unplug(fault.lasts, false); break;
    case PortFault::Kind::other_port: unplug(fault.lasts, true); break;
  }
}

void FaultyPort::unplug(Duration away, bool rename) {
  plugged_ = false;
  modem_->power(false);
  // Not from inside the line, which goes with it.
  unplugging_.at(loop_.now(), [this] {
    host_line_.reset();
    terminal_.reset();
  });
  returning_.after(away, [this, rename] {
    if (rename) name_ = (name_ + 1) % names_.size();
    // A name that somebody else has taken meanwhile: it stays away.
    if (!plug()) return;
    modem_->power(true);
  });
}

Result<void> FaultyPort::plug() {
  if (where_ == Where::terminal) {
    auto terminal = Pty::open();
    if (!terminal) return fail(std::move(terminal.error()));
    if (auto named = (*terminal)->name(name()); !named) return fail(std::move(named.error()));
    terminal_ = std::move(*terminal);
    connect(terminal_->take_stream(loop_));
  }
  plugged_ = true;
  return {};
}

void FaultyPort::connect(std::unique_ptr<ByteStream> host) {
  host_line_ = std::make_unique<Line>(
      loop_, std::move(host), [this](std::string_view octets) { pass(octets, false); },
      [this] { host_line_.reset(); });
}

Result<std::unique_ptr<ByteStream>> FaultyPort::open() {
  if (!plugged_) return fail(Errc::not_found, name(), 0, "nothing is plugged in there");
  auto [ours, theirs] = make_pipe(loop_);
  connect(std::move(ours));
  return std::move(theirs);
}

}  // namespace isocket::lab
