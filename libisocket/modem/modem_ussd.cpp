#include "modem/modem_state.h"
#include "modem/ussd_text.h"

namespace isocket::modem {
namespace {

using namespace std::chrono_literals;

constexpr Duration kAnswerLimit = 60s;  // networks give up after 30 to 60 s

}  // namespace

asio::awaitable<Result<UssdReply>> Modem::State::ussd(Shared s, std::string code) {
  if (code.empty() || code.find_first_not_of("0123456789*#+") != std::string::npos)
    co_return fail(Errc::bad_encoding, "USSD code", code.find_first_not_of("0123456789*#+"),
                   "digits, * and # only");
  const auto is_ready = co_await ready(s, s->loop.now() + s->options.recovery_limit);
  if (!is_ready) co_return fail(Errc::closed, "USSD", 0, "the modem is not ready");
  if (s->ussd_under_way != nullptr) co_return fail(Errc::busy, "USSD", 0, "another code is under way");
  Ussd waiting{s->loop};
  struct UnderWay {  // however this ends, the line must not find a waiter that is gone
    State& state;
    ~UnderWay() { state.ussd_under_way = nullptr; }
  };
  const UnderWay under_way{*s};
  s->ussd_under_way = &waiting;
  s->record("ussd.request", {{"code", code}});
  if (const Error* trouble = s->journal.trouble()) co_return fail(*trouble);
  const Instant limit = s->loop.now() + kAnswerLimit;

  const std::string plain = "AT+CUSD=1,\"" + code + "\",15";
  const std::string packed = "AT+CUSD=1," + packed_ussd_code(code) + ",15";
  const bool packs = s->dialect->packs_ussd;
  AtReply reply = co_await s->channel.command(packs ? packed : plain, 30s);
  if (reply.answered() && !reply.ok()) {
    if (!s->dialect->plain_ussd.empty())
      static_cast<void>(co_await s->channel.command(std::string{s->dialect->plain_ussd}));
    reply = co_await s->channel.command(packs ? plain : packed, 30s);
  }
  if (!reply.ok()) {
    s->record("ussd.answer", {{"error", failure_of(reply, "USSD").detail}});
    co_return fail(failure_of(reply, "USSD"));
  }
  while (!waiting.line && !s->channel.closed()) {
    const bool notified = co_await waiting.done.wait_until(limit);
    if (!notified) break;
  }
  if (!waiting.line) {
    const bool closed = s->channel.closed();
    if (!closed) s->record("ussd.answer", {{"error", "no answer"}});
    co_return fail(closed ? Errc::closed : Errc::timed_out, "USSD", 0, "the network does not answer");
  }
  const UssdLine line = parse_ussd(*waiting.line);
  const int how = line.how;
  UssdReply answer;
  answer.text = ussd_text(line.text, line.coding);
  answer.expects_answer = how == 1;
  // 0 done, 1 a menu; 2 ended by the network, which may still have said something (3GPP TS 27.007 §7.15).
  if (how != 0 && how != 1 && (how != 2 || answer.text.empty())) {
    s->record("ussd.answer", {{"error", "refused"}, {"result", how}});
    co_return fail(Errc::refused, "USSD", 0,
                   how == 4   ? "the network does not support it"
                   : how == 5 ? "the network's time is over"
                              : "the network has ended it without an answer");
  }
  s->record("ussd.answer", {{"text", answer.text}, {"expects_answer", answer.expects_answer}});
  co_return answer;
}

}  // namespace isocket::modem
