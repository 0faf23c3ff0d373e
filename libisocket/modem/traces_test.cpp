// What real modems have said, as it stands in testdata/*.trace: classified as the file beside it says,
// however the stream is cut.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <vector>

#include "core/golden_file.h"
#include "core/test_name.h"
#include "journal/journal.h"
#include "modem/at_dialogue.h"
#include "modem/trace.h"

namespace isocket::modem {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

const fs::path kTraces = fs::path{ISOCKET_SOURCE_DIR} / "libisocket/modem/testdata";

std::vector<std::string> trace_names() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator{kTraces})
    if (entry.path().extension() == ".trace") names.push_back(entry.path().stem().string());
  std::sort(names.begin(), names.end());
  return names;
}

std::string contents(const fs::path& file) {
  std::ifstream in{file, std::ios::binary};
  return {std::istreambuf_iterator<char>{in}, {}};
}

/// The commands of a trace given to a dialogue, and what came fed to it, at its times.
class Player {
 public:
  /// @param cut  where a stretch is fed in two: the number of the line, and so many octets first; nothing:
  /// whole
  struct Cut {
    std::size_t line = 0;
    std::size_t at = 0;
  };
  std::string play(const Trace& trace, std::optional<Cut> cut, bool octet_by_octet = false) {
    for (std::size_t i = 0; i < trace.lines.size(); ++i) {
      const TraceLine& line = trace.lines[i];
      pass(Instant{line.at});
      if (line.to_modem) {
        submit(line.octets);
      } else if (octet_by_octet) {
        for (const char c : line.octets) feed({&c, 1});
      } else if (cut && cut->line == i) {
        feed(std::string_view{line.octets}.substr(0, cut->at));
        feed(std::string_view{line.octets}.substr(cut->at));
      } else {
        feed(line.octets);
      }
    }
    pass(now_ + 10min);
    return std::move(text_);
  }

 private:
  void submit(std::string_view octets) {
    AtCommand command{std::string{octets.substr(0, octets.find('\r'))}};
    // As the driver asks: some leave the OK out, and the line alone will do.
    if (command.text == "AT+CPIN?") command.line_limit = 1s;
    if (command.text.starts_with("ATD")) command.limit = 120s;
    dialogue_.submit(std::move(command), now_);
  }
  void feed(std::string_view octets) { keep(dialogue_.feed(octets, now_)); }
  void pass(Instant until) {
    while (dialogue_.deadline() && *dialogue_.deadline() <= until) {
      now_ = *dialogue_.deadline();
      keep(dialogue_.expire(now_));
    }
    now_ = until;
  }
  void keep(const std::vector<AtEvent>& events) {
    for (const AtEvent& event : events) {
      text_ += std::string{name_of(event.kind)};
      if (event.command != 0) text_ += " " + std::to_string(event.command);
      text_ += " " + journal::printable(event.text);
      if (!event.body.empty()) text_ += " | " + event.body;
      if (event.kind == AtEvent::Kind::final || event.kind == AtEvent::Kind::failed)
        text_ += " (" + std::string{name_of(event.reply.result)} + ", " +
                 std::to_string(event.reply.information.size()) + " lines)";
      text_ += '\n';
    }
  }

  AtDialogue dialogue_;
  Instant now_{};
  std::string text_;
};

class RealModem : public ::testing::TestWithParam<std::string> {
 protected:
  void SetUp() override {
    text_ = contents(kTraces / (GetParam() + ".trace"));
    auto trace = read_trace(text_);
    ASSERT_TRUE(trace) << describe(trace.error());
    trace_ = *std::move(trace);
  }
  std::string text_;
  Trace trace_;
};

TEST_P(RealModem, IsUnderstood) {
  EXPECT_EQ(differs_from_golden(kTraces / (GetParam() + ".events"), Player{}.play(trace_, std::nullopt)), "");
}

TEST_P(RealModem, IsUnderstoodHoweverTheStreamIsCut) {
  const std::string whole = Player{}.play(trace_, std::nullopt);
  EXPECT_EQ(Player{}.play(trace_, std::nullopt, true), whole);
  for (std::size_t line = 0; line < trace_.lines.size(); ++line) {
    if (trace_.lines[line].to_modem) continue;
    for (std::size_t at = 1; at < trace_.lines[line].octets.size(); ++at)
      ASSERT_EQ(Player{}.play(trace_, Player::Cut{line, at}), whole) << "line " << line << ", octet " << at;
  }
}

TEST_P(RealModem, LeavesNoLineThatBelongsNowhereWithoutAReason) {
  const std::string events = Player{}.play(trace_, std::nullopt);
  const bool strays = events.starts_with("stray") || events.find("\nstray") != std::string::npos;
  EXPECT_EQ(strays, text_.find("\n# stray: ") != std::string::npos) << events;
}

TEST_P(RealModem, HasAnOriginAndAName) {
  EXPECT_NE(text_.find("\n# origin: "), std::string::npos);
  EXPECT_NE(text_.find("\n# modem: "), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(Traces, RealModem, ::testing::ValuesIn(trace_names()),
                         [](const auto& test) { return test_name(test.param); });

}  // namespace
}  // namespace isocket::modem
