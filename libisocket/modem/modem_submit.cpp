#include <charconv>

#include "modem/modem_state.h"
#include "sms/service_centre.h"

namespace isocket::modem {
namespace {

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
  if (!parameters) return std::nullopt;
  const std::string text = at_fields(*parameters).front();
  unsigned value = 256;
  const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (ec != std::errc{} || value > 255) return std::nullopt;
  return static_cast<std::uint8_t>(value);
}

/// @param late  the reference that came after the command had expired
Submission outcome_of(const AtReply& reply, std::optional<std::uint8_t> late) {
  if (reply.ok()) {
    if (const auto reference = reference_in(reply)) return sent(*reference);
    return unsettled("the modem said OK without a +CMGS");
  }
  if (reply.answered()) {
    ModemError error = error_of(reply);
    // "Network timeout" after the message went out: it may have arrived, only the acknowledgement did not.
    if (reply.payload_sent && error.code == 332) return unsettled(error.to_string());
    std::string reason = error.to_string();
    return refused(std::move(error), std::move(reason));
  }
  if (late) return sent(*late);
  if (!reply.payload_sent) {
    if (reply.result == AtResult::expired) return not_handed_over(reply, "the modem gave no prompt");
    return not_handed_over(reply, "the modem does not answer");
  }
  switch (reply.result) {
    case AtResult::restarted: return unsettled("the modem restarted before it confirmed");
    case AtResult::closed: return unsettled("the port went away before the modem confirmed");
    default: return unsettled("the modem took the message and never confirmed");
  }
}

}  // namespace

asio::awaitable<Submission> Modem::State::submit(Shared s, sms::Submit message, bool confidential) {
  std::vector<journal::Field> intent;
  intent.emplace_back("to", message.destination.to_string());
  const auto text = message.text();
  if (confidential)
    intent.emplace_back("text", "*****");
  else if (text)
    intent.emplace_back("text", *text);
  intent.emplace_back("status_report", message.status_report_request);
  const std::uint64_t place = s->record("sms.intent", std::move(intent));

  Submission submission;
  const auto pdu = sms::encode_pdu(sms::Tpdu{message});
  if (!pdu) {
    ModemError error;
    error.name = describe(pdu.error());
    error.error_class = ErrorClass::permanent;
    submission = refused(error, "no such message can be made: " + error.name);
  } else if (const bool is_ready = co_await ready(s); !is_ready) {
    ModemError error;
    error.result = AtResult::lost;
    error.name = "the modem is not ready";
    error.error_class = ErrorClass::transient;
    submission = refused(error, error.name);
  } else {
    const Duration wished = s->options.submit_limit;
    const Duration limit = wished > Duration{} ? wished : s->dialect->submit_limit;
    AtCommand command{"AT+CMGS=" + std::to_string(pdu->length), limit};
    command.payload = pdu->hex;
    if (confidential) command.secret = pdu->hex;
    const AtReply reply = co_await s->channel.command(std::move(command));
    if (reply.result == AtResult::expired && reply.payload_sent) {
      // Goes out when the dialogue is in step again: by then a late +CMGS has been seen.
      AtCommand in_step{"AT"};
      in_step.urgent = true;
      const AtReply ignored = co_await s->channel.command(std::move(in_step));
      static_cast<void>(ignored);
    }
    submission = outcome_of(reply, std::exchange(s->late_reference, std::nullopt));
  }

  std::vector<journal::Field> end;
  end.emplace_back("intent", place);
  end.emplace_back("outcome", name_of(submission.outcome));
  if (submission.outcome == Submission::Outcome::sent) {
    end.emplace_back("mr", submission.reference);
  } else {
    if (submission.error.code) end.emplace_back("code", *submission.error.code);
    if (submission.outcome == Submission::Outcome::refused)
      end.emplace_back("class", name_of(submission.error.error_class));
    end.emplace_back("reason", submission.reason);
  }
  s->record("sms.submit", std::move(end));
  co_return submission;
}

}  // namespace isocket::modem
