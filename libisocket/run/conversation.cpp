#include "run/conversation.h"

#include <algorithm>
#include <cassert>
#include <utility>

#include "device/equipment.h"

namespace isocket::run {
namespace {

using namespace std::chrono_literals;

/// Stamps have whole seconds, and clocks of networks are not set to the second.
constexpr Duration kStampSlack = 2s;

std::string seconds_text(Duration d) {
  return std::to_string(d / 1s) + " s";
}

/// As the network shows a caller of the same country: the trunk prefix 0 in place of the country code (ITU-T
/// E.164: one digit in zones 1 and 7, three where the first two are listed here, else two).
std::string local_form(const PhoneNumber& number) {
  static constexpr std::string_view kThreeDigits =
      "35 37 38 42 50 59 67 68 69 80 85 87 88 96 97 99 21 22 23 24 25 26 29";
  const std::string& digits = number.digits();
  std::size_t code = digits.starts_with('1') || digits.starts_with('7') ? 1 : 2;
  if (digits.size() > 2 && kThreeDigits.find(digits.substr(0, 2)) != std::string_view::npos) code = 3;
  return "0" + (digits.size() > code ? digits.substr(code) : std::string{});
}

}  // namespace

Conversation::Conversation(Table& table, NetworkRecord& network, Random nonces)
    : table_{table}, network_{network}, nonces_{nonces}, access_{table.device.model, table.loop.now()} {
  for (const auto& p : table_.parties()) {
    p->begin_anew();
    values_[p->name() + ".number"] = p->number().digits();
    values_[p->name() + ".local"] = local_form(p->number());
  }
  for (std::size_t i = 0; i < table_.nobody.size(); ++i)
    values_["nobody." + std::to_string(i + 1)] = table_.nobody[i].digits();
  values_["password"] = table_.device.password;
  values_["device.number"] = table_.device.number.digits();
}

device::ReplyClass Conversation::classify(const std::string& text) const {
  return device::classify(table_.device.model, text);
}

void Conversation::begin() {
  began_ = table_.loop.calendar();
  anchor = table_.loop.now();
  access_.started(anchor);
  for (const auto& p : table_.parties()) p->clear();
}

void Conversation::turn_page() {
  began_ = table_.loop.calendar();
  for (const auto& p : table_.parties()) {
    for (const Letter& letter : p->letters())
      table_.journal.record("sms.stale", {{"party", p->name()}, {"text", letter.text}});
    p->letters().clear();
  }
}

Party& Conversation::party(const std::string& name) {
  const auto found = std::find_if(table_.parties().begin(), table_.parties().end(),
                                  [&](const auto& p) { return p->name() == name; });
  assert(found != table_.parties().end());  // the plan skips a case whose parties are not bound
  return **found;
}

void Conversation::note_trouble(const std::string& what) {
  table_.journal.record("network.trouble", {{"what", what}});
  if (trouble_.empty()) trouble_ = what;
}

asio::awaitable<std::optional<Wrong>> Conversation::send(Party& party, std::string text,
                                                         SendOptions options) {
  const device::Access before = access_;
  options.under_way = std::exchange(under_way_, true);
  messages_ += 2;  // the command and its status report
  auto outcome = co_await party.send(table_.device.number, text, options, table_.patience.validity);
  if (!outcome) {
    Wrong wrong{Suspect::harness,
                "cannot-encode",
                "the text cannot be sent: " + describe(outcome.error()),
                text,
                {},
                {},
                {},
                {}};
    co_return wrong;
  }
  if (outcome->outcome == modem::Submission::Outcome::refused &&
      outcome->error.error_class == modem::ErrorClass::network) {
    Wrong wrong{Suspect::outage,
                "no-network",
                "the modem of " + party.name() + " had no network: the message did not go out",
                text,
                "a registered modem",
                outcome->reason,
                {},
                {}};
    co_return wrong;
  }
  if (outcome->outcome == modem::Submission::Outcome::refused && !party.interrupted().empty() &&
      party.lost().empty()) {
    Wrong wrong{Suspect::outage,
                "modem-restarted",
                "the modem of " + party.name() + " was not ready again in time: the message did not go out",
                text,
                "a modem that is ready",
                outcome->reason,
                {},
                {}};
    co_return wrong;
  }
  if (outcome->outcome == modem::Submission::Outcome::refused) {
    Wrong wrong{Suspect::harness,
                party.spent() ? "quota" : "submission-refused",
                party.spent() ? "the message was not sent" : "the network refused the message",
                text,
                "a submission that the network takes",
                outcome->reason,
                {},
                {}};
    co_return wrong;
  }
  if (outcome->outcome == modem::Submission::Outcome::unknown) {
    Wrong wrong{Suspect::network,
                "submission-unknown",
                "the modem gave no final result: the command may or may not have gone out",
                text,
                "a final result",
                outcome->reason,
                {},
                {}};
    co_return wrong;
  }
  party.pending().back().expected = reachable();
  last_sent_ = text;
  ++commands_;
  if (!options.withheld) access_.sent(party.number(), text, table_.loop.now());
  doubt_ = Doubt{before, text};
  co_return std::nullopt;
}

asio::awaitable<void> Conversation::settle() {
  for (;;) {
    Instant deadline = Instant::max();
    for (const auto& p : table_.parties()) {
      for (Pending& pending : p->pending()) {
        if (!pending.expected || pending.settled) continue;
        const Instant due = pending.submitted + table_.patience.report;
        if (due <= table_.loop.now() || !reachable()) {
          pending.expected = false;
          if (reachable()) {
            pending.troubled = true;
            note_trouble("no status report within " + seconds_text(table_.patience.report));
          }
          continue;
        }
        deadline = std::min(deadline, due);
      }
    }
    if (deadline == Instant::max()) break;
    co_await table_.heard.wait_until(deadline);
  }
  judge_reports();
}

void Conversation::judge_reports() {
  for (const auto& p : table_.parties()) {
    for (Pending& pending : p->pending()) {
      if (pending.troubled || !pending.settled || !pending.expected) continue;
      const Duration took = *pending.settled - pending.submitted;
      std::string what;
      if (took > table_.patience.late_report) what = "a status report took " + seconds_text(took);
      if (pending.reports > 1) what = "a status report came twice";
      if (!pending.delivered) what = "a message could not be delivered";
      if (what.empty()) continue;
      pending.troubled = true;
      note_trouble(what);
    }
  }
}

asio::awaitable<void> Conversation::end_calls() {
  for (const auto& p : table_.parties()) {
    if (!p->talk()) continue;
    auto ended = co_await p->hang_up();
    static_cast<void>(ended);  // a modem that fails tells of itself
  }
}

asio::awaitable<void> Conversation::drain() {
  if (table_.bench.faultless()) co_return;
  for (;;) {
    Instant latest{};
    for (const auto& p : table_.parties())
      for (const Pending& pending : p->pending())
        if (!pending.settled) latest = std::max(latest, pending.submitted + table_.patience.validity + 30s);
    if (latest <= table_.loop.now()) break;
    co_await table_.heard.wait_until(latest);
  }
  co_await sleep_for(table_.loop, table_.patience.quiet);
  judge_reports();
}

void Conversation::count_in(NetworkRecord& record) const {
  for (const auto& p : table_.parties()) {
    for (const Pending& pending : p->pending()) {
      if (pending.troubled)
        record.settled_with_trouble();
      else if (pending.settled && pending.expected)
        record.settled_cleanly();
    }
  }
}

void Conversation::sort_letters(Party& party) {
  auto& letters = party.letters();
  for (auto letter = letters.begin(); letter != letters.end();) {
    if (letter->sorted) {
      ++letter;
      continue;
    }
    letter->sorted = true;
    std::string_view away;
    if (letter->from.value() != table_.device.number.digits()) {
      away = "sms.foreign";
    } else if (letter->stamped) {
      ++messages_;
      const Duration transit =
          network_.transit(table_.loop.calendar() - (table_.loop.now() - letter->arrived), *letter->stamped);
      if (*letter->stamped + network_.least_transit() + kStampSlack < began_) {
        away = "sms.stale";
      } else if (!table_.bench.faultless()) {
        const bool doubled = std::any_of(seen_.begin(), seen_.end(), [&](const Letter& l) {
          return l.text == letter->text && l.stamped == letter->stamped;
        });
        if (doubled) {
          away = "sms.doubled";
          note_trouble("a message of the device arrived twice");
        } else if (transit > table_.patience.late_letter) {
          note_trouble("a message of the device took " + seconds_text(transit));
        } else if (!seen_.empty() && letter->stamped < seen_.back().stamped) {
          note_trouble("a message of the device was overtaken");
        }
      }
      if (away.empty()) seen_.push_back(*letter);
    }
    if (away.empty()) {
      ++letter;
      continue;
    }
    table_.journal.record(away, {{"party", party.name()}, {"text", letter->text}});
    letter = letters.erase(letter);
  }
}

asio::awaitable<std::optional<Letter>> Conversation::next_letter(Party& party, Instant deadline) {
  for (;;) {
    sort_letters(party);
    if (!party.letters().empty()) break;
    const bool heard = co_await table_.heard.wait_until(deadline);
    if (!heard && party.letters().empty()) co_return std::nullopt;
  }
  std::optional<Letter> letter{std::move(party.letters().front())};
  party.letters().pop_front();
  if (classify(letter->text) != device::ReplyClass::alert) ++answers_;
  taken_.push_back(letter->text);
  if (doubt_ && device::is_refusal(classify(letter->text))) access_.refused(doubt_->before);
  doubt_.reset();
  co_return letter;
}

bool Conversation::repeated(const Letter& letter) const {
  return std::count(taken_.begin(), taken_.end(), letter.text) > 1;
}

bool Conversation::set_aside(const Party& party, const Letter& letter) {
  if (table_.bench.faultless() || !repeated(letter)) return false;
  table_.journal.record("sms.doubled", {{"party", party.name()}, {"text", letter.text}});
  note_trouble("an answer came twice");
  return true;
}

Suspect Conversation::suspect_of(const Letter& letter, std::uint32_t unanswered_before) const {
  const bool alert = classify(letter.text) == device::ReplyClass::alert;
  return unanswered_before == 1 && !repeated(letter) && !alert ? Suspect::device : Suspect::either;
}

std::optional<std::pair<Party*, Letter>> Conversation::unexpected(bool alerts_too) {
  for (const auto& p : table_.parties()) {
    sort_letters(*p);
    for (const Letter& letter : p->letters())
      if (alerts_too || classify(letter.text) != device::ReplyClass::alert) return std::pair{p, letter};
  }
  return std::nullopt;
}

Party* Conversation::served_party() {
  for (const auto& p : table_.parties())
    if (access_.serves(p->number())) return p;
  return nullptr;
}

asio::awaitable<bool> Conversation::await_letter(Party& party, std::string echo, Instant deadline) {
  for (;;) {
    sort_letters(party);
    auto& letters = party.letters();
    const auto found = std::find_if(letters.begin(), letters.end(), [&](const Letter& l) {
      return echo.empty() ? device::is_version(l.text) : l.text == echo;
    });
    if (found != letters.end()) {
      letters.erase(found);
      co_return true;
    }
    const bool heard = co_await table_.heard.wait_until(deadline);
    if (!heard) co_return false;
  }
}

asio::awaitable<bool> Conversation::fence() {
  const std::string last = last_sent_;
  bool answered = false;
  for (std::uint32_t tries = 0; tries < table_.patience.fences && !answered; ++tries) {
    co_await settle();
    Party* party = served_party();
    if (party == nullptr || !reachable()) break;
    static constexpr std::string_view kLetters = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    std::string nonce = "ZZ";
    for (int i = 0; i < 6; ++i) nonce += kLetters[nonces_.below(kLetters.size())];
    const bool named = access_.answers_errors();
    const std::string command = access_.prefix() + (named ? nonce : "FIRMWARE");
    const std::string echo =
        named ? device::unknown_command_reply(table_.device.model, nonce) : std::string{};
    table_.journal.record("fence", {{"party", party->name()}, {"nonce", named ? nonce : "FIRMWARE"}});
    const SendOptions plain;
    auto wrong = co_await send(*party, command, plain);
    doubt_.reset();
    if (wrong) continue;
    const Instant deadline = table_.loop.now() + table_.patience.fence;
    answered = co_await await_letter(*party, echo, deadline);
    answers_ = std::min(commands_, answers_ + 1);
    if (!answered && !table_.bench.faultless()) note_trouble("a fence was not answered");
    if (!answered && table_.bench.faultless()) break;
  }
  last_sent_ = last;
  co_return answered;
}

asio::awaitable<bool> Conversation::canary(Party& to) {
  const auto other =
      std::find_if(table_.parties().begin(), table_.parties().end(), [&](const auto& p) { return p != &to; });
  if (other == table_.parties().end()) co_return false;
  const std::string text = "canary " + std::to_string(nonces_.below(1'000'000));
  table_.journal.record("canary", {{"from", (*other)->name()}, {"to", to.name()}});
  SendOptions plain;
  plain.under_way = true;
  auto outcome = co_await (*other)->send(to.number(), text, plain, table_.patience.validity);
  if (!outcome || outcome->outcome != modem::Submission::Outcome::sent) co_return false;
  (*other)->pending().back().expected = false;
  const Instant deadline = table_.loop.now() + table_.patience.fence;
  for (;;) {
    auto& letters = to.letters();
    const auto found =
        std::find_if(letters.begin(), letters.end(), [&](const Letter& l) { return l.text == text; });
    if (found != letters.end()) {
      letters.erase(found);
      co_return true;
    }
    const bool heard = co_await table_.heard.wait_until(deadline);
    if (!heard) co_return false;
  }
}

/// Most models run on their battery until they have told of the failure, and nobody can count on them; one
/// that tells of its charge works on until that is used up (SR-U17-04).
bool Conversation::powered() const {
  if (supplied_) return true;
  const bool works_on =
      device::equipment_of(table_.device.model).battery == device::Equipment::Battery::gauged;
  if (!works_on || !battery_good_) return false;
  const bool seen = table_.bench.can(bench::name_of(bench::Output::device, table_.device.model));
  return !seen || table_.bench.history().level(bench::Output::device);
}

void Conversation::surroundings(const bench::Change& change) {
  using namespace bench;
  under_way_ = true;
  if (const auto* mains = std::get_if<Mains>(&change)) {
    const bool was_powered = powered();
    supplied_ = mains->on;
    access_.supplied(mains->on, table_.loop.now());
    if (supplied_ && !was_powered) access_.started(table_.loop.now());  // also with a worn battery
  }
  if (const auto* usb = std::get_if<Usb>(&change)) cabled_ = usb->connected;
  if (const auto* network = std::get_if<NetworkService>(&change)) covered_ = network->up;
  if (const auto* sim = std::get_if<Sim>(&change)) carded_ = sim->state == Sim::State::present;
  if (std::holds_alternative<ForeignMessage>(change)) ++commands_;  // and nothing tells whether it arrived
  if (std::holds_alternative<Variant>(change)) {                    // another device, factory-new
    access_ = device::Access{table_.device.model, table_.loop.now()};
    supplied_ = battery_good_ = covered_ = carded_ = true;
    cabled_ = false;
  }
  if (const auto* battery = std::get_if<Battery>(&change)) battery_good_ = battery->good;
  if (const auto* button = std::get_if<Button>(&change)) access_.pressed(button->held, table_.loop.now());
}

}  // namespace isocket::run
