#include "journal/journal_reader.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <cmath>

#include "journal/json_lines.h"

namespace isocket::journal {
namespace {

using namespace std::chrono_literals;

bool same(const Event& a, const Event& b) {
  if (a.seq != b.seq || a.at != b.at || a.type != b.type || a.fields.size() != b.fields.size()) return false;
  for (std::size_t i = 0; i < a.fields.size(); ++i)
    if (a.fields[i].name != b.fields[i].name || a.fields[i].value != b.fields[i].value) return false;
  return true;
}

/// Text of any characters up to U+07FF: what a journal can hold.
std::string some_text() {
  std::string text;
  for (const auto unit : *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 0x800))) {
    if (unit < 0x80) {
      text += static_cast<char>(unit);
    } else {
      text += static_cast<char>(0xC0 | (unit >> 6));
      text += static_cast<char>(0x80 | (unit & 0x3F));
    }
  }
  return text;
}

Value some_value() {
  switch (*rc::gen::inRange(0, 4)) {
    case 0: return *rc::gen::arbitrary<std::int64_t>();
    case 1: return *rc::gen::arbitrary<bool>();
    case 2: return *rc::gen::arbitrary<double>();
    default: return some_text();
  }
}

TEST(JournalReader, WrittenAndReadIsTheSame) {
  EXPECT_TRUE(rc::check([] {
    static const std::vector<std::string_view> kTypes{"sms.intent", "case.end", "verdict"};
    static constexpr std::string_view kNames[] = {"text", "mr", "case", "what"};
    std::vector<Event> events;
    std::string text = header_line();
    Instant at{};
    for (int i = *rc::gen::inRange(0, 6); i > 0; --i) {
      at += Duration{*rc::gen::inRange<std::int64_t>(0, 1'000'000'000'000)};
      Event event{events.size() + 1, at, *rc::gen::elementOf(kTypes), {}};
      for (const std::string_view name : kNames) {
        if (*rc::gen::arbitrary<bool>()) continue;
        event.fields.emplace_back(name, std::string{});
        event.fields.back().value = some_value();
      }
      text += line_of(event);
      events.push_back(std::move(event));
    }
    Recording moved;
    {
      auto recording = read_journal(text);
      RC_ASSERT(recording.has_value());
      moved = std::move(*recording);
    }
    RC_ASSERT(moved.events.size() == events.size());
    for (std::size_t i = 0; i < events.size(); ++i) RC_ASSERT(same(moved.events[i], events[i]));
    RC_ASSERT(moved.whole == text.size());
  }));
}

TEST(JournalReader, ACutAtAnyOctetLosesTheCutLineOnly) {
  const std::string first = line_of(Event{1, Instant{1s}, "run.begin", {{"model", "gsm-706"}, {"seed", 1}}});
  const std::string second = line_of(Event{2, Instant{2s}, "sms.intent", {{"text", "ON \xC3\xA9"}}});
  const std::string text = header_line() + first + second;
  for (std::size_t cut = 0; cut <= text.size(); ++cut) {
    const auto recording = read_journal(text.substr(0, cut));
    ASSERT_TRUE(recording) << cut << ": " << describe(recording.error());
    const std::size_t lines = static_cast<std::size_t>(std::count(text.begin(), text.begin() + cut, '\n'));
    EXPECT_EQ(recording->events.size(), lines > 0 ? lines - 1 : 0) << cut;
    EXPECT_EQ(recording->whole + recording->torn, cut);
    EXPECT_EQ(recording->torn == 0, cut == 0 || text[cut - 1] == '\n') << cut;
  }
}

TEST(JournalReader, AnyTextIsAJournalOrAnErrorInsideIt) {
  EXPECT_TRUE(rc::check([](const std::string& tail) {
    const std::string text = header_line() + tail;
    const auto recording = read_journal(text);
    if (recording)
      RC_ASSERT(recording->whole + recording->torn == text.size());
    else
      RC_ASSERT(recording.error().offset <= text.size() && !recording.error().detail.empty());
  }));
}

