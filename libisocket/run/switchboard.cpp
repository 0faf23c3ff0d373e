#include "run/switchboard.h"

#include <algorithm>

#include "run/party.h"

namespace isocket::run {

Switchboard::Switchboard(EventLoop& loop, modem::Modem& modem, PhoneNumber number, journal::Journal& journal,
                         Allowance allowance)
    : loop_{loop},
      modem_{modem},
      number_{std::move(number)},
      journal_{journal},
      allowance_{allowance},
      seats_{loop},
      line_{loop} {
  modem_.on_event([this](const modem::ModemEvent& event) { on_event(event); });
}

Switchboard::~Switchboard() {
  modem_.on_event({});
}

void Switchboard::connect(Party& party) {
  parties_.push_back(&party);
}

void Switchboard::disconnect(Party& party) {
  std::erase(parties_, &party);
  if (caller_ == &party) caller_ = nullptr;
  if (called_ == &party) called_ = nullptr;
}

template <class Belongs>
bool Switchboard::tell(const modem::ModemEvent& event, Belongs belongs) {
  bool told = false;
  for (Party* party : parties_) {
    if (!belongs(*party)) continue;
    party->on_event(event);
    told = true;
  }
  return told;
}

void Switchboard::on_event(const modem::ModemEvent& event) {
  if (const auto* message = std::get_if<modem::MessageReceived>(&event)) {
    const std::string& from = message->deliver.originator.value();
    const bool told = tell(event, [&](const Party& party) { return party.talks_with(from); });
    if (told || message->stored_before) return;
    const auto text = message->deliver.text();
    journal_.record("sms.foreign", {{"modem", name()},
                                    {"from", message->deliver.originator.to_string()},
                                    {"text", text.value_or(std::string{})}});
  } else if (const auto* received = std::get_if<modem::ReportReceived>(&event)) {
    // The references of a modem come round within a long run: the recipient tells whose it is.
    const bool told = tell(event, [&](const Party& party) { return party.awaits(received->report); });
    if (told || received->stored_before) return;
    journal_.record("sms.foreign", {{"modem", name()},
                                    {"to", received->report.recipient.to_string()},
                                    {"mr", received->report.reference}});
  } else if (const auto* call = std::get_if<modem::IncomingCall>(&event)) {
    on_call(*call, event);
  } else if (const auto* ended = std::get_if<modem::CallEnded>(&event)) {
    const Party* whose = ended->incoming ? called_ : caller_;
    tell(event, [whose](const Party& party) { return &party == whose; });
  } else if (std::holds_alternative<modem::OutgoingRinging>(event) ||
             std::holds_alternative<modem::OutgoingAnswered>(event)) {
    tell(event, [this](const Party& party) { return &party == caller_; });
  } else {
    if (const auto* gone = std::get_if<modem::ModemGone>(&event)) lost_ = gone->reason;
    tell(event, [](const Party&) { return true; });
  }
}

void Switchboard::on_call(const modem::IncomingCall& call, const modem::ModemEvent& event) {
  const std::string from = call.number ? call.number->digits() : std::string{};
  const auto whose =
      std::find_if(parties_.begin(), parties_.end(), [&](Party* party) { return party->talks_with(from); });
  called_ = whose == parties_.end() ? nullptr : *whose;
  if (called_ != nullptr) return called_->on_event(event);
  journal_.record("call.foreign",
                  {{"modem", name()}, {"from", call.number ? call.number->to_string() : "withheld"}});
  // Whoever is called meanwhile is busy, or calls from a line that is taken.
  for (Party* party : parties_) party->disturbed("somebody else called the modem " + name());
}

void Switchboard::forget_old(Instant now) {
  while (!recent_.empty() && recent_.front() + allowance_.rate->period <= now) recent_.pop_front();
}

asio::awaitable<void> Switchboard::breathe(std::uint64_t submissions) {
  if (!allowance_.rate) co_return;
  const std::uint64_t most = allowance_.rate->messages;
  const std::uint64_t wanted = std::min(submissions, most);
  for (;;) {
    forget_old(loop_.now());
    if (recent_.size() + wanted <= most) co_return;
    const Instant free = recent_[recent_.size() + wanted - most - 1] + allowance_.rate->period;
    co_await sleep_until(loop_, free);
  }
}

asio::awaitable<bool> Switchboard::admit(std::uint64_t& promised) {
  const bool was_promised = promised > 0;
  if (!was_promised && !has_left(1)) co_return false;
  if (was_promised) {
    --promised;
    --promised_;
  }
  ++used_;
  co_await breathe(1);
  if (allowance_.rate) recent_.push_back(loop_.now());
  co_return true;
}

bool Switchboard::has_left(std::uint64_t submissions) const {
  return !allowance_.quota || used_ + promised_ + submissions <= *allowance_.quota;
}

}  // namespace isocket::run
