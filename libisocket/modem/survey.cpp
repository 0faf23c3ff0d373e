#include "modem/survey.h"

#include <algorithm>
#include <cctype>

#include "modem/modem_error.h"
#include "modem/pin_tries.h"

namespace isocket::modem {
namespace {

using namespace std::chrono_literals;

/// One who asks: no answer is waited for beyond the end of the survey.
class Questions {
 public:
  Questions(AtChannel& channel, EventLoop& loop, Instant until)
      : channel_{channel}, loop_{loop}, until_{until} {}

  asio::awaitable<AtReply> ask(std::string text, Duration limit = 2s) {
    const Duration left = until_ - loop_.now();
    if (left <= Duration{} || channel_.closed()) co_return AtReply{};
    co_return co_await channel_.command(std::move(text), std::min(limit, left));
  }
  /// The first of these commands that the modem knows, what it says in one line.
  asio::awaitable<std::string> ask_line(std::string first, std::string second) {
    const AtReply reply = co_await ask(std::move(first));
    if (reply.ok() && !reply.information.empty()) co_return line_of(reply);
    if (!reply.answered() || second.empty()) co_return std::string{};
    const AtReply again = co_await ask(std::move(second));
    co_return again.ok() && !again.information.empty() ? line_of(again) : std::string{};
  }
  asio::awaitable<Result<void>> find_step() {
    const bool in_step = co_await channel_.resync();
    if (in_step) co_return Result<void>{};
    if (channel_.closed()) co_return fail(Errc::closed, "", 0, "the port is gone");
    co_return fail(Errc::timed_out, "", 0, "nobody answers AT");
  }

 private:
  /// "+CGMI: \"Maker\"" at some, the bare words at most.
  static std::string line_of(const AtReply& reply) {
    const std::string& line = reply.information.front();
    const std::string_view name = at_name(line);
    return name.empty() ? line : at_fields(std::string_view{line}.substr(name.size() + 1)).front();
  }

