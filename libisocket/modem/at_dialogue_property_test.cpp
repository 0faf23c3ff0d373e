#include <rapidcheck.h>

#include <algorithm>
#include <cstdlib>

#include "modem/at_dialogue_fixture.h"

namespace isocket::modem {
namespace {

using namespace std::chrono_literals;
using Kind = AtEvent::Kind;

// The same cases in every run; the environment may still choose others (RC_PARAMS=seed=...).
[[maybe_unused]] const int kSeeded = setenv("RC_PARAMS", "seed=20260105 max_success=300", 0);

const std::vector<std::string> kStretches = {
    "\r\nOK\r\n",
    "\r\nERROR\r\n",
    "\r\n> ",
    "\r\n+CMTI: \"SM\",3\r\n",
    "\r\n+CMT: ,25\r\n07911326040000F0\r\n",
    "\r\n+CDS: 25\r\n",
    "AT+CMGS=22\r",
    "AT+CSQ\r\r\n",
    "\r\n+CSQ: 20,0\r\n",
    "\r\n+CMGS: 17\r\n",
    "\r\n+CMS ERROR: 38\r\n",
    "\r\r\n^RSSI:18\r\r\n",
    "\r\nNO CARRIER\r\n",
    "\r\nRDY\r\n",
    "+CUSD: 1,\"a\r\nb\",15\r\n",
    "+CUSD: 2,\"a\" b\",15\r\n",
    "+CUSD: 2,\"a\r\n> b\r\n",
    "  garbage \xFF\x00\x1A >\r\n",
    "\n",
};

std::string describe_all(const std::vector<AtEvent>& events) {
  std::string all;
  for (const AtEvent& event : events) {
    all += std::string{name_of(event.kind)} + "[" + event.text + "][" + event.body + "]" +
           std::to_string(event.command) + std::string{name_of(event.reply.result)};
    for (const std::string& line : event.reply.information) all += "," + line;
    all += "\n";
  }
  return all;
}

std::string play(const std::string& transcript, const std::vector<std::size_t>& cuts) {
  AtDialogue dialogue;
  const Instant now{};
  std::vector<AtEvent> events;
  for (int i = 0; i < 6; ++i) {
    dialogue.submit(AtCommand{"AT+CSQ"}, now);
    dialogue.submit(sms_command(), now);
  }
  std::size_t from = 0;
  const auto feed = [&](std::size_t to) {
    for (AtEvent& event : dialogue.feed(std::string_view{transcript}.substr(from, to - from), now))
      events.push_back(std::move(event));
    from = to;
  };
  for (const std::size_t cut : cuts) feed(cut);
  feed(transcript.size());
  std::string all = describe_all(events);
  for (const auto& output : dialogue.take_output()) all += output.octets + "\n";
  return all;
}

TEST(AtDialogueProperty, AnySplitOfTheStreamGivesTheSameEvents) {
  EXPECT_TRUE(rc::check([] {
    std::string transcript;
    const auto picks =
        *rc::gen::container<std::vector<std::size_t>>(rc::gen::inRange<std::size_t>(0, kStretches.size()));
    for (const std::size_t pick : picks) transcript += kStretches[pick];
    auto cuts = *rc::gen::container<std::vector<std::size_t>>(
        rc::gen::inRange<std::size_t>(0, transcript.size() + 1));
    std::sort(cuts.begin(), cuts.end());
    RC_ASSERT(play(transcript, cuts) == play(transcript, {}));
  }));
}

TEST(AtDialogueProperty, EveryCommandEndsExactlyOnceWhateverComes) {
  EXPECT_TRUE(rc::check([] {
    AtDialogue dialogue;
    Instant now{};
    std::vector<int> ends(21, 0);
    const auto count = [&](const std::vector<AtEvent>& events) {
      for (const AtEvent& event : events)
        if (event.kind == Kind::final || event.kind == Kind::failed) ++ends.at(event.command);
    };
    for (int i = 0; i < 10; ++i) {
      dialogue.submit(AtCommand{"AT+CSQ"}, now);
      dialogue.submit(sms_command(), now);
      const auto picks =
          *rc::gen::container<std::vector<std::size_t>>(rc::gen::inRange<std::size_t>(0, kStretches.size()));
      for (const std::size_t pick : picks) count(dialogue.feed(kStretches[pick], now));
      now += std::chrono::seconds{*rc::gen::inRange(0, 20)};
      count(dialogue.expire(now));
    }
    for (int i = 0; i < 400 && dialogue.deadline(); ++i) {
      now = *dialogue.deadline();
      count(dialogue.expire(now));
    }
    RC_ASSERT(std::all_of(ends.begin() + 1, ends.end(), [](int n) { return n == 1; }));
  }));
}

}  // namespace
}  // namespace isocket::modem
