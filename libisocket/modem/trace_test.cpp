#include "modem/trace.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "core/test_name.h"

namespace isocket::modem {
namespace {

using namespace std::chrono_literals;

Trace read(std::string_view text) {
  const auto trace = read_trace(text);
  EXPECT_TRUE(trace) << describe(trace.error());
  return trace.value_or(Trace{});
}

TEST(Trace, IsReadAsItIsLaidOut) {
  const Trace trace = read(
      "isocket-trace 1\n"
      "# a modem of somebody's\n"
      "\n"
      "0.000000 m1 > AT+CMGR=1\\r\n"
      "12.5 m2 < \\r\\n> \\\\ \\x1A\\xff\n");
  ASSERT_EQ(trace.lines.size(), 2u);
  EXPECT_EQ(trace.lines[0], (TraceLine{0us, "m1", true, "AT+CMGR=1\r"}));
  EXPECT_EQ(trace.lines[1], (TraceLine{12500ms, "m2", false, "\r\n> \\ \x1A\xFF"}));
}

TEST(Trace, EndsWhereTheFileEndsWithOrWithoutALineFeed) {
  EXPECT_EQ(read("isocket-trace 1\n0.1 m1 > A"), read("isocket-trace 1\r\n0.100000 m1 > A\r\n"));
  EXPECT_TRUE(read("isocket-trace 1").lines.empty());
}

TEST(Trace, IsWrittenSoThatAnEditorDoesNoHarm) {
  EXPECT_EQ(trace_text(TraceLine{1020ms, "m1", false, "\r\n> "}), "1.020000 m1 < \\r\\n>\\x20\n");
  EXPECT_EQ(trace_text(TraceLine{0us, "my port", true, "a b"}), "0.000000 my\\x20port > a b\n");
  EXPECT_EQ(trace_remark("two\nlines"), "# two lines\n");
}

TEST(Trace, WrittenAndReadIsTheSame) {
  rc::check([] {
    Trace trace;
    for (int i = *rc::gen::inRange(0, 4); i > 0; --i) {
      TraceLine line;
      line.at = Duration{*rc::gen::inRange<std::int64_t>(0, 1'000'000'000'000)};
      line.port = *rc::gen::nonEmpty<std::string>();
      line.to_modem = *rc::gen::arbitrary<bool>();
      line.octets = *rc::gen::nonEmpty<std::string>();
      trace.lines.push_back(std::move(line));
    }
    const auto again = read_trace(trace_text(trace));
    RC_ASSERT(again.has_value());
    RC_ASSERT(*again == trace);
  });
}

TEST(Trace, AnyTextIsATraceOrAnErrorInsideIt) {
  rc::check([](const std::string& tail) {
    const std::string text = std::string{kTraceHeader} + tail;
    const auto trace = read_trace(text);
    if (!trace) RC_ASSERT(trace.error().offset <= text.size());
  });
}

struct Wrong {
  const char* text;
  const char* field;
  std::size_t offset;
  const char* part;  ///< of the detail
};
class TraceErrors : public ::testing::TestWithParam<Wrong> {};

TEST_P(TraceErrors, SayWhereWhatAndWhatWouldBeRight) {
  const auto trace = read_trace(GetParam().text);
  ASSERT_FALSE(trace);
  EXPECT_EQ(trace.error().code, Errc::bad_value);
  EXPECT_EQ(trace.error().field, GetParam().field);
  EXPECT_EQ(trace.error().offset, GetParam().offset);
  EXPECT_NE(trace.error().detail.find(GetParam().part), std::string::npos) << trace.error().detail;
}

#define HEADER "isocket-trace 1\n"
INSTANTIATE_TEST_SUITE_P(
    , TraceErrors,
    ::testing::Values(Wrong{"", "line 1, column 1", 0, "isocket-trace 1"},
                      Wrong{"isocket-trace 2\n", "line 1, column 1", 0, "isocket-trace 1"},
                      Wrong{HEADER "AT\n", "line 2, column 1", 16, "seconds since the start"},
                      Wrong{HEADER "# x\n1234567890 m1 > A\n", "line 3, column 1", 20, "at most 9 digits"},
                      Wrong{HEADER "0. m1 > A\n", "line 2, column 3", 18, "one to six decimals"},
                      Wrong{HEADER "0.1234567 m1 > A\n", "line 2, column 3", 18, "one to six decimals"},
                      Wrong{HEADER "0.1\n", "line 2, column 4", 19, "the port's name follow"},
                      Wrong{HEADER "0.1  > A\n", "line 2, column 5", 20, "the port's name"},
                      Wrong{HEADER "0.1 m1\n", "line 2, column 7", 22, "the direction follow"},
                      Wrong{HEADER "0.1 m1 = A\n", "line 2, column 8", 23, "> (to the modem) or < (from it)"},
                      Wrong{HEADER "0.1 m1 >A\n", "line 2, column 9", 24, "the octets follow"},
                      Wrong{HEADER "0.1 m1 > \n", "line 2, column 10", 25, "at least one"},
                      Wrong{HEADER "0.1 m1 > A\\q\n", "line 2, column 11", 26, "after a backslash"},
                      Wrong{HEADER "0.1 m1 > \\x1\n", "line 2, column 10", 25, "two hexadecimal digits"},
                      Wrong{HEADER "0.1 m1 > \\x1G\n", "line 2, column 10", 25, "two hexadecimal digits"},
                      Wrong{HEADER "0.1 m1 > \xC3\xA4\n", "line 2, column 10", 25, "printable ASCII"}),
    row_name([](const Wrong& wrong) { return wrong.part; }));

}  // namespace
}  // namespace isocket::modem