  AtChannel& channel_;
  EventLoop& loop_;
  Instant until_;
};

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// An IMEI among what was answered; firmware puts more into that line ("3521...,00").
std::string imei_in(std::string_view line) {
  std::string digits;
  for (const char c : line) {
    if (c >= '0' && c <= '9')
      digits += c;
    else if (!digits.empty())
      break;
  }
  return digits.size() >= 14 && digits.size() <= 16 ? digits : std::string{line};
}

asio::awaitable<void> ask_tries(Questions& questions, Survey& survey) {
  const bool puk = survey.sim.find("PUK") != std::string::npos;
  for (const std::string_view text : kTriesQuestions) {
    const AtReply reply = co_await questions.ask(std::string{text});
    if (!reply.answered()) co_return;
    survey.tries = tries_in(reply, puk);
    if (survey.tries) co_return;
  }
}

asio::awaitable<void> ask_sim(Questions& questions, Survey& survey) {
  const AtReply state = co_await questions.ask("AT+CPIN?");
  if (const auto told = state.find("+CPIN"))
    survey.sim = at_fields(*told).front();
  else if (state.answered())
    survey.sim_trouble = state.ok() ? "no answer to AT+CPIN?" : error_of(state).to_string();
  if (survey.sim.ends_with("PIN") || survey.sim.ends_with("PUK")) co_await ask_tries(questions, survey);
  for (const char* text : {"AT+CCID", "AT^ICCID?", "AT+ICCID", "AT+QCCID"}) {
    const AtReply reply = co_await questions.ask(text);
    survey.iccid = iccid_in(reply);
    if (!survey.iccid.empty() || !reply.answered()) break;
  }
  if (survey.sim != "READY") co_return;
  const std::string imsi = co_await questions.ask_line("AT+CIMI", "");
  if (all_digits(imsi)) survey.imsi = imsi;
  const AtReply own = co_await questions.ask("AT+CNUM");
  if (const auto told = own.find("+CNUM")) {
    const std::vector<std::string> fields = at_fields(*told);
    if (fields.size() > 2) {
      const bool lacks_plus = fields[2] == "145" && !fields[1].empty() && fields[1].front() != '+';
      survey.number = (lacks_plus ? "+" : "") + fields[1];
    }
  }
}

asio::awaitable<void> ask_network(Questions& questions, Survey& survey) {
  const AtReply signal = co_await questions.ask("AT+CSQ");
  if (const auto told = signal.find("+CSQ")) {
    const int level = at_number(at_fields(*told).front());
    if (level >= 0 && level <= 31) survey.signal = -113 + 2 * level;
  }
  const AtReply registration = co_await questions.ask("AT+CREG?");
  if (const auto told = registration.find("+CREG")) {
    const std::vector<std::string> fields = at_fields(*told);
    const int state = fields.size() > 1 ? at_number(fields[1]) : -1;
    if (state >= 0 && state <= 7) survey.registration = static_cast<RegistrationState>(state);
  }
  const AtReply network = co_await questions.ask("AT+COPS?", 5s);
  if (const auto told = network.find("+COPS")) {
    const std::vector<std::string> fields = at_fields(*told);
    if (fields.size() > 2) survey.operator_name = fields[2];
  }
}

asio::awaitable<void> ask_messages(Questions& questions, Survey& survey) {
  const AtReply centre = co_await questions.ask("AT+CSCA?");
  if (const auto told = centre.find("+CSCA")) {
    survey.service_centre_told = true;
    survey.service_centre = at_fields(*told).front();
  }
  const AtReply stores = co_await questions.ask("AT+CPMS?");
  survey.stores = stores_in(stores);
}

}  // namespace

std::string_view words_of(RegistrationState state) {
  switch (state) {
    case RegistrationState::idle: return "not registered, and not searching";
    case RegistrationState::home: return "registered";
    case RegistrationState::searching: return "searching";
    case RegistrationState::denied: return "denied by the network";
    case RegistrationState::unknown: return "not known";
    case RegistrationState::roaming: return "registered, roaming";
    case RegistrationState::home_sms_only: return "registered, for SMS only";
    case RegistrationState::roaming_sms_only: return "registered, roaming, for SMS only";
  }
  return "not known";
}

bool is_registered(RegistrationState state) {
  return state == RegistrationState::home || state >= RegistrationState::roaming;
}

std::string_view words_of_signal(int dbm) {
  if (dbm >= -73) return "good";
  if (dbm >= -93) return "fair";
  return dbm >= -105 ? "weak" : "hardly any";
}

std::string iccid_in(const AtReply& reply) {
  if (!reply.ok()) return {};
  for (const std::string& line : reply.information) {
    const std::string_view name = at_name(line);
    std::string digits = at_fields(std::string_view{line}.substr(name.empty() ? 0 : name.size() + 1)).front();
    while (!digits.empty() && (digits.back() == 'F' || digits.back() == 'f')) digits.pop_back();
    if (all_digits(digits) && digits.size() >= 18 && digits.size() <= 20) return digits;
  }
  return {};
}

std::vector<MessageStoreUse> stores_in(const AtReply& reply) {
  std::vector<MessageStoreUse> stores;
  const auto told = reply.find("+CPMS");
  if (!told) return stores;
  const std::vector<std::string> fields = at_fields(*told);
  for (std::size_t i = 0; i + 2 < fields.size(); i += 3) {
    MessageStoreUse store{fields[i], at_number(fields[i + 1]), at_number(fields[i + 2])};
    const bool known = std::any_of(stores.begin(), stores.end(),
                                   [&](const MessageStoreUse& other) { return other.name == store.name; });
    if (!store.name.empty() && store.used >= 0 && store.total >= 0 && !known)
      stores.push_back(std::move(store));
  }
  return stores;
}

asio::awaitable<Result<std::string>> ask_imei(AtChannel& channel, EventLoop& loop, Instant until) {
  Questions questions{channel, loop, until};
  auto in_step = co_await questions.find_step();
  if (!in_step) co_return fail(std::move(in_step.error()));
  const std::string line = co_await questions.ask_line("AT+CGSN", "AT+GSN");
  co_return imei_in(line);
}

asio::awaitable<Result<Survey>> take_survey(AtChannel& channel, EventLoop& loop, Instant until) {
  Survey survey;
  Questions questions{channel, loop, until};
  // Named, so that it does not outlive what it counts in.
  struct Listening {
    AtChannel& heard;
    ~Listening() { heard.listen(nullptr); }
  };
  channel.listen([&survey](const AtEvent& event) {
    if (event.kind == AtEvent::Kind::unsolicited) ++survey.unsolicited;
  });
  const Listening listening{channel};
  auto in_step = co_await questions.find_step();
  if (!in_step) co_return fail(std::move(in_step.error()));
  survey.manufacturer = co_await questions.ask_line("AT+CGMI", "AT+GMI");
  survey.model = co_await questions.ask_line("AT+CGMM", "AT+GMM");
  survey.revision = co_await questions.ask_line("AT+CGMR", "AT+GMR");
  const std::string imei = co_await questions.ask_line("AT+CGSN", "AT+GSN");
  survey.imei = imei_in(imei);
  co_await ask_sim(questions, survey);
  co_await ask_network(questions, survey);
  co_await ask_messages(questions, survey);
  co_return survey;
}

}  // namespace isocket::modem
