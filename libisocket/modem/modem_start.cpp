#include <utility>

#include "modem/modem_state.h"
#include "modem/pin_tries.h"

namespace isocket::modem {
namespace {

using namespace std::chrono_literals;
using State = Modem::State;
using Shared = State::Shared;

constexpr Duration kCarefulPause = 20ms;  // Telit LE910 AT manual: between an answer and the next command
constexpr Duration kAgain = 1s;           // between two questions to a modem that is not ready yet

std::string one_refused_before(int tries) {
  return "the SIM has " + std::to_string(tries) + (tries == 1 ? " try" : " tries") +
         " left, so a PIN was refused before, and this one is not tried; correct 'pin' in the inventory, and "
         "enter the PIN once by hand or in a phone: then the count is 3 again";
}

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
    s->has_answered = true;
    if (s->options.reset_profile) {
      const AtReply reset = co_await State::insist(s, "AT&F");
      if (!reset.answered()) co_return fail(failure_of(reset, "AT&F"));
    }
    const AtReply echo = co_await s->channel.command("ATE0");
    if (!echo.answered() && !patient) continue;
    if (!echo.answered()) co_return fail(failure_of(echo, "ATE0"));
    s->echoes = false;  // heard again later, it tells of a restart
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
  const std::string wanted = s->options.imei.empty() ? s->identity.imei : s->options.imei;
  if (!wanted.empty() && *imei != wanted)
    co_return fail(Errc::not_found, s->options.name, 0,
                   "another modem is on this port, with the IMEI " + *imei);
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

/// How many PINs the SIM still takes. Nothing: the modem does not tell.
asio::awaitable<std::optional<int>> pin_tries(Shared s) {
  for (const std::string_view text : kTriesQuestions) {
    const AtReply reply = co_await s->channel.command(std::string{text});
    const std::optional<int> tries = tries_in(reply, false);
    if (tries || !reply.answered()) co_return tries;
  }
  co_return std::nullopt;
}

asio::awaitable<Result<void>> give_pin(Shared s) {
  auto state = co_await sim_state(s);
  if (!state) co_return fail(state.error());
  if (*state == "SIM PIN") {
    if (s->options.pin.empty())
      co_return fail(Errc::refused, "SIM", 0, "the SIM asks for a PIN, and none is given for this modem");
    if (s->pin_refused)
      co_return fail(Errc::refused, "SIM", 0, "the PIN has been refused before; it is not tried again");
    // A wrong PIN in a file would otherwise lock the SIM when the third program starts.
    const std::optional<int> tries = co_await pin_tries(s);
    if (tries && *tries < kPinTries) {
      s->pin_refused = true;
      co_return fail(Errc::refused, "SIM", 0, one_refused_before(*tries));
    }
    s->pin_refused = true;  // until it is known better: nothing that happens here may lead to a second try
    AtCommand command{"AT+CPIN=\"" + s->options.pin + "\"", 30s};
    command.secret = s->options.pin;
    const AtReply reply = co_await s->channel.command(std::move(command));
    if (reply.answered() && !reply.ok())
      co_return fail(Errc::refused, "SIM", 0,
                     "the PIN was refused (" + error_of(reply).to_string() + "); it is not tried again" +
                         (tries ? "" : " by this program") + ", since three wrong ones lock the SIM");
    if (s->dialect->after_pin > Duration{}) co_await sleep_for(s->loop, s->dialect->after_pin);
    state = co_await sim_state(s);
    if (!state) co_return fail(state.error());
  }
  if (*state == "READY") {
    s->pin_refused = false;
    co_return Result<void>{};
  }
  if (*state == "SIM PIN")
    co_return fail(Errc::refused, "SIM", 0, "the PIN was not taken; it is not tried again by this program");
  if (*state == "SIM PUK")
    co_return fail(Errc::refused, "SIM", 0, "the SIM is locked: put it into a phone and enter its PUK");
  co_return fail(Errc::refused, "SIM", 0,
                 "the SIM asks for \"" + *state + "\", which the driver cannot give");
}

constexpr std::string_view kRegistration = "registration";

/// An answer was lost, or the port: it may be there the next time. For a network enough time was given.
bool may_pass(const Error& error) {
  return error.code == Errc::closed || (error.code == Errc::timed_out && error.field != kRegistration);
}

/// 1 home, 5 roaming; 6 and 7 the same for SMS only (3GPP TS 27.007 §7.2).
bool is_registered(int state) {
  return state == 1 || (state >= 5 && state <= 7);
}

asio::awaitable<Result<void>> set_up(Shared s, bool registers) {
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
  const Duration patience = registers ? s->options.registration_limit : Duration{};
  auto registered = co_await State::wait_for_registration(s, s->loop.now() + patience);
  if (!registered && (registers || registered.error().code == Errc::closed))
    co_return fail(registered.error());
  // The network's coming and going is told from now on; where that is refused, a refused message tells.
  AtReply caller = co_await State::insist(s, "AT+CLIP=1;+CREG=1");
  if (caller.answered() && !caller.ok()) caller = co_await s->channel.command("AT+CLIP=1");
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

asio::awaitable<Result<void>> Modem::State::wait_for_registration(Shared s, Instant limit) {
  std::string why = "not registered, and not searching";
  for (;;) {
    const AtReply reply = co_await s->channel.command("AT+CREG?");
    if (!reply.answered()) co_return fail(failure_of(reply, "AT+CREG?"));
    if (!reply.ok() && error_of(reply).error_class != ErrorClass::busy)
      co_return fail(failure_of(reply, "AT+CREG?"));
    if (const auto parameters = reply.find("+CREG")) {
      const std::vector<std::string> fields = at_fields(*parameters);
      const int state = fields.size() > 1 ? at_number(fields[1]) : -1;
      s->registered = is_registered(state);
      if (s->registered) co_return Result<void>{};
      if (state == 2) why = "still searching for a network";
      if (state == 3) why = "the network denies registration";
    }
    if (s->loop.now() + kAgain > limit) break;
    co_await sleep_for(s->loop, kAgain);
  }
  co_return fail(Errc::timed_out, std::string{kRegistration}, 0, why);
}

void Modem::State::on_registration(std::string_view parameters) {
  const bool now = is_registered(at_number(at_fields(parameters).front()));
  if (now == registered) return;
  registered = now;
  if (started_before) record("modem.registration", {{"registered", now}});
}

asio::awaitable<Result<void>> Modem::State::open_port(Shared s) {
  if (!s->source || !s->channel.closed()) co_return Result<void>{};
  auto opened = co_await s->source->open();
  if (!opened) co_return fail(std::move(opened.error()));
  if (s->gone) co_return fail(Errc::closed, "port", 0, "");
  const bool moved = !s->port.empty() && s->port != opened->path;
  s->port = std::move(opened->path);
  s->channel.reopen(std::move(opened->stream));
  if (moved) s->record("modem.recovery", {{"step", "open"}, {"result", "under another name"}});
  co_return Result<void>{};
}

asio::awaitable<Result<Identity>> Modem::State::identify(Shared s) {
  s->set_up_began = s->loop.now();
  const auto opened = co_await open_port(s);
  if (!opened) co_return fail(opened.error());
  auto in_step = co_await get_in_step(s, 1);
  if (!in_step) co_return fail(in_step.error());
  co_return s->identity;
}

asio::awaitable<Result<void>> Modem::State::bring_up(Shared s, bool registers) {
  s->setting_up = true;
  Result<void> done;
  for (int attempt = 0; attempt < 3; ++attempt) {
    s->needs_set_up = s->restarted = false;
    s->set_up_began = s->loop.now();
    done = co_await set_up(s, registers);
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
  std::vector<journal::Field> fields;
  fields.emplace_back("manufacturer", s->identity.manufacturer);
  fields.emplace_back("model", s->identity.model);
  fields.emplace_back("revision", s->identity.revision);
  fields.emplace_back("imei", s->identity.imei);
  fields.emplace_back("dialect", s->dialect->name);
  fields.emplace_back("reception", name_of(s->reception));
  fields.emplace_back("reports", s->reports);
  s->record("modem.ready", std::move(fields));
  co_return Result<void>{};
}

/// A message that a former program has not acknowledged holds up what comes behind it, and ends the handing
/// over some seconds later (3GPP TS 27.005 §3.4.1), whatever is set up meanwhile.
asio::awaitable<void> Modem::State::take_heritage_off(Shared s) {
  if (s->heritage == Heritage::none || !s->dialect->acknowledges) co_return;
  const AtReply service = co_await insist(s, "AT+CSMS?");
  const auto told = service.find("+CSMS");
  if (told && at_fields(*told).front() == "0") {  // nothing is waited for in this phase
    s->heritage = Heritage::none;
    co_return;
  }
  if (s->heritage != Heritage::unwanted) co_return;
  const AtReply reply = co_await s->channel.command("AT+CNMA");
  if (!reply.answered()) s->heritage = Heritage::awaited;  // perhaps acknowledged, perhaps not
}

/// A modem that has answered, and then loses an answer or starts anew unseen, is called again, and after that
/// on another opening of its port, until its time to get ready is over.
asio::awaitable<Result<void>> Modem::State::begin(Shared s) {
  const Instant limit = s->loop.now() + s->options.ready_limit;
  s->has_answered = false;
  for (bool again = false;; again = true) {
    while (s->setting_up || s->recovering) co_await sleep_for(s->loop, 100ms);
    auto done = co_await open_port(s);
    const bool opened = done.has_value();
    if (opened)
      done = co_await bring_up(s, true);
    else
      s->record("modem.failed", {{"reason", words(done.error())}});
    if (done || s->gone || !s->has_answered || (opened && !may_pass(done.error()))) co_return done;
    if (s->loop.now() + kAgain > limit || (s->channel.closed() && !s->source)) co_return done;
    if (again && s->source) s->channel.close();
    co_await sleep_for(s->loop, kAgain);
  }
}

asio::awaitable<Result<Identity>> Modem::State::start(Shared s) {
  while (s->setting_up || s->recovering) co_await sleep_for(s->loop, 100ms);
  s->set_aside = false;
  if (!s->started_before && s->heritage == Heritage::none)
    s->heritage = s->options.drain ? Heritage::unwanted : Heritage::awaited;
  const auto done = co_await begin(s);
  if (!done) co_return fail(done.error());
  s->started_before = true;
  if (std::exchange(s->heritage, Heritage::none) == Heritage::awaited)
    s->doubt("a former program may have left a message unacknowledged", s);
  s->keep_alive_after(s->options.keep_alive, s);
  co_return s->identity;
}

}  // namespace isocket::modem