TEST(JournalReader, ADamagedOctetNeverCrashes) {
  const std::string text =
      header_line() +
      line_of(Event{1, Instant{1s}, "verdict", {{"a", 1}, {"b", 1.5}, {"c", true}, {"d", "x"}}}) +
      line_of(Event{2, Instant{2s}, "run.end", {{"what", "a\"\\\n"}}});
  for (std::size_t at = 0; at < text.size(); ++at) {
    for (int octet = 0; octet < 256; ++octet) {
      std::string damaged = text;
      damaged[at] = static_cast<char>(octet);
      const auto recording = read_journal(damaged);
      EXPECT_TRUE(recording || recording.error().offset <= damaged.size());
    }
  }
}

TEST(JournalReader, ANumberThatIsNoneStaysNone) {
  const auto recording =
      read_journal(header_line() + line_of(Event{1, {}, "bench.set", {{"value", std::nan("")}}})).value();
  EXPECT_TRUE(std::isnan(std::get<double>(*recording.events[0].find("value"))));
}

struct Broken {
  const char* name;
  std::string text;
  const char* where;
  const char* what;
};

class BrokenJournals : public ::testing::TestWithParam<Broken> {};

TEST_P(BrokenJournals, AreToldOf) {
  const auto recording = read_journal(GetParam().text);
  ASSERT_FALSE(recording);
  EXPECT_EQ(recording.error().field, GetParam().where);
  EXPECT_NE(recording.error().detail.find(GetParam().what), std::string::npos) << recording.error().detail;
}

const std::string kFirst = "{\"seq\":1,\"t\":1.000000,\"type\":\"run.begin\"}\n";
INSTANTIATE_TEST_SUITE_P(
    All, BrokenJournals,
    ::testing::Values(
        Broken{"SomethingElse", "PK\x03\x04\n", "line 1, column 1",
               "no journal of isocket, which begins with {"},
        Broken{"SomethingElseWithoutALine", "hello", "line 1, column 1", "no journal of isocket"},
        Broken{"AnotherVersion", "{\"format\":\"isocket-events\",\"version\":2}\n", "line 1, column 1",
               "a journal of version 2; this program reads version 1"},
        Broken{"NoJson", header_line() + "{\"seq\":1,\"t\":x}\n", "line 2, column 14", "this is no JSON"},
        Broken{"AnEmptyLine", header_line() + "\n" + kFirst, "line 2, column 1", "this is no JSON"},
        Broken{"ALineMissing", header_line() + kFirst + "{\"seq\":3,\"t\":1.000000,\"type\":\"a\"}\n",
               "line 3, column 1", "event 3 where 2 belongs: a line is missing"},
        Broken{"TimeRunningBackwards", header_line() + kFirst + "{\"seq\":2,\"t\":0.500000,\"type\":\"a\"}\n",
               "line 3, column 1", "before the one above it"},
        Broken{"ATimeInOtherUnits", header_line() + "{\"seq\":1,\"t\":1.5,\"type\":\"a\"}\n",
               "line 2, column 1", "in seconds with six decimals"},
        Broken{"NoType", header_line() + "{\"seq\":1,\"t\":1.000000}\n", "line 2, column 1", "no type"},
        Broken{"OtherOrder", header_line() + "{\"t\":1.000000,\"seq\":1,\"type\":\"a\"}\n",
               "line 2, column 1", "\"t\" where \"seq\" belongs"},
        Broken{"AList", header_line() + "{\"seq\":1,\"t\":1.000000,\"type\":\"a\",\"b\":[1]}\n",
               "line 2, column 1", "a list where a value belongs"},
        Broken{"ANumber", header_line() + "17\n", "line 2, column 1", "a value where an event belongs"},
        Broken{"AFieldTwice", header_line() + "{\"seq\":1,\"t\":1.000000,\"type\":\"a\",\"b\":1,\"b\":2}\n",
               "line 2, column 1", "\"b\" a second time"}),
    [](const auto& one) { return std::string{one.param.name}; });

}  // namespace
}  // namespace isocket::journal
