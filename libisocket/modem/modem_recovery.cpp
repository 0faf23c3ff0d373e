// A modem that falls silent, loses its settings or goes away: how it is put right, step by step.
#include "modem/modem_state.h"

namespace isocket::modem {
namespace {

using namespace std::chrono_literals;
using State = Modem::State;
using Shared = State::Shared;
using Rung = State::Rung;

/// A modem keeps an unacknowledged message to itself for so long at most before it stores it (3GPP TS 27.005
/// §3.4.1 leaves the time open; 15 s are common). After that, all that was missed can be read.
constexpr Duration kAcknowledgementTime = 20s;
/// A modem without a port to open anew is called so often.
constexpr Duration kCallAgain = 10s;
constexpr Duration kLook = 100ms;

std::string_view name_of(Rung rung) {
  constexpr std::string_view kNames[] = {"resync", "radio", "reset", "reopen"};
  return kNames[static_cast<std::size_t>(rung)];
}

Rung above(Rung rung) {
  return rung == Rung::reopen ? rung : static_cast<Rung>(static_cast<int>(rung) + 1);
}

bool is_line_of_pdu(std::string_view line) {
  return line.size() >= 30 && line.find_first_not_of("0123456789ABCDEFabcdef") == std::string_view::npos;
}

bool is_damaged(const AtEvent& event) {
  if (event.kind == AtEvent::Kind::overlong || is_line_of_pdu(event.text)) return true;
  for (const char c : event.text)
    if (static_cast<unsigned char>(c) >= 0x7F) return true;
  return false;
}

/// <mt> and <ds> of what AT+CNMI? tells.
struct Ways {
  int mt = -1;
  int ds = -1;  ///< -1: not told
};

std::optional<Ways> ways_told(const AtReply& reply) {
  const auto told = reply.find("+CNMI");
  if (!told) return std::nullopt;
  const std::vector<std::string> fields = at_fields(*told);
  Ways ways;
  if (fields.size() > 1) ways.mt = at_number(fields[1]);
  if (fields.size() > 3) ways.ds = at_number(fields[3]);
  return ways.mt < 0 ? std::nullopt : std::optional{ways};
}

bool is_in_force(Ways told, const Indication& wanted) {
  return told.mt == wanted.mt && (told.ds < 0 || told.ds == wanted.ds);
}

}  // namespace

// --- what is noticed -------------------------------------------------------------------------------------

/// What shows that the modem has lost its settings, or that something was lost on the line.
void Modem::State::mind(const AtEvent& event, const Shared& self) {
  if (event.kind == AtEvent::Kind::echo) {
    const bool known = std::exchange(echoes, true);
    if (!known && !setting_up)
      begin_recovery("it echoes again: the modem has restarted unseen", Rung::resync, false, self);
    return;
  }
  if (event.kind == AtEvent::Kind::out_of_step) {
    needs_set_up = true;
    record("modem.silent", {});
    // It has just been called several times. Only another opening may help, where there is one.
    begin_recovery("the modem does not answer", source ? Rung::reopen : Rung::resync, false, self);
    return;
  }
  if (event.kind == AtEvent::Kind::in_step) {
    doubt("a command was not answered", self);
    return;
  }
  if (is_damaged(event)) doubt("a line was damaged", self);
}

void Modem::State::doubt(std::string reason, const Shared& self) {
  if (!started_before || setting_up || recovering || gone || doubt_timer.armed()) return;
  doubt_timer.after(kAcknowledgementTime, [this, reason, weak = std::weak_ptr<State>{self}] {
    if (const Shared keep = weak.lock()) begin_recovery(reason, Rung::resync, true, keep);
  });
}

void Modem::State::keep_alive_after(Duration delay, const Shared& self) {
  if (options.keep_alive <= Duration{}) return;
  keep_alive_timer.after(delay, [this, weak = std::weak_ptr<State>{self}] {
    const Shared keep = weak.lock();
    if (!keep || gone || set_aside) return;
    const Duration past = loop.now() - (is_indicated() ? indication_seen : channel.last_activity());
    const bool is_due = past >= options.keep_alive;
    if (is_due && !setting_up && !recovering) loop.spawn(keep_alive(keep));
    keep_alive_after(is_due ? options.keep_alive : options.keep_alive - past, keep);
  });
}

/// A modem that does not answer is called by the dialogue, and found silent there. Where messages are handed
/// over or told of, the one question also tells whether they still are: after a lost acknowledgement a modem
/// ends that by itself (3GPP TS 27.005 §3.4.1), after a restart a saved profile may; and both say nothing.
asio::awaitable<void> Modem::State::keep_alive(Shared s) {
  const bool indicated = s->is_indicated();
  const AtReply reply = co_await s->channel.command(indicated ? "AT+CNMI?" : "AT");
  if (!indicated || s->setting_up || s->recovering) co_return;
  s->indication_seen = s->loop.now();
  const std::optional<Ways> told = ways_told(reply);
  if (!told || is_in_force(*told, s->indication)) co_return;
  if (told->mt != 0) {
    // Some tell another value than they have taken: then they do so right after it, too.
    const AtReply set = co_await s->channel.command(s->indication.command);
    const AtReply again = co_await s->channel.command("AT+CNMI?");
    const std::optional<Ways> now = ways_told(again);
    if (s->setting_up || s->recovering) co_return;
    if (set.ok() && now && !is_in_force(*now, s->indication)) {
      s->indication.mt = now->mt;
      s->indication.ds = now->ds;
      co_return;
    }
  }
  s->begin_recovery("messages were no longer handed over", Rung::resync, true, s);
}

// --- what is done about it -------------------------------------------------------------------------------

void Modem::State::begin_recovery(std::string reason, Rung from, bool quiet, const Shared& self) {
  if (recovering || setting_up || set_aside || gone || !started_before) return;
  recovering = needs_set_up = true;
  doubt_timer.cancel();
  poll_timer.cancel();
  record("modem.recovery", {{"step", "begin"}, {"reason", reason}});
  if (!quiet) {
    if (call) end_call(CallEnd::failed);
    ModemRecovering event;
    event.reason = reason;
    event.at = loop.now();
    emit(event);
  }
  loop.spawn(recover(self, std::move(reason), from));
}

asio::awaitable<void> Modem::State::recover(Shared s, std::string reason, Rung from) {
  const Instant limit = s->loop.now() + s->options.recovery_limit;
  // What is being handed over has its own time limit, and a resync would make an unknown one of it.
  while (!s->handing_over.empty() && !s->channel.closed()) co_await sleep_for(s->loop, kLook);
  Rung rung = from;
  std::string why;
  while (!s->gone) {
    const auto done = co_await climb(s, rung, limit);
    if (s->gone) co_return;
    s->record("modem.recovery",
              {{"step", name_of(rung)}, {"result", done ? std::string{"ok"} : words(done.error())}});
    if (done) {
      s->recovering = false;
      co_return;
    }
    why = words(done.error());
    if (s->pin_refused || s->loop.now() >= limit) break;
    const bool silent = done.error().code == Errc::timed_out || done.error().code == Errc::closed;
    if (silent && s->source) {
      rung = Rung::reopen;
    } else if (!silent && above(rung) != Rung::reopen) {
      rung = above(rung);
    } else if (s->source) {
      rung = Rung::reopen;
    } else if (s->channel.closed()) {
      break;
    } else {
      rung = Rung::resync;
      co_await sleep_for(s->loop, kCallAgain);
    }
  }
  s->give_up(reason + "; " + why);
}

void Modem::State::give_up(std::string reason) {
  if (gone) return;
  recovering = false;
  set_aside = true;
  if (source) channel.close();  // the port may be wanted elsewhere
  keep_alive_timer.cancel();
  record("modem.gone", {{"reason", reason}});
  if (call) end_call(CallEnd::failed);
  ModemGone event;
  event.reason = std::move(reason);
  event.at = loop.now();
  emit(event);
}

/// One step, and all set up anew after it.
asio::awaitable<Result<void>> Modem::State::climb(Shared s, Rung rung, Instant limit) {
  if (rung == Rung::reopen) {
    const auto opened = co_await reopen(s, limit);
    co_return opened;
  }
  if (rung == Rung::radio) {
    const AtReply off = co_await s->channel.command("AT+CFUN=0", 30s);
    if (!off.answered()) co_return fail(failure_of(off, "AT+CFUN=0"));
    const AtReply on = co_await s->channel.command("AT+CFUN=1", 30s);
    if (!on.ok()) co_return fail(failure_of(on, "AT+CFUN=1"));
    s->registered = false;
  }
  if (rung == Rung::reset) {
    const std::string text{s->dialect->reset_command};
    const AtReply reset = co_await s->channel.command(text, 30s);
    if (!reset.ok()) co_return fail(failure_of(reset, text));
    s->booted = s->loop.now();
    s->registered = false;
    s->book.restarted();
    co_await sleep_for(s->loop, 1s);  // until then it still answers as before
  }
  const auto done = co_await bring_up(s, false);
  co_return done;
}

/// Looks for the port until it is there with the same modem behind it.
asio::awaitable<Result<void>> Modem::State::reopen(Shared s, Instant limit) {
  if (!s->source) co_return fail(Errc::closed, "port", 0, "this stream cannot be opened again");
  s->channel.close();
  s->registered = false;
  std::string noted;
  Error last{Errc::timed_out, "port", 0, "it did not come back"};
  for (;;) {
    auto opened = co_await open_port(s);
    if (s->gone) co_return fail(Errc::closed, "port", 0, "");
    if (opened) {
      s->booted = s->loop.now();
      s->book.restarted();
      opened = co_await bring_up(s, false);
      if (opened || s->gone) co_return opened;
      s->channel.close();  // given back: another program, or another modem's driver, may want it
    }
    last = opened.error();
    if (s->pin_refused || s->loop.now() >= limit) co_return fail(std::move(last));
    std::string why = words(last);
    if (why != noted) s->record("modem.recovery", {{"step", "wait"}, {"result", why}});
    noted = std::move(why);
    co_await sleep_for(s->loop, s->options.reopen_interval);
  }
}

// --- who waits for it ------------------------------------------------------------------------------------

asio::awaitable<Result<void>> Modem::State::ready(Shared s, Instant limit) {
  while (!s->gone && !s->set_aside) {
    if (!s->setting_up && !s->recovering) {
      if (!s->needs_set_up && !s->channel.closed()) co_return Result<void>{};
      if (!s->started_before) break;
      if (s->channel.closed() && !s->source) break;
      s->begin_recovery("it needs to be set up", s->channel.closed() ? Rung::reopen : Rung::resync, true, s);
    }
    if (s->loop.now() + kLook > limit)
      co_return fail(Errc::timed_out, s->options.name, 0, "the modem did not recover in time");
    co_await sleep_for(s->loop, kLook);
  }
  co_return fail(Errc::closed, s->options.name, 0, "the modem is not ready");
}

asio::awaitable<Result<void>> Modem::State::ready_and_registered(Shared s, Instant limit) {
  for (;;) {
    auto is_ready = co_await ready(s, limit);
    if (!is_ready || s->registered) co_return is_ready;
    const Instant patience = std::min(limit, s->loop.now() + s->options.registration_limit);
    auto found = co_await wait_for_registration(s, patience);
    // Interrupted by a restart or the like: that is waited for as well.
    if (found || (!s->recovering && !s->setting_up && !s->needs_set_up)) co_return found;
    if (s->loop.now() >= limit) co_return found;
  }
}

}  // namespace isocket::modem
