#include "modem/modem_state.h"

namespace isocket::modem {
namespace {

using namespace std::chrono_literals;
using State = Modem::State;
using Shared = State::Shared;

constexpr Duration kCarefulPause = 20ms;  // Telit LE910 AT manual: between an answer and the next command
constexpr Duration kAgain = 1s;           // between two questions to a modem that is not ready yet
constexpr Duration kLineLimit = 1s;  // between "+CPIN: READY" and its OK, which some Wavecom modems leave out

/// The first line of an identification, of the first command that the modem knows.
/// @return  nothing where an OK came without a line: then this was not the answer to our question
asio::awaitable<std::optional<std::string>> identification(Shared s, std::string first, std::string second) {
  for (const std::string* text : {&first, &second}) {
    if (text->empty()) continue;
    const AtReply reply = co_await State::insist(s, *text);
    if (!reply.answered()) co_return std::nullopt;
    if (!reply.ok()) continue;
    if (reply.information.empty()) co_return std::nullopt;
    const std::string& line = reply.information.front();
    const std::string_view name = at_name(line);  // "+CGMI: \"Maker\"" at some
    co_return name.empty() ? line : at_fields(std::string_view{line}.substr(name.size() + 1)).front();
  }
  co_return std::string{};
}

/// In step, without echo, errors as numbers, and who it is.
/// @param rounds  how often a silent modem is called (5 s each): one that has just got power needs two
asio::awaitable<Result<void>> get_in_step(Shared s, int rounds) {
  const std::string& wished = s->options.dialect;
  if (!wished.empty() && find_dialect(wished) == nullptr)
    co_return fail(Errc::bad_value, s->options.name, 0, "there is no modem dialect '" + wished + "'");
  for (const bool patient : {false, true}) {
    // Some modems lose what comes too soon after an answer, and which kind this is is not known yet.
    if (patient) s->channel.set_pause(kCarefulPause);
    bool in_step = false;
    for (int round = 0; round < rounds && !in_step && !s->channel.closed(); ++round)
      in_step = co_await s->channel.resync(patient);
    if (!in_step) {
      if (s->channel.closed()) co_return fail(Errc::closed, s->options.name, 0, "the port is gone");
      co_return fail(Errc::timed_out, s->options.name, 0,
                     "no modem answers on this port; is another program using it?");
    }
    if (s->options.reset_profile) {
      const AtReply reset = co_await State::insist(s, "AT&F");
      if (!reset.answered()) co_return fail(failure_of(reset, "AT&F"));
    }
    const AtReply echo = co_await s->channel.command("ATE0");
    if (!echo.answered() && !patient) continue;
    if (!echo.answered()) co_return fail(failure_of(echo, "ATE0"));
    const AtReply errors = co_await State::insist(s, "AT+CMEE=1");
    if (!errors.answered() && !patient) continue;
    if (!errors.answered()) co_return fail(failure_of(errors, "AT+CMEE=1"));
    const auto manufacturer = co_await identification(s, "AT+CGMI", "AT+GMI");
    if (!manufacturer && !patient) continue;  // one answer off: what was under way came late
    s->identity.manufacturer = manufacturer.value_or("");
    break;
  }
  const auto model = co_await identification(s, "AT+CGMM", "AT+GMM");
  s->identity.model = model.value_or("");
  const auto revision = co_await identification(s, "AT+CGMR", "AT+GMR");
  s->identity.revision = revision.value_or("");
  const auto imei = co_await identification(s, "AT+CGSN", "AT+GSN");
  if (!imei) co_return fail(Errc::timed_out, "AT+CGSN", 0, "the modem does not tell its IMEI");
  s->identity.imei = *imei;
  const Dialect* named = find_dialect(wished);
  s->use(named != nullptr ? *named : dialect_for(s->identity));
  co_return Result<void>{};
}

/// "READY", "SIM PIN", ...; or why it cannot be known.
asio::awaitable<Result<std::string>> sim_state(Shared s) {
  const AtReply reply = co_await State::insist(s, "AT+CPIN?", true);
  // Some Wavecom modems leave the OK out: the line alone will do.
  if (const auto state = reply.find("+CPIN")) co_return std::string{at_fields(*state).front()};
  if (!reply.ok()) co_return fail(failure_of(reply, "SIM"));
  co_return std::string{"READY"};
}

asio::awaitable<Result<void>> give_pin(Shared s) {
  auto state = co_await sim_state(s);
  if (!state) co_return fail(state.error());
  if (*state == "SIM PIN") {
    if (s->options.pin.empty())
      co_return fail(Errc::refused, "SIM", 0, "the SIM asks for a PIN, and none is given for this modem");
    if (s->pin_refused)
      co_return fail(Errc::refused, "SIM", 0, "the PIN has been refused before; it is not tried again");
    s->pin_refused = true;  // until it is known better: nothing that happens here may lead to a second try
    AtCommand command{"AT+CPIN=\"" + s->options.pin + "\"", 30s};
    command.secret = s->options.pin;
    const AtReply reply = co_await s->channel.command(std::move(command));
    if (reply.answered() && !reply.ok())
      co_return fail(Errc::refused, "SIM", 0,
                     "the PIN was refused (" + error_of(reply).to_string() +
                         "); it is not tried again, since three wrong ones lock the SIM");
    if (s->dialect->after_pin > Duration{}) co_await sleep_for(s->loop, s->dialect->after_pin);
    state = co_await sim_state(s);
    if (!state) co_return fail(state.error());
    if (*state == "READY") s->pin_refused = false;
  }
  if (*state == "READY") co_return Result<void>{};
  if (*state == "SIM PIN")
    co_return fail(Errc::refused, "SIM", 0, "the PIN was not taken; it is not tried again");
  if (*state == "SIM PUK")
    co_return fail(Errc::refused, "SIM", 0, "the SIM is locked: put it into a phone and enter its PUK");
  co_return fail(Errc::refused, "SIM", 0,
                 "the SIM asks for \"" + *state + "\", which the driver cannot give");
}

asio::awaitable<Result<void>> wait_for_registration(Shared s) {
  const Instant limit = s->loop.now() + s->options.registration_limit;
  std::string why = "not registered, and not searching";
  for (;;) {
    const AtReply reply = co_await s->channel.command("AT+CREG?");
    if (!reply.answered()) co_return fail(failure_of(reply, "AT+CREG?"));
    if (!reply.ok() && error_of(reply).error_class != ErrorClass::busy)
      co_return fail(failure_of(reply, "AT+CREG?"));
    if (const auto parameters = reply.find("+CREG")) {
      const std::vector<std::string> fields = at_fields(*parameters);
      const int state = fields.size() > 1 ? at_number(fields[1]) : -1;
      // 1 home, 5 roaming; 6 and 7 the same for SMS only (3GPP TS 27.007 §7.2).
      if (state == 1 || (state >= 5 && state <= 7)) co_return Result<void>{};
      if (state == 2) why = "still searching for a network";
      if (state == 3) why = "the network denies registration";
    }
    if (s->loop.now() + kAgain > limit) break;
    co_await sleep_for(s->loop, kAgain);
  }
  co_return fail(Errc::timed_out, "registration", 0, why);
}

asio::awaitable<Result<void>> set_up(Shared s) {
  auto in_step = co_await get_in_step(s, 2);
  if (!in_step) co_return fail(in_step.error());
  auto sim = co_await give_pin(s);
  if (!sim) co_return fail(sim.error());
  const auto imsi = co_await identification(s, "AT+CIMI", "");
  s->identity.imsi = imsi.value_or("");
  for (const std::string_view text : s->dialect->set_up) {
    if (text.empty()) continue;
    const AtReply reply = co_await State::insist(s, std::string{text});
    if (!reply.answered()) co_return fail(failure_of(reply, text));
  }
  // Plain text in USSD; not every modem has the choice.
  const AtReply alphabet = co_await State::insist(s, "AT+CSCS=\"GSM\"");
  if (!alphabet.answered()) co_return fail(failure_of(alphabet, "AT+CSCS"));
  const AtReply pdu_mode = co_await State::insist(s, "AT+CMGF=0", true);
  if (!pdu_mode.ok()) co_return fail(failure_of(pdu_mode, "AT+CMGF=0"));
  auto registered = co_await wait_for_registration(s);
  if (!registered) co_return fail(registered.error());
  const AtReply caller = co_await State::insist(s, "AT+CLIP=1");
  if (!caller.answered()) co_return fail(failure_of(caller, "AT+CLIP=1"));
  auto reception = co_await State::set_up_reception(s);
  if (!reception) co_return fail(reception.error());
  co_return Result<void>{};
}

}  // namespace

asio::awaitable<AtReply> Modem::State::insist(Shared s, std::string text, bool whatever) {
  for (;;) {
    AtCommand command{text};
    if (text == "AT+CPIN?") command.line_limit = kLineLimit;
    AtReply reply = co_await s->channel.command(std::move(command));
    const bool over = s->loop.now() + kAgain > s->set_up_began + s->options.ready_limit;
    if (reply.ok() || !reply.answered() || over) co_return reply;
    if (!whatever && error_of(reply).error_class != ErrorClass::busy) co_return reply;
    co_await sleep_for(s->loop, kAgain);
  }
}

asio::awaitable<Result<Identity>> Modem::State::identify(Shared s) {
  s->set_up_began = s->loop.now();
  auto in_step = co_await get_in_step(s, 1);
  if (!in_step) co_return fail(in_step.error());
  co_return s->identity;
}

asio::awaitable<Result<Identity>> Modem::State::start(Shared s) {
  while (s->setting_up) co_await sleep_for(s->loop, 100ms);
  s->setting_up = true;
  Result<void> done;
  for (int attempt = 0; attempt < 3; ++attempt) {
    s->needs_set_up = s->restarted = false;
    s->set_up_began = s->loop.now();
    done = co_await set_up(s);
    if (!s->restarted || s->channel.closed()) break;
    if (!done && done.error().code == Errc::refused) break;
    co_await sleep_for(s->loop, kAgain);
  }
  s->setting_up = false;
  if (!done) {
    s->needs_set_up = true;
    s->record("modem.failed", {{"reason", words(done.error())}});
    co_return fail(done.error());
  }
  s->started_before = true;
  std::vector<journal::Field> fields;
  fields.emplace_back("manufacturer", s->identity.manufacturer);
  fields.emplace_back("model", s->identity.model);
  fields.emplace_back("revision", s->identity.revision);
  fields.emplace_back("imei", s->identity.imei);
  fields.emplace_back("dialect", s->dialect->name);
  fields.emplace_back("reception", name_of(s->reception));
  fields.emplace_back("reports", s->reports);
  s->record("modem.ready", std::move(fields));
  co_return s->identity;
}

asio::awaitable<void> Modem::State::start_again(Shared s) {
  const auto started = co_await start(s);
  if (started || s->channel.closed()) co_return;
  ModemGone gone;
  gone.reason = "after a restart: " + words(started.error());
  gone.at = s->loop.now();
  s->emit(gone);
}

asio::awaitable<bool> Modem::State::ready(Shared s) {
  while (s->setting_up) co_await sleep_for(s->loop, 100ms);
  if (!s->needs_set_up) co_return !s->channel.closed();
  if (!s->started_before) co_return false;
  const auto started = co_await start(s);
  co_return started.has_value();
}

}  // namespace isocket::modem
