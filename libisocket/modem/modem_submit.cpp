#include <algorithm>
#include <utility>

#include "modem/modem_state.h"
#include "sms/service_centre.h"

namespace isocket::modem {
namespace {

using namespace std::chrono_literals;
using State = Modem::State;
using Shared = State::Shared;
using Next = RetryDecision::Kind;

Submission refused(ModemError error, std::string reason) {
  Submission submission;
  submission.outcome = Submission::Outcome::refused;
  submission.error = std::move(error);
  submission.reason = std::move(reason);
  return submission;
}

Submission unsettled(std::string reason) {
  Submission submission;
  submission.reason = std::move(reason);
  return submission;
}

Submission sent(std::uint8_t reference) {
  Submission submission;
  submission.outcome = Submission::Outcome::sent;
  submission.reference = reference;
  return submission;
}

/// What the modem never got cannot have gone out, however the command ended.
Submission not_handed_over(const AtReply& reply, std::string reason) {
  ModemError error;
  error.result = reply.result;
  error.name = std::string{name_of(reply.result)};
  error.error_class = ErrorClass::transient;
  return refused(std::move(error), std::move(reason));
}

std::optional<std::uint8_t> reference_in(const AtReply& reply) {
  const auto parameters = reply.find("+CMGS");
  return parameters ? reference_of(*parameters) : std::nullopt;
}

/// "Network timeout" behind a message: it may have arrived, only the acknowledgement did not.
bool is_network_timeout(const ModemError& error) {
  return error.code == (error.result == AtResult::cms_error ? 332 : 31);
}

Submission refused_by(const AtReply& reply) {
  ModemError error = error_of(reply);
  std::string reason = error.to_string();
  return refused(std::move(error), std::move(reason));
}

Submission outcome_without_prompt(const AtReply& reply) {
  if (reply.answered() && !reply.ok()) return refused_by(reply);
  const bool silent = reply.result == AtResult::expired || reply.ok();
  return not_handed_over(reply, silent ? "the modem gave no prompt" : "the modem does not answer");
}

/// @param late  the reference that came after the command had expired
Submission outcome_of(const AtReply& reply, std::optional<std::uint8_t> late) {
  if (!reply.payload_sent) return outcome_without_prompt(reply);
  if (reply.ok()) {
    if (const auto reference = reference_in(reply)) return sent(*reference);
    return unsettled("the modem said OK without a +CMGS");
  }
  if (reply.answered()) {
    if (is_network_timeout(error_of(reply))) return unsettled(error_of(reply).to_string());
    return refused_by(reply);
  }
  if (late) return sent(*late);
  switch (reply.result) {
    case AtResult::restarted: return unsettled("the modem restarted before it confirmed");
    case AtResult::closed: return unsettled("the port went away before the modem confirmed");
    default: return unsettled("the modem took the message and never confirmed");
  }
}

/// No attempt could begin.
Submission not_begun(const Error& error, ErrorClass error_class) {
  ModemError why;
  why.result = AtResult::lost;
  why.name = words(error);
  why.error_class = error_class;
  std::string reason = why.name;
  return refused(std::move(why), std::move(reason));
}

/// What goes out without a record of it may go out twice.
Submission unrecorded(const Error& trouble) {
  ModemError error;
  error.result = AtResult::lost;
  error.name = "the journal cannot be written (" + describe(trouble) + ")";
  error.error_class = ErrorClass::permanent;
  std::string reason = error.name;
  return refused(std::move(error), std::move(reason));
}

/// A bare ERROR says nothing: registration, service centre and SIM are asked once what it may mean.
asio::awaitable<ModemError> explained(Shared s, ModemError error) {
  AtCommand question{"AT+CPIN?"};
  question.line_limit = kLineLimit;
  const AtReply sim = co_await s->channel.command(std::move(question));
  const auto state = sim.find("+CPIN");
  const ModemError why = error_of(sim);
  if (!state && (why.error_class == ErrorClass::busy || why.error_class == ErrorClass::transient)) {
    error.error_class = why.error_class;
    error.name += ": " + why.to_string();
    co_return error;
  }
  if ((sim.answered() && !sim.ok()) || (state && *state != "READY")) {
    error.error_class = ErrorClass::configuration;
    error.name += state ? ": the SIM asks for \"" + std::string{*state} + "\""
                        : ": the SIM does not answer (" + why.to_string() + ")";
    co_return error;
  }
  const auto network = co_await State::wait_for_registration(s, s->loop.now());
  if (!network && network.error().field == "registration") {
    error.error_class = ErrorClass::network;
    error.name += ": " + network.error().detail;
    co_return error;
  }
  const AtReply centre = co_await s->channel.command("AT+CSCA?");
  const auto address = centre.find("+CSCA");
  if (address && at_fields(*address).front().empty()) {
    error.error_class = ErrorClass::configuration;
    error.name += ": no service centre is set (AT+CSCA)";
  }
  co_return error;
}

/// Listed for as long as a message is being handed over.
class UnderWay {
 public:
  UnderWay(State& state, sms::Address to) : state_{state} {
    one_ = state_.handing_over.insert(state_.handing_over.end(),
                                      State::HandingOver{std::move(to), state_.loop.calendar()});
  }
  UnderWay(const UnderWay&) = delete;
  UnderWay& operator=(const UnderWay&) = delete;
  ~UnderWay() { state_.handing_over.erase(one_); }

