#include "modem/modem.h"

#include <charconv>

#include "modem/at_lines.h"
#include "modem/modem_state.h"

namespace isocket::modem {

std::string_view name_of(Reception reception) {
  constexpr std::string_view kNames[] = {"automatic", "direct", "stored", "polled", "none"};
  return kNames[static_cast<std::size_t>(reception)];
}
std::string_view name_of(Submission::Outcome outcome) {
  constexpr std::string_view kNames[] = {"sent", "refused", "unknown"};
  return kNames[static_cast<std::size_t>(outcome)];
}
std::string_view name_of(CallEnd end) {
  constexpr std::string_view kNames[] = {"hung_up", "rejected", "no_answer", "failed", "cancelled"};
  return kNames[static_cast<std::size_t>(end)];
}

std::string words(const Error& error) {
  const std::string why = error.detail.empty() ? std::string{name_of(error.code)} : error.detail;
  return error.field.empty() ? why : error.field + ": " + why;
}

Error failure_of(const AtReply& reply, std::string_view what) {
  switch (reply.result) {
    case AtResult::expired:
    case AtResult::lost: return {Errc::timed_out, std::string{what}, 0, "the modem does not answer"};
    case AtResult::restarted: return {Errc::closed, std::string{what}, 0, "the modem has restarted"};
    case AtResult::closed: return {Errc::closed, std::string{what}, 0, "the port is gone"};
    default: return {Errc::refused, std::string{what}, 0, error_of(reply).to_string()};
  }
}

std::uint64_t Modem::State::record(std::string_view type, std::vector<journal::Field> fields) {
  std::string device;
  if (options.whose) device = device_of(type, fields);
  if (!device.empty()) fields.insert(fields.begin(), journal::Field{"device", device});
  fields.insert(fields.begin(), journal::Field{"modem", options.name});
  const std::uint64_t place = journal.record(type, std::move(fields));
  if (type == "sms.intent" && options.whose) intended_for[place] = std::move(device);
  return place;
}

std::string Modem::State::device_of(std::string_view type, const std::vector<journal::Field>& fields) {
  std::string device;
  for (const journal::Field& field : fields) {
    if (const auto* text = std::get_if<std::string>(&field.value)) {
      if (field.name == "to" || field.name == "from")
        device = options.whose(std::string_view{*text}.substr(text->starts_with('+') ? 1 : 0));
      continue;
    }
    // What becomes of a submission names no number: it is about its intent.
    const auto* intent = std::get_if<std::int64_t>(&field.value);
    if (intent == nullptr || field.name != "intent") continue;
    const auto found = intended_for.find(static_cast<std::uint64_t>(*intent));
    if (found == intended_for.end()) continue;
    device = found->second;
    if (type == "sms.submit") intended_for.erase(found);
  }
  return device;
}

void Modem::State::shut() {
  gone = true;
  handler = nullptr;
  doubt_timer.cancel();
  keep_alive_timer.cancel();
  poll_timer.cancel();
  ring_timer.cancel();
  channel.close();
  if (ussd_under_way != nullptr) ussd_under_way->done.notify();
}

void Modem::State::on_event(const AtEvent& event, const Shared& self) {
  mind(event, self);
  if (event.kind == AtEvent::Kind::prompt) handed_over.emplace();
  if (event.kind != AtEvent::Kind::unsolicited) return;
  const std::string_view line = event.text;
  if (line.starts_with("+CMT:") || line.starts_with("+CDS:")) {
    on_direct_message(event, self);
  } else if (line.starts_with("+CMTI:") || line.starts_with("+CDSI:") || line.starts_with("^SMMEMFULL:")) {
    // The last: until something is deleted, a Huawei tells of no message any more.
    on_stored_message(line, self);
  } else if (line.starts_with("+CUSD:")) {
    if (ussd_under_way == nullptr) return;
    ussd_under_way->line = std::string{line};
    ussd_under_way->done.notify();
  } else if (line.starts_with("+CMGS:")) {
    on_late_reference(line.substr(6));
  } else if (line.starts_with("+CREG:")) {
    on_registration(line.substr(6));
  } else if (is_start_banner(line)) {
    on_restart(self);
  } else {
    on_call_line(line, self);
  }
}

void Modem::State::on_restart(const Shared& self) {
  needs_set_up = restarted = true;
  booted = loop.now();
  registered = false;
  book.restarted();
  if (call) end_call(CallEnd::failed);
  if (!started_before || setting_up || recovering) return;  // whoever sets it up sees it by itself
  record("modem.restarted", {});
  ModemRestarted anew;
  anew.at = loop.now();
  emit(anew);
  begin_recovery("the modem has restarted", Rung::resync, true, self);
}

void Modem::State::on_closed(const Error& error, const Shared& self) {
  needs_set_up = true;
  poll_timer.cancel();
  ring_timer.cancel();
  if (ussd_under_way != nullptr) ussd_under_way->done.notify();
  const std::string reason = "the port is gone (" + words(error) + ")";
  if (!source) return give_up(reason);
  begin_recovery(reason, Rung::reopen, false, self);
}

asio::awaitable<Result<int>> Modem::State::signal(Shared s) {
  const AtReply reply = co_await s->channel.command("AT+CSQ");
  if (!reply.ok()) co_return fail(failure_of(reply, "AT+CSQ"));
  const auto parameters = reply.find("+CSQ");
  if (!parameters) co_return fail(Errc::not_found, "AT+CSQ", 0, "no +CSQ in the answer");
  const std::vector<std::string> fields = at_fields(*parameters);
  int level = 99;
  std::from_chars(fields[0].data(), fields[0].data() + fields[0].size(), level);
  if (level < 0 || level > 31) co_return fail(Errc::not_found, "signal", 0, "not known, or not detectable");
  co_return -113 + 2 * level;
}

void Modem::State::listen(const Shared& self) {
  // The state owns the channel, so it holds itself only weakly in the channel's handlers.
  const std::weak_ptr<State> weak = self;
  channel.listen([weak](const AtEvent& event) {
    if (const auto keep = weak.lock()) keep->on_event(event, keep);
  });
  channel.on_closed([weak](const Error& error) {
    if (const auto keep = weak.lock()) keep->on_closed(error, keep);
  });
}

Modem::Modem(EventLoop& loop, std::unique_ptr<ByteStream> stream, ModemOptions options,
             journal::Journal& journal)
    : state_{std::make_shared<State>(loop, std::move(stream), nullptr, std::move(options), journal)} {
  state_->listen(state_);
}

Modem::Modem(EventLoop& loop, std::unique_ptr<PortSource> source, ModemOptions options,
             journal::Journal& journal)
    : state_{std::make_shared<State>(loop, nullptr, std::move(source), std::move(options), journal)} {
  state_->listen(state_);
}

Modem::~Modem() {
  state_->shut();
}

void Modem::take_over(const std::vector<FormerSubmission>& former, bool awaits) {
  state_->heritage = awaits ? State::Heritage::awaited : State::Heritage::unwanted;
  for (const FormerSubmission& one : former) state_->recall(one);
}

void Modem::State::recall(const FormerSubmission& former) {
  if (former.kind == FormerSubmission::Kind::restarted) return book.restarted();
  if (former.kind == FormerSubmission::Kind::refused) return book.refused();
  const auto to = sms::Address::parse(former.to);
  if (!to) return;
  if (former.kind == FormerSubmission::Kind::sent)
    book.sent(*to, former.reference);
  else
    book.unknown(former.intent, *to, former.not_before);
}

void Modem::on_event(Handler handler) {
  state_->handler = std::move(handler);
}
void Modem::keep() {
  state_->options.keep = true;
}
asio::awaitable<Result<Identity>> Modem::start() {
  return State::start(state_);
}
asio::awaitable<Result<Identity>> Modem::identify() {
  return State::identify(state_);
}
asio::awaitable<Result<void>> Modem::ready() {
  return State::ready_and_registered(
      state_, state_->loop.now() + state_->options.recovery_limit + state_->options.registration_limit);
}
asio::awaitable<Submission> Modem::submit(sms::Submit message, bool confidential, SubmissionPauses pauses) {
  return State::submit(state_, std::move(message), confidential, std::move(pauses));
}
asio::awaitable<Result<void>> Modem::dial(PhoneNumber number, bool hide_number) {
  return State::dial(state_, std::move(number), hide_number);
}
asio::awaitable<Result<void>> Modem::answer() {
  return State::answer(state_);
}
asio::awaitable<Result<void>> Modem::hang_up() {
  return State::hang_up(state_);
}
asio::awaitable<std::optional<int>> Modem::release_cause() {
  return State::release_cause(state_);
}
bool Modem::in_call() const {
  return state_->call.has_value();
}
asio::awaitable<Result<UssdReply>> Modem::ussd(std::string code) {
  return State::ussd(state_, std::move(code));
}
asio::awaitable<Result<int>> Modem::signal() {
  return State::signal(state_);
}
asio::awaitable<AtReply> Modem::command(AtCommand command) {
  return state_->channel.command(std::move(command));
}
const std::string& Modem::name() const {
  return state_->options.name;
}
const Identity& Modem::identity() const {
  return state_->identity;
}
const Dialect& Modem::dialect() const {
  return *state_->dialect;
}
Reception Modem::reception() const {
  return state_->reception;
}
bool Modem::reports() const {
  return state_->reports;
}

}  // namespace isocket::modem
