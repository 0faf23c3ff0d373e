#pragma once
// What the device sends and calls: replies, confirmations of calls, and alerts. The GSM module does one thing
// at a time, so everything waits here for its turn; replies go between the steps of an alert (EP-9.2-29).

#include <array>
#include <cstdint>

#include "core/command.h"
#include "core/gsm/module.h"
#include "core/settings.h"
#include "core/temperature.h"
#include "core/types.h"

namespace isocket::fw {

enum class AlertKind : std::uint8_t {
  sensor_activated,
  sensor_deactivated,
  power_failed,
  power_restored,
  temperature_rise,
  temperature_fall,
  switched_off,
  sensor_failed,
  ac_failed,
  ac_restored,
  battery,  ///< the charge has fallen to `number` per cent
  battery_empty,
  status,
  temperatures,
  signal,
  relay_states,
  input_states,
};

/// What STATUS shows, as it was at one moment.
struct StatusSnapshot {
  ClockSeconds clock = 0;
  std::array<Degrees, kSensors> temperatures{};
  std::int16_t signal_dbm = kNoSignal;
  SmallSet relays_on;
  SmallSet armed;      ///< the inputs whose alarm function is enabled
  SmallSet active;     ///< the inputs that are not at rest
  SmallSet installed;  ///< temperature sensors
};

/// What an alert is about.
struct About {
  constexpr About(std::uint8_t number_ = 0, std::uint8_t sensor_ = 0, SmallSet relays_ = {})  // NOLINT
      : number{number_}, sensor{sensor_}, relays{relays_} {}

  std::uint8_t number;  ///< of the input, relay or sensor
  std::uint8_t sensor;  ///< whose temperature it tells
  SmallSet relays;      ///< whose thermostats have ended
};

struct Alert {
  AlertKind kind = AlertKind::status;
  About about{};
  bool to_centre = false;  ///< the security centre is told first (SR-U5.4-03)
  bool by_call = false;    ///< calls first, messages only if nobody answers (EP-9.2-46 to EP-9.2-48)
  bool begun = false;
  bool cancelled = false;  ///< ends with the call or message in progress (EP-9.2-30)
  Instant at{};
  StatusSnapshot snapshot{};
};

class Outbox {
 public:
  static constexpr std::uint8_t kReplies = 3;
  static constexpr std::uint8_t kAlerts = 10;  // EP-5.3-20

  /// Whether a command may be carried out: room for its reply, with one place kept for a caller.
  bool room_for_reply() const { return reply_count_ + 1 < kReplies; }
  /// Queues a message to somebody who wrote or called; dropped when the receiver cannot be dialled.
  void reply(Unit& unit, const Address& to, std::string_view text);
  /// Calls somebody back once the line is free (EP-6.2-07, GS-10-05).
  /// @param rings  how long, if nobody takes it
  /// @return       false: a call to somebody else waits for the line already
  bool call_back(const Unit& unit, const Address& to, Millis rings);
  /// Queues an alert for all alert numbers, and one of an input for the security centre, unless there is none
  /// (EP-5.3-02, SR-U5.4-02).
  /// @return whether it was queued
  bool alert(Unit& unit, AlertKind kind, About about = {}, bool by_call = false);
  /// The alerts of an input end after the call or message in progress.
  void cancel_sensor_alerts(std::uint8_t input);
  /// A number was taken out of a list; a cycle under way keeps its place in it.
  void number_removed(const Unit& unit, const NumberList& list, std::uint8_t position);
  void clear();

  bool calling() const { return call_ != Call::none && call_ != Call::waiting; }
  /// Somebody has taken a call and hears the room.
  bool talking() const { return call_ == Call::talking; }

  void call_state(Unit& unit, CallState state);
  void sms_result(Unit& unit, SmsResult result);
  void tick(Unit& unit);
  void plan(Wake& wake) const {
    wake.at(call_time_);
    wake.at(retry_);
    wake.at(reply_retry_);
    wake.at(call_back_time_);
  }

 private:
  enum class Sending : std::uint8_t { nothing, reply, alert };
  enum class Call : std::uint8_t { none, dialling, ringing, talking, hanging_up, waiting };

  struct Reply {
    Address to;
    Text text;
  };

  /// The numbers that the first alert is going to.
  const NumberList& receivers(const Unit& unit) const;
  bool send_reply(Unit& unit);
  bool start_call_back(Unit& unit);
  void call_number(Unit& unit, std::string_view digits);
  void tick_calls(Unit& unit);
  void continue_alert(Unit& unit);
  void call_over(Unit& unit);
  bool alert_in_progress() const;
  void next_number();
  void finish_alert(Unit& unit);
  void remove_alert(std::uint8_t position);
  void make_room(Unit& unit);
  std::uint8_t number() const { return static_cast<std::uint8_t>(number_); }

  std::array<Reply, kReplies> replies_{};
  std::uint8_t reply_count_ = 0;
  std::uint8_t reply_tries_ = 0;
  Countdown reply_retry_;
  std::uint8_t replies_made_ = 0;  // for Defect::drop_every_tenth_reply

  std::array<Alert, kAlerts> alerts_{};
  std::uint8_t alert_count_ = 0;
  std::int8_t number_ = 0;  // position in the list that the first alert goes to
  std::uint8_t tries_ = 0;
  Countdown retry_;
  Text alert_text_;

  Sending sending_ = Sending::nothing;
  Call call_ = Call::none;
  bool call_is_back_ = false;  // the call is a call-back, not an alert
  bool answered_ = false;
  Countdown call_time_;

  Countdown call_back_time_;  // runs while a call-back waits
  Address call_back_to_{};
  Millis call_back_rings_ = 0;
};

}  // namespace isocket::fw
