#include "lab/device_rig.h"

#include <algorithm>
#include <charconv>

#include "sms/encode.h"

namespace isocket::lab {
namespace {

using namespace std::chrono_literals;

/// The clock of the board counts from here, in local time.
constexpr std::chrono::sys_days kEpoch{std::chrono::year{2000} / 1 / 1};
/// A device registers within 2 minutes after power-up (EP-3-09).
constexpr Duration kRegistrationLimit = 3min;
constexpr std::uint8_t kFull = 100;  ///< per cent
/// A Smart Relay takes five temperature sensors; T1 and T2 are there.
constexpr std::uint8_t kSensorsAtStart = 2;

fw::Variant built(const bench::Variant& variant) {
  switch (variant.kind) {
    case bench::Variant::Kind::us: return fw::Variant::us;
    case bench::Variant::Kind::no_voltage_sensor: return fw::Variant::no_voltage_sensor;
    case bench::Variant::Kind::standard: break;
  }
  return fw::Variant::standard;
}

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

DeviceRig::DeviceRig(Network& network, PhoneNumber number, device::Model model)
    : network_{network},
      has_{device::equipment_of(model)},
      account_{network.directory().add(number)},
      card_{std::move(number)},
      button_{network.directory().clock()},
      reset_{network.directory().clock()} {}

Result<std::unique_ptr<DeviceRig>> DeviceRig::create(Network& network, PhoneNumber number,
                                                     device::Model model, const MakeBoard& make_board) {
  std::unique_ptr<DeviceRig> rig{new DeviceRig{network, std::move(number), model}};
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
  outputs.to_cable = [self](std::string_view octets) {
    return self->cable_host_ ? self->cable_host_(octets) : octets.size();
  };
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
  replace(bench::Variant{}, std::move(done));
}

void DeviceRig::replace(const bench::Variant& variant, std::function<void(bool)> done) {
  reset_done_ = nullptr;
  button_.cancel();
  board_->begin_anew(built(variant));
  modem_->power(false);
  network_.messages().forget(account_);
  account_.refusals = 0;
  account_.service = true;
  account_.dbm = -67;
  account_.local_callers = false;
  network_.ussd().cancel(account_);
  account_.ussd.clear();
  card_.inserted = true;
  card_.pin.reset();
  card_.tries = 3;
  card_.messages.clear();
  surround();
  reset_done_ = std::move(done);
  reset_.after(kRegistrationLimit, [this] { finish_reset(false); });
  mains_ = true;
  input(fw::Input::mains, true);
}

/// What is around a board at the start of a case, but for its supply.
void DeviceRig::surround() {
  battery_good_ = true;
  board_->battery(kFull);
  for (std::uint8_t i = 0; i < std::min(has_.temperature_sensors, kSensorsAtStart); ++i)
    board_->temperature(23.0, i);
  for (std::uint8_t i = 0; i < has_.alarm_inputs; ++i) input(fw::Input::sensor_contact, false, i);
  input(fw::Input::sensor_plug, has_.sensor_jack);
  input(fw::Input::usb, false);
  input(fw::Input::button, false);
  input(fw::Input::ac, true);
  board_->clock(network_time(network_.directory(), network_.directory().clock().calendar()));
}

void DeviceRig::finish_reset(bool registered) {
  reset_.cancel();
  const auto done = std::exchange(reset_done_, nullptr);
  if (done) done(registered);
}

void DeviceRig::cable_plugged(std::function<std::size_t(std::string_view)> says) {
  cable_host_ = std::move(says);
  board_->cable_host(true);
}

void DeviceRig::cable_pulled() {
  board_->cable_host(false);
  cable_host_ = nullptr;
}

Result<void> DeviceRig::apply(const bench::Change& change) {
  return std::visit([this](const auto& one) { return set(one); }, change);
}

Result<void> DeviceRig::set(const bench::Mains& change) {
  mains_ = change.on;
  if (!mains_ && !battery_good_)
    board_->cut();
  else
    input(fw::Input::mains, mains_);
  return {};
}

Result<void> DeviceRig::set(const bench::Ac& change) {
  input(fw::Input::ac, change.on);
  return {};
}

Result<void> DeviceRig::set(const bench::Battery& change) {
  const auto percent = static_cast<std::uint8_t>(change.percent.value_or(change.good ? kFull : 0));
  battery_good_ = percent > 0;
  board_->battery(percent);
  if (!battery_good_ && !mains_) board_->cut();
  return {};
}

Result<void> DeviceRig::set(const bench::Sensor& change) {
  input(fw::Input::sensor_contact, change.closed, static_cast<std::uint8_t>(change.number - 1));
  return {};
}

Result<void> DeviceRig::set(const bench::SensorPlug& change) {
  input(fw::Input::sensor_plug, change.in);
  return {};
}

Result<void> DeviceRig::set(const bench::Temperature& change) {
  const bool readable = change.state == bench::Temperature::State::value;
  board_->temperature(readable ? std::optional{change.celsius} : std::nullopt,
                      static_cast<std::uint8_t>(change.number - 1));
  return {};
}

Result<void> DeviceRig::set(const bench::Button& change) {
  input(fw::Input::button, true);
  button_.after(change.held, [this] { input(fw::Input::button, false); });
  return {};
}

Result<void> DeviceRig::set(const bench::NetworkService& change) {
  network_.cells().set_service(account_, change.up);
  return {};
}

Result<void> DeviceRig::set(const bench::Usb& change) {
  input(fw::Input::usb, change.connected);
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
  account_.local_callers = change.local;
  return {};
}

Result<void> DeviceRig::set(const bench::Variant&) {
  return fail(Errc::unsupported, "variant", 0, "another device takes its time to register: replace()");
}

Result<void> DeviceRig::set(const bench::ForeignMessage& change) {
  const auto sender = sms::Address::parse(change.sender);
  if (!sender) return fail(within("sender", 0, sender.error()));
  network_.messages().inject(*sender, change.text, account_);
  return {};
}

}  // namespace isocket::lab
