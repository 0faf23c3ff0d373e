// The calls of the outbox: of an alert, one number after the other, and back to somebody who called or asked.

#include "core/outbox.h"
#include "core/unit.h"

namespace isocket::fw {
namespace {

constexpr Millis kAlertCall = 20 * kSecond;    // EP-9.2-06, GS-9.2-07
constexpr Millis kCallBackPatience = kMinute;  // from when the line is free

}  // namespace

bool Outbox::call_back(const Unit& unit, const Address& to, Millis rings) {
  if (call_back_time_.running() && call_back_to_ != to) return false;
  call_back_to_ = to;
  call_back_rings_ = rings;
  call_back_time_.start(unit.now, kCallBackPatience);
  return true;
}

bool Outbox::start_call_back(Unit& unit) {
  if (!call_back_time_.running() || call_ != Call::none || !unit.gsm.ready_for_call()) return false;
  call_back_time_.stop();
  if (!unit.gsm.dial(call_back_to_)) return false;  // not repeated (EP-6.2-08)
  call_ = Call::dialling;
  call_is_back_ = true;
  call_time_.start(unit.now, call_back_rings_ > kAlertCall ? call_back_rings_ : kAlertCall);
  return true;
}

void Outbox::call_number(Unit& unit, std::string_view digits) {
  if (!unit.gsm.dial(Address::international_number(digits))) return;
  call_ = Call::dialling;
  call_is_back_ = answered_ = false;
  call_time_.start(unit.now, kAlertCall);
}

void Outbox::call_state(Unit& unit, CallState state) {
  switch (state) {
    case CallState::ringing:
      if (call_ != Call::dialling) return;
      call_ = Call::ringing;
      if (call_is_back_) {
        call_time_.start(unit.now,
                         unit.defects.has(Defect::callback_rings_15_s) ? 15 * kSecond : call_back_rings_);
      } else {
        // What counts is what the called person hears (EP-9.2-25).
        call_time_.start(unit.now, unit.defects.has(Defect::call_cycle_19_s) ? 19 * kSecond : kAlertCall);
      }
      return;
    case CallState::answered:
      if (!calling()) return;
      answered_ = !unit.defects.has(Defect::answered_call_continues);
      call_time_.stop();
      if (call_ == Call::hanging_up) return;
      if (has(unit.model, Feature::microphone)) {
        call_ = Call::talking;  // until the called person hangs up (GS-9.2-14)
        if (unit.defects.has(Defect::taken_call_ends_after_a_minute)) call_time_.start(unit.now, kMinute);
        if (!call_is_back_) unit.alarms[alerts_[0].about.number].call_taken(unit);
      } else {
        call_ = Call::hanging_up;
        unit.gsm.hang_up();
      }
      return;
    case CallState::ended: call_over(unit); return;
  }
}

void Outbox::call_over(Unit& unit) {
  if (!calling()) return;
  const bool time_is_over = call_ == Call::hanging_up || call_ == Call::talking;
  // A call that rang and was ended by nobody here; without network nobody was reached (GS-9.2-37).
  const bool rejected = call_ == Call::ringing && unit.gsm.ready_for_call();
  call_ = Call::none;
  if (call_is_back_) {
    call_is_back_ = false;
    call_time_.stop();
  } else if (answered_ || alerts_[0].cancelled ||
             (rejected && has<&Model::rejection_ends_cycle>(unit.model) &&
              !unit.defects.has(Defect::rejection_calls_next))) {
    call_time_.stop();
    finish_alert(unit);
  } else if (time_is_over) {
    next_number();
  } else {
    call_ = Call::waiting;  // rejected, busy, unreachable: the 20 seconds are kept (EP-9.2-47)
  }
}

void Outbox::tick_calls(Unit& unit) {
  if (call_time_.over(unit.now)) {
    if (call_ == Call::waiting) {
      call_ = Call::none;
      next_number();
    } else if (calling()) {
      call_ = Call::hanging_up;
      unit.gsm.hang_up();
    }
  }
  if (!call_back_time_.running()) return;
  if (calling() || unit.gsm.in_call()) {
    call_back_time_.start(unit.now, kCallBackPatience);  // it waits for the end of that call (GS-10-11)
  } else {
    (void)call_back_time_.over(unit.now);
  }
}

}  // namespace isocket::fw
