#include <cstdint>
#include <cstdlib>
#include <string>

#include "modem/at_dialogue.h"
#include "modem/dialect.h"

// The first octets choose where the stream is cut, when time passes, and the dialect, of which the dialogue
// knows the pause; the rest is what the modem says.
// Checked: no crash, every command ends once, and an uncut stream gives the same number of events.
namespace {

using namespace isocket;
using namespace isocket::modem;

struct Count {
  std::size_t events = 0;
  int ends[10] = {};
  void add(const std::vector<AtEvent>& more) {
    events += more.size();
    for (const AtEvent& event : more)
      if ((event.kind == AtEvent::Kind::final || event.kind == AtEvent::Kind::failed) &&
          ++ends[event.command] > 1)
        std::abort();
  }
};

AtDialogue begin(const Dialect& dialect) {
  AtDialogue dialogue;
  dialogue.set_pause(dialect.pause);
  for (const char* text : {"AT+CREG?", "ATD+358912345678;", "AT+CUSD=1,\"*100#\",15", "AT+CMGL=4"})
    dialogue.submit(AtCommand{text}, Instant{});
  AtCommand sim{"AT+CPIN?"};
  sim.line_limit = std::chrono::seconds{1};
  dialogue.submit(std::move(sim), Instant{});
  for (int i = 0; i < 4; ++i) {
    AtCommand sms{"AT+CMGS=22"};
    sms.payload = "0011000A81";
    dialogue.submit(std::move(sms), Instant{});
  }
  return dialogue;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const std::size_t step = 1 + data[0] % 32;
  const bool time_passes = (data[1] & 1) != 0;
  const std::string_view stream{reinterpret_cast<const char*>(data + 2), size - 2};
  const auto names = dialect_names();
  const Dialect& dialect = *find_dialect(names[(data[1] >> 1) % names.size()]);
  AtDialogue cut = begin(dialect);
  Count cut_count;
  Instant now{};
  for (std::size_t at = 0; at < stream.size(); at += step) {
    cut_count.add(cut.feed(stream.substr(at, step), now));
    if (time_passes && cut.deadline() && at % 7 == 0) {
      now = *cut.deadline();
      cut_count.add(cut.expire(now));
    }
    cut.take_output();
  }
  if (!time_passes) {
    AtDialogue whole = begin(dialect);
    Count whole_count;
    whole_count.add(whole.feed(stream, now));
    if (whole_count.events != cut_count.events) std::abort();
  }
  cut_count.add(cut.close());
  for (std::size_t i = 1; i <= 9; ++i)
    if (cut_count.ends[i] != 1) std::abort();
  return 0;
}