 private:
  State& state_;
  std::list<State::HandingOver>::iterator one_;
};

/// One attempt: the command line and, behind its prompt, the PDU.
asio::awaitable<Submission> hand_over(Shared s, sms::Address to, sms::PduText pdu, bool confidential) {
  const Duration wished = s->options.submit_limit;
  const Duration limit = wished > Duration{} ? wished : s->dialect->submit_limit;
  AtCommand command{"AT+CMGS=" + std::to_string(pdu.length), limit};
  command.payload = pdu.hex;
  if (confidential) command.secret = pdu.hex;
  const UnderWay under_way{*s, std::move(to)};
  const AtReply reply = co_await s->channel.command(std::move(command));
  if (reply.result == AtResult::expired && reply.payload_sent) {
    // Goes out when the dialogue is in step again: by then a late +CMGS has been seen.
    AtCommand in_step{"AT"};
    in_step.urgent = true;
    const AtReply ignored = co_await s->channel.command(std::move(in_step));
    static_cast<void>(ignored);
  }
  const auto out = reply.payload_sent ? std::exchange(s->handed_over, std::nullopt) : std::nullopt;
  Submission submission = outcome_of(reply, out ? out->late_reference : std::nullopt);
  if (reply.result == AtResult::error && submission.outcome == Submission::Outcome::refused) {
    submission.error = co_await explained(s, submission.error);
    submission.reason = submission.error.to_string();
  }
  // An unknown outcome and a refusal may each have taken a TP-MR.
  if (submission.outcome == Submission::Outcome::refused && reply.payload_sent) s->book.refused();
  s->release_reports(s);
  co_return submission;
}

/// 3GPP TS 23.038 §4: bit 4 of the general groups says that there is a class; 1111 always has one.
bool has_class(const sms::DataCoding& coding) {
  const std::uint8_t octet = coding.octet();
  return (octet & 0xF0) == 0xF0 || ((octet & 0x80) == 0 && (octet & 0x10) != 0);
}

sms::DataCoding without_class(const sms::DataCoding& coding) {
  const std::uint8_t octet = coding.octet();
  if ((octet & 0xF0) == 0xF0) return sms::DataCoding{static_cast<std::uint8_t>(octet & 0x04)};
  return sms::DataCoding{static_cast<std::uint8_t>(octet & ~0x13)};
}

/// What one submission has been through.
struct Trials {
  RefusalHistory history;
  std::map<int, int> codes;  // how often each came
  std::optional<Instant> busy_since;
};

RetryDecision judge(const State& s, Trials& trials, const ModemError& error, const sms::Submit& message) {
  RefusalHistory& history = trials.history;
  history.alike = ++trials.codes[error.code.value_or(-1)];
  history.since_boot = s.booted ? s.loop.now() - *s.booted : Duration::max();
  history.has_validity = !std::holds_alternative<std::monostate>(message.validity);
  history.has_class = has_class(message.coding);
  const bool is_busy = error.error_class == ErrorClass::busy || error.code == 302 || error.code == 3;
  if (!is_busy) {
    trials.busy_since.reset();
    ++history.refusals;
  } else if (!trials.busy_since) {
    trials.busy_since = s.loop.now();
  }
  if (is_busy) history.busy_for = s.loop.now() - *trials.busy_since;
  return decide_retry(error, history);
}

}  // namespace

asio::awaitable<Submission> Modem::State::submit(Shared s, sms::Submit message, bool confidential,
                                                 SubmissionPauses pauses) {
  std::vector<journal::Field> intent;
  intent.emplace_back("to", message.destination.to_string());
  const auto text = message.text();
  if (confidential)
    intent.emplace_back("text", "*****");
  else if (text)
    intent.emplace_back("text", *text);
  intent.emplace_back("status_report", message.status_report_request);
  const std::uint64_t place = s->record("sms.intent", std::move(intent));

  const sms::Address to = message.destination;
  const Calendar begun = s->loop.calendar();
  Submission submission =
      co_await submit_until_settled(s, std::move(message), confidential, place, std::move(pauses));
  submission.intent = place;
  if (submission.outcome == Submission::Outcome::sent) {
    s->book.sent(to, submission.reference);
    s->rung = Rung::resync;
  }
  if (submission.outcome == Submission::Outcome::unknown) s->book.unknown(place, to, begun);

  std::vector<journal::Field> end;
  end.emplace_back("intent", place);
  end.emplace_back("outcome", name_of(submission.outcome));
  if (submission.outcome == Submission::Outcome::sent) {
    end.emplace_back("mr", submission.reference);
  } else {
    if (submission.error.code) end.emplace_back("code", *submission.error.code);
    if (submission.outcome == Submission::Outcome::refused)
      end.emplace_back("class", isocket::modem::name_of(submission.error.error_class));
    end.emplace_back("reason", submission.reason);
  }
  s->record("sms.submit", std::move(end));
  co_return submission;
}

/// Attempts, until one is sent or unknown, or nothing is left to try. Others may be sent meanwhile: what has
/// to wait holds nobody up.
asio::awaitable<Submission> Modem::State::submit_until_settled(Shared s, sms::Submit message,
                                                               bool confidential, std::uint64_t place,
                                                               SubmissionPauses pauses) {
  const Instant limit = s->loop.now() + s->options.retry_limit;
  Trials trials;
  trials.history.refusals = 0;
  const std::uint8_t likely = s->book.likely_next();
  for (int number = 1;; ++number) {
    const auto pdu = sms::encode_pdu(sms::Tpdu{message});
    if (!pdu) {
      ModemError error;
      error.name = describe(pdu.error());
      error.error_class = ErrorClass::permanent;
      co_return refused(error, "no such message can be made: " + error.name);
    }
    const auto is_ready = co_await ready_and_registered(s, limit);
    if (!is_ready) {
      const bool no_network = is_ready.error().field == "registration";
      co_return not_begun(is_ready.error(), no_network ? ErrorClass::network : ErrorClass::transient);
    }
    if (const Error* trouble = s->journal.trouble()) co_return unrecorded(*trouble);
    Submission submission = co_await hand_over(s, message.destination, *pdu, confidential);
    if (submission.outcome != Submission::Outcome::refused) co_return submission;
    RetryDecision decision = judge(*s, trials, submission.error, message);
    // With its settings lost the modem could not but refuse.
    if (s->recovering && decision.kind == Next::give_up && trials.history.refusals < 5)
      decision.kind = Next::again;
    // The centre has it from an attempt that it seemed to refuse; the modem did not tell the TP-MR of that.
    if (decision.kind == Next::count_as_sent) co_return sent(likely);
    if (decision.kind == Next::give_up || s->loop.now() + decision.delay >= limit) co_return submission;
    s->record_retry(place, number, submission.error, decision);
    if (decision.kind == Next::without_validity) message.validity = std::monostate{};
    if (decision.kind == Next::without_class) message.coding = without_class(message.coding);
    if (decision.kind == Next::when_registered) s->registered = false;  // asked before the next attempt
    if (decision.kind == Next::when_store_is_cleared) co_await clear_stores(s);
    if (decision.kind == Next::when_recovered) {
      ++trials.history.recoveries;
      s->begin_recovery("submissions are refused: " + submission.reason, s->rung, false, s);
      if (s->rung != Rung::reset) s->rung = static_cast<Rung>(static_cast<int>(s->rung) + 1);
    }
    trials.history.resent = true;
    message.reject_duplicates = true;
    if (decision.delay > Duration{}) {
      if (pauses.begun) pauses.begun();
      co_await sleep_for(s->loop, decision.delay);
      if (pauses.over) co_await pauses.over();
    }
  }
}

bool Modem::State::may_be_handed_over_now(const sms::StatusReport& report) const {
  return !book.knows(report) &&
         std::any_of(handing_over.begin(), handing_over.end(),
                     [&](const HandingOver& one) { return may_be_about(report, one.to, one.begun); });
}

/// Once everything is done that is ready to run: by then the submission's end is journalled, and whoever
/// submitted knows its TP-MR.
void Modem::State::release_reports(const Shared& self) {
  if (held_reports.empty()) return;
  loop.wake_at(loop.now(), [weak = std::weak_ptr<State>{self}] {
    const Shared keep = weak.lock();
    if (!keep || keep->gone) return;
    for (ReportReceived& one : std::exchange(keep->held_reports, {})) keep->on_report(std::move(one));
  });
}

void Modem::State::on_late_reference(std::string_view parameters) {
  const auto reference = reference_of(parameters);
  if (!reference) return;
  if (handed_over)
    handed_over->late_reference = reference;
  else if (const auto intent = book.referenced(*reference))
    settle(*intent, *reference, "modem");
}

void Modem::State::settle(std::uint64_t intent, std::uint8_t reference, std::string_view by) {
  record("sms.settled", {{"intent", intent}, {"outcome", "sent"}, {"by", by}, {"mr", reference}});
  SubmissionSettled settled;
  settled.intent = intent;
  settled.reference = reference;
  settled.at = loop.now();
  emit(settled);
}

void Modem::State::record_retry(std::uint64_t place, int attempt, const ModemError& error,
                                const RetryDecision& decision) {
  std::vector<journal::Field> fields;
  fields.emplace_back("intent", place);
  fields.emplace_back("attempt", attempt);
  if (error.code) fields.emplace_back("code", *error.code);
  fields.emplace_back("class", isocket::modem::name_of(error.error_class));
  fields.emplace_back("reason", error.to_string());
  fields.emplace_back("then", isocket::modem::name_of(decision.kind));
  fields.emplace_back("after_s", std::chrono::duration<double>(decision.delay).count());
  record("sms.retry", std::move(fields));
}

}  // namespace isocket::modem
