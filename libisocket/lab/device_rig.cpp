#include "lab/device_rig.h"

#include <charconv>

#include "sms/encode.h"

namespace isocket::lab {
namespace {

using namespace std::chrono_literals;

/// The clock of the board counts from here, in local time.
constexpr std::chrono::sys_days kEpoch{std::chrono::year{2000} / 1 / 1};
/// A device registers within 2 minutes after power-up (EP-3-09).
constexpr Duration kRegistrationLimit = 3min;

}  // namespace

Result<fw::RtcTime> parse_clock(std::string_view text) {
  // yy/mm/dd,hh:mm:ss+zz
  const auto wrong = [&] { return fail(Errc::bad_value, "clock", 0, "yy/mm/dd,hh:mm:ss+zz"); };
  constexpr std::string_view kShape = "00/00/00,00:00:00+00";
  if (text.size() != kShape.size()) return wrong();
  int parts[7] = {};
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool digit = text[i] >= '0' && text[i] <= '9';
    if (kShape[i] == '0' ? !digit : text[i] != kShape[i] && !(kShape[i] == '+' && text[i] == '-'))
      return wrong();
    if (digit) parts[i / 3] = parts[i / 3] * 10 + (text[i] - '0');
  }
  using namespace std::chrono;
  const year_month_day date{year{2000 + parts[0]}, month{static_cast<unsigned>(parts[1])},
                            day{static_cast<unsigned>(parts[2])}};
  if (!date.ok() || parts[3] > 23 || parts[4] > 59 || parts[5] > 59 || parts[6] > 56) return wrong();
  const seconds since = sys_days{date} - kEpoch + hours{parts[3]} + minutes{parts[4]} + seconds{parts[5]};
  const int zone = text[17] == '-' ? -parts[6] : parts[6];
  return fw::RtcTime{static_cast<std::uint32_t>(since.count()), static_cast<std::int8_t>(zone)};
}

fw::RtcTime network_time(const Directory& directory, Calendar now) {
  const auto local = std::chrono::floor<std::chrono::seconds>(now) + directory.zone();
  const std::chrono::seconds since = local - kEpoch;
  return {static_cast<std::uint32_t>(since.count()), static_cast<std::int8_t>(directory.zone().count() / 15)};
}

DeviceRig::DeviceRig(Network& network, PhoneNumber number)
    : network_{network},
      account_{network.directory().add(number)},
      card_{std::move(number)},
      button_{network.directory().clock()},
      reset_{network.directory().clock()} {}

Result<std::unique_ptr<DeviceRig>> DeviceRig::create(Network& network, PhoneNumber number,
                                                     const MakeBoard& make_board) {
  std::unique_ptr<DeviceRig> rig{new DeviceRig{network, std::move(number)}};
  DeviceRig* const self = rig.get();
  ModemOptions options;
  options.dialect = &Dialect::sim900();
  options.imei = SimCard::digits_from(self->card_.number, "869988", 15);
  options.faulty = false;  // what the device makes of a bad module is a question of its own
  self->modem_ =
      std::make_unique<VirtualModem>(network, self->card_, std::move(options),
                                     [self](std::string_view octets) { self->board_->from_modem(octets); });
  self->modem_->on_registration([self](Registration now) {
    if (now == Registration::home && self->reset_done_)
      self->reset_.after(self->network_.directory().timing().settle, [self] { self->finish_reset(true); });
  });
  Board::Outputs outputs;
  outputs.to_modem = [self](std::string_view octets) { self->modem_->feed(octets); };
  outputs.modem_power = [self](bool on) { self->modem_->power(on); };
  outputs.output = [self](bench::Output output, bool level) {
    const bench::Edge edge{output, level, self->network_.directory().clock().now()};
    if (self->on_edge_) self->on_edge_(edge);
  };
  auto board = make_board(std::move(outputs));
  if (!board) return fail(board.error());
  self->board_ = std::move(*board);
  return rig;
}

