#include "run/settle.h"

#include <algorithm>

#include "core/notifier.h"

namespace isocket::run {
namespace {

using namespace std::chrono_literals;

/// The validity of a message has run out in the network, and its report has come.
constexpr Duration kAfterValidity = 30s;

/// By then a modem has stored what the former program did not acknowledge, and the driver has fetched it.
constexpr Duration kUnacknowledged = 25s;

/// Whose outcome the former program did not see, and of which nothing has been said yet; its report may have
/// come since.
std::vector<std::uint64_t> open_ones(const Past& past) {
  std::vector<std::uint64_t> intents;
  for (const FormerSubmission& one : past.submissions())
    if (!one.settled && (!one.outcome || one.left_open)) intents.push_back(one.intent);
  return intents;
}

void say(journal::Journal& journal, const FormerSubmission& one) {
  std::vector<journal::Field> fields;
  if (!one.device.empty()) fields.emplace_back("device", one.device);
  fields.emplace_back("modem", one.modem);
  fields.emplace_back("intent", one.intent);
  fields.emplace_back("to", one.to);
  fields.emplace_back("text", one.text);
  const bool sent = one.accepted || one.reported || one.answered;
  fields.emplace_back("outcome", sent ? "sent" : one.handed_over ? "unknown" : "not_sent");
  if (one.accepted)
    fields.emplace_back("by", "modem");
  else if (one.reported)
    fields.emplace_back("by", "report");
  else if (one.answered)
    fields.emplace_back("by", "reply");
  else if (!one.handed_over)
    fields.emplace_back("by", "reading back");
  journal.record("resume.settled", std::move(fields));
}

}  // namespace

void begin_again(journal::Journal& journal, const Past& past) {
  journal.record("resume.begin", {{"cases_done", past.cases_done()}, {"unknown", open_ones(past).size()}});
}

Duration time_to_settle(const Past& past, const Patience& patience, bool delays) {
  if (!past.awaits({}, delays)) return {};
  return delays ? patience.validity + kAfterValidity : kUnacknowledged + patience.late_report;
}

asio::awaitable<void> settle(EventLoop& loop, journal::Journal& journal, Past& past, Patience patience,
                             bool delays) {
  const std::vector<std::uint64_t> open = open_ones(past);
  const Duration longest = time_to_settle(past, patience, delays);
  if (longest > Duration{}) {
    Notifier heard{loop, loop.executor()};
    past.on_heard([&heard] { heard.notify(); });
    const Instant limit = loop.now() + longest;
    co_await sleep_for(loop, kUnacknowledged);
    while (past.awaits({}, delays)) {
      const bool more = co_await heard.wait_until(limit);
      if (!more) break;
    }
    past.on_heard({});
  }
  for (const std::uint64_t intent : open) {
    const auto one = std::find_if(past.submissions().begin(), past.submissions().end(),
                                  [intent](const FormerSubmission& s) { return s.intent == intent; });
    const FormerSubmission known = *one;  // what is said of it changes it
    say(journal, known);
  }
}

}  // namespace isocket::run
