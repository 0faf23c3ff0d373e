#include <algorithm>
#include <charconv>

#include "modem/at_lines.h"
#include "modem/modem_state.h"
#include "sms/service_centre.h"

namespace isocket::modem {
namespace {

std::optional<int> index_in(std::string_view text) {
  int value = -1;
  const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), value);
  // A number that is damaged would point at another message. Index 0 is one, at Huawei.
  if (ec != std::errc{} || value < 0 || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// Octets of the TPDU, as the line above a PDU announces them in its last field; -1: it does not.
int announced_length(std::string_view line) {
  return at_number(at_fields(line.substr(line.find(':') + 1)).back());
}

/// Whether a PDU is shorter or longer than announced, but for a record that is filled up with 0xFF.
bool has_other_length(std::string_view line, std::string_view hex) {
  unsigned centre = 0;
  std::from_chars(hex.data(), hex.data() + std::min<std::size_t>(2, hex.size()), centre, 16);
  const int announced = announced_length(line);
  if (announced < 0) return false;
  const std::size_t end = 2 * (static_cast<std::size_t>(announced) + centre + 1);
  return hex.size() < end || hex.find_first_not_of('F', end) != std::string_view::npos;
}

}  // namespace

void Modem::State::take_pdu(std::string_view hex, bool stored_before) {
  const Instant at = loop.now();
  // Some modems fill the rest of the SIM's record up with 0xFF.
  auto pdu = sms::decode_pdu(hex, sms::Direction::to_mobile, sms::Trailing::ignore);
  const auto* const received = pdu ? std::get_if<sms::Deliver>(&pdu->tpdu) : nullptr;
  const auto* const told = pdu ? std::get_if<sms::StatusReport>(&pdu->tpdu) : nullptr;
  if ((received != nullptr || told != nullptr) && came_direct.is_copy(hex, at)) {
    const sms::Address& with = received != nullptr ? received->originator : told->recipient;
    record("sms.double",
           {{"with", with.to_string()}, {"reason", "handed over before, and not acknowledged"}});
    return;
  }
  if (pdu) {
    if (auto* deliver = std::get_if<sms::Deliver>(&pdu->tpdu)) {
      std::vector<journal::Field> fields;
      fields.emplace_back("from", deliver->originator.to_string());
      if (auto text = deliver->text()) fields.emplace_back("text", *std::move(text));
      fields.emplace_back("scts", deliver->time_stamp.to_string());
      if (stored_before) fields.emplace_back("stored_before", true);
      record("sms.deliver", std::move(fields));
      emit(MessageReceived{std::move(*deliver), at, stored_before});
      return;
    }
    if (auto* report = std::get_if<sms::StatusReport>(&pdu->tpdu)) {
      on_report(ReportReceived{std::move(*report), at, stored_before});
      return;
    }
  }
  Error error = pdu ? Error{Errc::unsupported, "TP-MTI", 0, "not a kind that a mobile receives"}
                    : std::move(pdu.error());
  record("sms.unreadable", {{"pdu", hex}, {"reason", describe(error)}});
  emit(UnreadableReceived{std::string{hex}, std::move(error), at});
}

void Modem::State::on_report(ReportReceived received) {
  const sms::StatusReport& report = received.report;
  if (may_be_handed_over_now(report)) {
    held_reports.push_back(std::move(received));
    return;
  }
  std::vector<journal::Field> fields;
  fields.emplace_back("to", report.recipient.to_string());
  fields.emplace_back("mr", report.reference);
  fields.emplace_back("status", report.status.octet());
  fields.emplace_back("meaning", report.status.name());
  fields.emplace_back("discharge", report.discharge.to_string());
  if (received.stored_before) fields.emplace_back("stored_before", true);
  record("sms.report", std::move(fields));
  if (const auto intent = book.reported(report)) settle(*intent, report.reference, "report");
  emit(std::move(received));
}

void Modem::State::on_direct_message(const AtEvent& event, const Shared& self) {
  // Without its PDU, or with a damaged one, it is lost, unless it is left unacknowledged: then the modem
  // keeps it, or the network sends it again. A modem that always counts otherwise is believed in the end.
  const bool acknowledged = acknowledging || heritage == Heritage::unwanted;
  const bool odd = event.body.empty() || has_other_length(event.text, event.body);
  odd_lengths = odd ? odd_lengths + 1 : 0;
  if (event.body.empty() || (odd && acknowledged && odd_lengths <= 2)) {
    doubt("a message was damaged on its way from the modem", self);
    return;
  }
  const std::string& hex = event.body;
  // A modem that waits for no acknowledgement repeats nothing: what comes again is the network's doing.
  if (!acknowledged && heritage == Heritage::none) came_direct.acknowledged(hex);
  take_pdu(hex, false);
  came_direct.add(hex, loop.now());
  if (acknowledged) loop.spawn(acknowledge(self, hex));
}

asio::awaitable<void> Modem::State::acknowledge(Shared s, std::string hex) {
  AtCommand command{"AT+CNMA"};
  command.urgent = true;  // unacknowledged for some seconds, the modem stops handing messages over
  const AtReply reply = co_await s->channel.command(std::move(command));
  if (reply.ok()) s->came_direct.acknowledged(hex);
  if (reply.ok() || !reply.answered() || error_of(reply).code == 340) co_return;
  if (!s->acknowledging || s->setting_up) co_return;
  // It offers CNMA and refuses it, and after that would deliver no more (Novatel): without, then.
  s->acknowledging = false;
  s->record("modem.reception", {{"problem", "AT+CNMA is refused"}, {"error", error_of(reply).to_string()}});
  s->options.acknowledge = false;
  const auto done = co_await set_up_reception(s);
  if (!done) s->record("modem.failed", {{"reason", words(done.error())}});
}

void Modem::State::on_stored_message(std::string_view line, const Shared& self) {
  const std::vector<std::string> fields = at_fields(line.substr(line.find(':') + 1));
  ReadTask task;
  task.store = fields.front();
  task.before = !started_before;
  if (fields.size() > 1) task.index = index_in(fields[1]);
  if (task.store.empty()) task.store = inbox;
  // "+CMTI: ,-1" and a report whose place is not told ("+CDSI: \"SM\"") are found by listing.
  want(std::move(task), self);
}

void Modem::State::want(ReadTask task, const Shared& self) {
  tasks.push_back(std::move(task));
  if (reading) return;
  reading = true;
  loop.spawn(read_stored(self));
}

asio::awaitable<void> Modem::State::read_stored(Shared s) {
  while (!s->tasks.empty() && !s->channel.closed()) {
    ReadTask task = std::move(s->tasks.front());
    s->tasks.pop_front();
    if (task.store.empty()) task.store = s->inbox;  // a report may have led elsewhere: "+CDSI: \"SR\",50"
    if (!task.store.empty() && task.store != s->store) co_await open_store(s, task.store);
    if (task.index)
      co_await read_one(s, std::move(task));
    else
      static_cast<void>(co_await list_all(s));
  }
  s->reading = false;
}

asio::awaitable<void> Modem::State::read_one(Shared s, ReadTask task) {
  const AtReply reply = co_await s->channel.command("AT+CMGR=" + std::to_string(*task.index));
  if (!reply.answered()) {
    task.index.reset();  // the answer is lost, the message is not: look for it
    s->tasks.push_back(std::move(task));
    co_return;
  }
  std::string header;
  for (const std::string& line : reply.information) {
    if (line.starts_with("+CMGR:")) header = line;
    if (!is_hexadecimal(line)) continue;
    const bool odd = !header.empty() && has_other_length(header, line);
    if (odd && !task.again) {
      task.again = true;
      s->tasks.push_back(std::move(task));
      co_return;
    }
    co_await take_stored(s, *task.index, line, task.before);
    co_return;
  }
  // Nothing there: the place was wrong, or another listing has read it already.
  if (error_of(reply).code != 321)
    s->record("modem.reception", {{"problem", "an empty place was announced"}});
}

asio::awaitable<bool> Modem::State::list_all(Shared s) {
  if (!s->lists || !s->dialect->lists) co_return co_await read_each(s);
  const AtReply reply = co_await s->channel.command("AT+CMGL=4", std::chrono::seconds{30});
  std::string header;
  for (const std::string& line : reply.information) {
    if (line.starts_with("+CMGL:")) {
      header = line;
      continue;
    }
    if (header.empty() || !is_hexadecimal(line)) continue;
    const std::string above = std::exchange(header, {});
    const auto index = index_in(at_fields(std::string_view{above}.substr(6)).front());
    if (!index) continue;
    if (has_other_length(above, line)) {  // damaged, or so it seems: read for itself
      ReadTask task;
      task.store = s->store;
      task.index = index;
      task.before = s->draining;
      s->tasks.push_back(std::move(task));
      continue;
    }
    co_await take_stored(s, *index, line, s->draining);
  }
  if (reply.ok()) co_return true;
  const ErrorClass why = error_of(reply).error_class;
  const bool for_ever = reply.answered() && (why == ErrorClass::unknown || why == ErrorClass::permanent);
  if (!for_ever && reply.result != AtResult::expired) co_return true;
  s->lists = false;  // refused, or it hangs
  co_return co_await read_each(s);
}

/// Hands a message on and deletes it. What is there again because it could not be deleted is known by place
/// and text, and is not handed on a second time.
asio::awaitable<void> Modem::State::take_stored(Shared s, int index, std::string hex, bool stored_before) {
  const std::string place = s->store + std::to_string(index);
  const auto known = s->undeletable.find(place);
  const bool is_new = known == s->undeletable.end() || known->second.hex != hex;
  if (is_new) {
    s->take_pdu(hex, stored_before);
  } else if (!std::exchange(known->second.told, true)) {
    s->record("sms.double", {{"reason", "read before, and could not be deleted"}, {"index", index}});
  }
  if (s->options.keep) {
    if (is_new) s->undeletable[place] = Undeletable{std::move(hex), true};
    co_return;
  }
  const AtReply reply = co_await s->channel.command("AT+CMGD=" + std::to_string(index));
  if (reply.ok()) s->undeletable.erase(place);
  if (reply.ok() || !is_new) co_return;
  s->undeletable[place] = Undeletable{std::move(hex), false};
  s->record("modem.reception", {{"problem", "a message cannot be deleted"}, {"index", index}});
}

void Modem::State::poll_after(Duration delay, const Shared& self) {
  poll_timer.after(delay, [this, weak = std::weak_ptr<State>{self}, delay] {
    const Shared keep = weak.lock();
    if (!keep || channel.closed()) return;
    // A list tells more than the counts of AT+CPMS?, which some modems do not keep; and what is listed is
    // deleted, so that the store never fills.
    want(ReadTask{}, keep);
    poll_after(delay, keep);
  });
}

asio::awaitable<bool> Modem::State::indicate(Shared s, Reception wanted, IndicationRanges ranges) {
  const bool direct = wanted == Reception::direct;
  // Phase 2+ (1): what is handed over is acknowledged, so that nothing is lost on the way to us. Else 0, and
  // said so: under a 1 that another program has left, a modem would wait for acknowledgements of +CDS.
  s->acknowledging = false;
  if (direct && s->options.acknowledge && s->dialect->acknowledges) {
    const AtReply service = co_await insist(s, "AT+CSMS=1");
    s->acknowledging = service.ok();
  }
  const std::vector<Indication> ladder =
      indication_ladder(direct, ranges, s->dialect->modes, s->dialect->report_ways);
  for (;;) {
    if (!s->acknowledging) {
      const AtReply service = co_await insist(s, "AT+CSMS=0");
      if (!service.answered()) co_return false;
    }
    for (const Indication& step : ladder) {
      const AtReply reply = co_await insist(s, step.command);
      if (!reply.answered()) co_return false;
      if (!reply.ok()) continue;
      s->reception = wanted;
      s->reports = step.reports;
      s->indication = step;
      s->indication_seen = s->loop.now();
      if (s->heritage == Heritage::unwanted) s->heritage = Heritage::none;
      co_return true;
    }
    if (!s->acknowledging) co_return false;
    s->acknowledging = false;  // after AT+CSMS=1 some take no AT+CNMI any more (Quectel M26)
  }
}

asio::awaitable<Result<void>> Modem::State::set_up_reception(Shared s) {
  s->poll_timer.cancel();
  co_await take_heritage_off(s);
  const AtReply test = co_await insist(s, "AT+CNMI=?");
  if (!test.answered()) co_return fail(failure_of(test, "AT+CNMI=?"));
  const auto told = test.find("+CNMI");
  const IndicationRanges ranges = told ? IndicationRanges::parse(*told) : IndicationRanges{};
  const Reception wanted = s->options.reception;
  bool done = false;
  if (wanted == Reception::automatic || wanted == Reception::direct)
    done = co_await indicate(s, Reception::direct, ranges);
  if (!done && wanted != Reception::polled) done = co_await indicate(s, Reception::stored, ranges);
  if (!done) {
    s->reception = Reception::polled;
    s->reports = false;
  }
  if (s->channel.closed()) co_return fail(Errc::closed, "reception", 0, "the port is gone");
  const bool reads_store = s->reception != Reception::direct;
  if (reads_store || s->options.drain) {
    while (s->reading && !s->channel.closed()) co_await sleep_for(s->loop, std::chrono::milliseconds{100});
    s->reading = true;
    co_await choose_store(s);
    s->draining = !s->started_before;  // what came in during a restart is as good as new
    if (s->options.drain) {
      const bool shows = co_await list_all(s);
      if (!shows && s->reception == Reception::polled) s->reception = Reception::none;
      if (s->inbox != s->store) s->tasks.push_front(ReadTask{});
    }
    s->draining = false;
    co_await read_stored(s);
  }
  if (s->reception == Reception::stored) s->poll_after(s->options.safety_interval, s);
  if (s->reception == Reception::polled) s->poll_after(s->options.poll_interval, s);
  co_return Result<void>{};
}

}  // namespace isocket::modem