void DeviceRig::reset(std::function<void(bool)> done) {
  reset_done_ = nullptr;
  button_.cancel();
  board_->begin_anew();
  modem_->power(false);
  network_.messages().forget(account_);
  account_.refusals = 0;
  account_.service = true;
  account_.dbm = -67;
  network_.directory().present_locally(false);
  network_.ussd().cancel(account_);
  account_.ussd.clear();
  card_.inserted = true;
  card_.pin.reset();
  card_.tries = 3;
  card_.messages.clear();
  battery_good_ = true;
  board_->temperature(23.0);
  board_->input(fw::Input::sensor_contact, false);
  board_->input(fw::Input::sensor_plug, true);
  board_->input(fw::Input::usb, false);
  board_->input(fw::Input::button, false);
  board_->clock(network_time(network_.directory(), network_.directory().clock().calendar()));
  reset_done_ = std::move(done);
  reset_.after(kRegistrationLimit, [this] { finish_reset(false); });
  mains_ = true;
  board_->input(fw::Input::mains, true);
}

void DeviceRig::finish_reset(bool registered) {
  reset_.cancel();
  const auto done = std::exchange(reset_done_, nullptr);
  if (done) done(registered);
}

Result<void> DeviceRig::apply(const bench::Change& change) {
  return std::visit([this](const auto& one) { return set(one); }, change);
}

Result<void> DeviceRig::set(const bench::Mains& change) {
  mains_ = change.on;
  if (!mains_ && !battery_good_)
    board_->cut();
  else
    board_->input(fw::Input::mains, mains_);
  return {};
}

Result<void> DeviceRig::set(const bench::Battery& change) {
  battery_good_ = change.good;
  if (!battery_good_ && !mains_) board_->cut();
  return {};
}

Result<void> DeviceRig::set(const bench::Sensor& change) {
  board_->input(fw::Input::sensor_contact, change.closed);
  return {};
}

Result<void> DeviceRig::set(const bench::SensorPlug& change) {
  board_->input(fw::Input::sensor_plug, change.in);
  return {};
}

Result<void> DeviceRig::set(const bench::Temperature& change) {
  const bool readable = change.state == bench::Temperature::State::value;
  board_->temperature(readable ? std::optional{change.celsius} : std::nullopt);
  return {};
}

Result<void> DeviceRig::set(const bench::Button& change) {
  board_->input(fw::Input::button, true);
  button_.after(change.held, [this] { board_->input(fw::Input::button, false); });
  return {};
}

Result<void> DeviceRig::set(const bench::NetworkService& change) {
  network_.cells().set_service(account_, change.up);
  return {};
}

Result<void> DeviceRig::set(const bench::Usb& change) {
  board_->input(fw::Input::usb, change.connected);
  return {};
}

Result<void> DeviceRig::set(const bench::SignalLevel& change) {
  account_.dbm = change.dbm;
  return {};
}

Result<void> DeviceRig::set(const bench::DeviceClock& change) {
  if (!change.value) {
    board_->clock(std::nullopt);
    return {};
  }
  const auto time = parse_clock(*change.value);
  if (!time) return fail(time.error());
  board_->clock(*time);
  return {};
}

Result<void> DeviceRig::set(const bench::Sim& change) {
  card_.inserted = change.state != bench::Sim::State::absent;
  card_.pin.reset();
  if (change.state == bench::Sim::State::pin_locked) card_.pin = "1234";
  card_.messages.clear();
  sms::Deliver stored;
  stored.originator = sms::Address{card_.number};
  stored.time_stamp = network_.directory().stamp();
  stored.user_data = *sms::UserData::of("ON", stored.coding);
  for (int i = 0; i < change.stored_messages; ++i)
    card_.messages.add({StoredMessage::State::unread, *sms::encode(stored)});
  // A card that is changed while the module runs is seen at its next start.
  return {};
}

Result<void> DeviceRig::set(const bench::Ussd& change) {
  using Kind = bench::Ussd::Kind;
  UssdReply reply;
  reply.text = change.text;
  reply.kind = change.kind == Kind::text     ? UssdReply::Kind::text
               : change.kind == Kind::menu   ? UssdReply::Kind::menu
               : change.kind == Kind::reject ? UssdReply::Kind::reject
                                             : UssdReply::Kind::no_answer;
  network_.ussd().set(account_, change.code, std::move(reply));
  return {};
}

Result<void> DeviceRig::set(const bench::RefuseSubmissions& change) {
  account_.refusals = change.count;
  return {};
}

Result<void> DeviceRig::set(const bench::CallerId& change) {
  network_.directory().present_locally(change.local);
  return {};
}

Result<void> DeviceRig::set(const bench::ForeignMessage& change) {
  const auto sender = sms::Address::parse(change.sender);
  if (!sender) return fail(within("sender", 0, sender.error()));
  network_.messages().inject(*sender, change.text, account_);
  return {};
}

}  // namespace isocket::lab
