#include "provision/dialogue.h"

#include <algorithm>

#include "device/capitals.h"
#include "device/confirmation.h"
#include "device/reply.h"

namespace isocket::provision {
namespace {

using namespace std::chrono_literals;
using device::ReplyClass;

constexpr unsigned kAskedAtMost = 5;
constexpr unsigned kSubmittedAtMost = 3;
constexpr Duration kBeforeSubmittingAgain = 30s;
/// An answer is handed to the network within 10 s (EP-4.1-52, SR-U4.1-09); this is for one that may follow.
constexpr Duration kMore = 20s;
constexpr Duration kPastValidity = 30s;

/// "STATUS? - No such command exists on the device!": whether that command was just `text`.
bool is_unknown(device::Model model, std::string_view text, std::string_view reply) {
  return device::capitals(reply) == device::capitals(device::unknown_command_reply(model, text));
}

/// What whoever reads the refusal can do about it; empty: it speaks for itself.
std::string advice_on(device::Model model, ReplyClass meaning, bool with_password) {
  switch (meaning) {
    case ReplyClass::window_expired:
      // EP-4.1-10, GS-5.3-08, SR-U5.3-04
      return std::string{
                 "; it can be configured for 30 minutes after it was switched on or last configured: "
                 "switch it off and on"} +
             (device::family_of(model) == device::Family::environment_pro
                  ? ""
                  : ", or send RENEWINTERVAL and its renew password");
    case ReplyClass::invalid_password:
      return with_password ? "; the password that the inventory gives is not its own"
                           : "; the inventory gives no password for it";
    case ReplyClass::unknown_command:
      return with_password ? "; it has no password, and the inventory gives one" : "";
    case ReplyClass::access_denied: return "; its security list lacks the number that the message came from";
    default: return {};
  }
}

}  // namespace

std::string_view name_of(Answer::Kind kind) {
  switch (kind) {
    case Answer::Kind::confirmed: return "confirmed";
    case Answer::Kind::refused: return "refused";
    case Answer::Kind::silent: return "silent";
  }
  return "";
}

Dialogue::Dialogue(run::Table& table, DialogueOptions options)
    : table_{table},
      options_{std::move(options)},
      conversation_{table_, network_, Random{options_.seed}.fork("provision")},
      party_{conversation_.party(options_.party)} {
  table_.journal.redact(options_.password);
  conversation_.begin();
}

void Dialogue::end(const std::string& text, std::string_view outcome) {
  table_.journal.record("provision.end", {{"text", text}, {"outcome", outcome}});
}

bool Dialogue::delivered() const {
  return submitted_ && party_.pending().back().delivered;
}

/// Whether a message can be the refusal of this query, and not only that of a command before it.
bool Dialogue::refuses(const std::string& query, const std::string& reply) const {
  switch (device::classify(model(), reply)) {
    case ReplyClass::invalid_password:
    case ReplyClass::access_denied:
    case ReplyClass::limited: return true;
    // A device without password takes one for a part of the command. An unknown query itself tells something.
    case ReplyClass::unknown_command:
      return !options_.password.empty() && is_unknown(model(), options_.password + query, reply);
    default: return false;
  }
}

Error Dialogue::refusal(const std::string& command, const std::string& words) const {
  std::string told = words;
  const std::string& password = options_.password;
  const bool repeated = !password.empty() && told.starts_with(password);
  if (repeated) told.replace(0, password.size(), std::string(password.size(), '*'));
  const ReplyClass meaning = device::classify(model(), words);
  return {Errc::refused, command, 0,
          "the device answers '" + told + "'" + advice_on(model(), meaning, !password.empty())};
}

asio::awaitable<Result<void>> Dialogue::submit(std::string text) {
  run::SendOptions discreet;
  discreet.confidential = !options_.password.empty() || device::capitals(text).find("PW=") != text.npos ||
                          device::capitals(text).find("PASSWORD=") != text.npos;
  for (unsigned tries = 1;; ++tries) {
    if (options_.stop_asked()) co_return fail(Errc::stopped, text, 0, "not sent any more");
    if (!allows(1)) co_return fail(Errc::overflow, text, 0, "it would be one message more than allowed");
    conversation_.turn_page();
    table_.journal.record("provision.send", {{"text", text}, {"message", sent_ + 1}});
    std::string message = options_.password + text;
    const auto wrong = co_await conversation_.send(party_, std::move(message), discreet);
    submitted_ = !wrong;
    const bool unsure = wrong && wrong->reason == "submission-unknown";
    if (!wrong || unsure) ++sent_;
    if (unsure) unsure_until_ = table_.loop.now() + table_.patience.validity + kPastValidity;
    if (!wrong || unsure) co_return Result<void>{};
    if (tries == kSubmittedAtMost)
      co_return fail(Errc::io, text, 0,
                     wrong->what + (wrong->received.empty() ? "" : ": " + wrong->received));
    co_await sleep_for(table_.loop, kBeforeSubmittingAgain);
  }
}

asio::awaitable<Result<Dialogue::Values>> Dialogue::ask_once(const device::SettingQuery& query) {
  const auto submitted = co_await submit(query.command);
  if (!submitted) co_return fail(submitted.error());
  Instant deadline = table_.loop.now() + table_.patience.reply;
  std::string words;
  for (;;) {
    const auto letter = co_await conversation_.next_letter(party_, deadline);
    if (!letter) break;
    if (!refuses(query.command, letter->text)) {
      auto values = device::read_reply(model(), query, letter->text);
      if (!values) continue;
      end(query.command, "answered");
      co_return std::move(*values);
    }
    // The network may have doubled a command before, which was refused the second time.
    words = letter->text;
    deadline = std::min(deadline, table_.loop.now() + kMore);
  }
  end(query.command, name_of(words.empty() ? Answer::Kind::silent : Answer::Kind::refused));
  if (!words.empty()) co_return fail(refusal(query.command, words));
  co_return fail(Errc::timed_out, query.command, 0, "no answer");
}

asio::awaitable<Result<Dialogue::Values>> Dialogue::ask(const device::SettingQuery& query) {
  unsigned refusals = 0;
  for (unsigned tries = 1;; ++tries) {
    auto values = co_await ask_once(query);
    if (values) co_return values;
    if (values.error().code == Errc::refused && (++refusals == 2 || table_.bench.faultless()))
      co_return values;
    if (values.error().code != Errc::refused && values.error().code != Errc::timed_out) co_return values;
    if (tries < kAskedAtMost) continue;
    values.error().detail += ", asked " + std::to_string(tries) + " times";
    co_return values;
  }
}

asio::awaitable<Answer> Dialogue::hear(const std::string& command, Instant deadline) {
  Answer answer;
  for (;;) {
    const auto letter = co_await conversation_.next_letter(party_, deadline);
    if (!letter) break;
    if (device::is_refusal(device::classify(model(), letter->text))) {
      answer.kind = Answer::Kind::refused;
      answer.words = refusal(command, letter->text).detail;
      break;
    }
    if (device::confirms(model(), command, letter->text)) {
      answer.kind = Answer::Kind::confirmed;
      break;
    }
  }
  co_return answer;
}

asio::awaitable<Result<Answer>> Dialogue::tell(std::string command, bool withheld) {
  const auto submitted = co_await submit(command);
  if (!submitted) co_return fail(submitted.error());
  if (withheld) co_await conversation_.settle();
  const Instant deadline = table_.loop.now() + (withheld ? kMore : table_.patience.reply);
  Answer answer = co_await hear(command, deadline);
  answer.delivered = delivered();
  end(command, name_of(answer.kind));
  co_return answer;
}

asio::awaitable<Result<bool>> Dialogue::opens(std::string password, const device::SettingQuery& query) {
  const std::string before = std::exchange(options_.password, std::move(password));
  const auto values = co_await ask(query);
  options_.password = before;
  if (values) co_return true;
  if (values.error().code == Errc::refused) co_return false;
  co_return fail(values.error());
}

asio::awaitable<void> Dialogue::settle() {
  co_await conversation_.drain();
  if (unsure_until_ > table_.loop.now()) co_await sleep_until(table_.loop, unsure_until_);
}

}  // namespace isocket::provision
