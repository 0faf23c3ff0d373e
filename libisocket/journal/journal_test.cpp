#include "journal/journal.h"

#include <gtest/gtest.h>

#include <sstream>

#include "core/event_loop.h"
#include "journal/json_lines.h"

namespace isocket::journal {
namespace {

using namespace std::chrono_literals;

struct Collect final : Sink {
  void on_event(const Event& event) override { events.push_back(event); }
  std::vector<Event> events;
};

TEST(Journal, NumbersEventsWithoutGapsAndStampsThem) {
  EventLoop loop{EventLoop::Pace::virtual_time};
  Journal journal{loop};
  Collect sink;
  journal.add_sink(sink);
  EXPECT_EQ(journal.record("sms.intent", {{"text", "ON"}}), 1u);
  loop.run_until(Instant{3s});
  EXPECT_EQ(journal.record("sms.submit", {{"mr", 17}}), 2u);
  ASSERT_EQ(sink.events.size(), 2u);
  EXPECT_EQ(sink.events[1].at, Instant{3s});
  EXPECT_EQ(sink.events[1].text("mr"), "17");
  EXPECT_EQ(sink.events[1].find("text"), nullptr);
}

TEST(Journal, WritesASecretNowhere) {
  EventLoop loop{EventLoop::Pace::virtual_time};
  Journal journal{loop};
  std::ostringstream out;
  JsonLines lines{out};
  journal.add_sink(lines);
  journal.redact("4711");
  journal.record("at.tx", {{"data", "AT+CPIN=\"4711\"\\r47114711"}});
  EXPECT_EQ(out.str().find("4711"), std::string::npos) << out.str();
  EXPECT_NE(out.str().find("*****"), std::string::npos);
}

TEST(Journal, AViewWritesIntoTheSameStream) {
  EventLoop loop{EventLoop::Pace::virtual_time};
  Journal whole{loop};
  Collect sink;
  whole.add_sink(sink);
  Journal view{whole, {{"device", "dut1"}}};
  view.redact("4711");
  EXPECT_EQ(whole.record("run.begin", {{"pin", "4711"}}), 1u);
  EXPECT_EQ(view.record("case.begin", {{"case", "a"}}), 2u);
  EXPECT_EQ(whole.record("at.tx", {{"data", "AT"}}), 3u);
  EXPECT_EQ(view.last(), 3u);
  ASSERT_EQ(sink.events.size(), 3u);
  EXPECT_EQ(sink.events[0].text("pin"), "*****");
  ASSERT_EQ(sink.events[1].fields.size(), 2u);
  EXPECT_EQ(sink.events[1].fields[0].name, "device");
  EXPECT_EQ(sink.events[1].text("device"), "dut1");
  EXPECT_EQ(sink.events[1].text("case"), "a");
  EXPECT_EQ(sink.events[2].find("device"), nullptr);
}

TEST(JsonLines, WritesOneVersionedLineEach) {
  EventLoop loop{EventLoop::Pace::virtual_time};
  Journal journal{loop};
  std::ostringstream out;
  JsonLines lines{out};
  journal.add_sink(lines);
  loop.run_until(Instant{61s + 5us});
  journal.record("bench.set", {{"what", "mains"}, {"on", false}, {"celsius", 9.5}, {"text", "a\"\xFF"}});
  EXPECT_EQ(out.str(),
            "{\"format\":\"isocket-events\",\"version\":1}\n"
            "{\"seq\":1,\"t\":61.000005,\"type\":\"bench.set\",\"what\":\"mains\",\"on\":false,"
            "\"celsius\":9.5,\"text\":\"a\\\"\xEF\xBF\xBD\"}\n");
}

TEST(Printable, ShowsEveryOctet) {
  EXPECT_EQ(printable("\r\nOK\\\x1A\xE9"), "\\r\\nOK\\\\\\x1A\\xE9");
}

}  // namespace
}  // namespace isocket::journal
