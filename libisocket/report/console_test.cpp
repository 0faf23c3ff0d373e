#include "report/console.h"

#include <gtest/gtest.h>

#include <sstream>

#include "report/example_run.h"
#include "report/golden_file.h"

namespace isocket::report {
namespace {

using Record = void (*)(example::Recorder&);

std::string shown(Record record, ConsoleOptions options) {
  example::Recorder recorder;
  std::ostringstream out;
  options.target = "--lab environment-pro --seed 42";
  Console console{recorder.results, out, std::move(options)};
  recorder.journal.add_sink(console);
  record(recorder);
  console.finish(example::wall());
  return out.str();
}

/// What is left on a terminal when every erased line is gone.
std::string after_erasing(const std::string& text) {
  std::string left;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text.compare(i, 5, "\r\x1b[2K") == 0) {
      left.erase(left.rfind('\n') + 1);
      i += 4;
    } else {
      left += text[i];
    }
  }
  return left;
}

TEST(Console, ShowsEveryOutcomeInPlainLines) {
  EXPECT_EQ(differs_from_golden("everything.txt", shown(example::record_everything, {})), "");
}

TEST(Console, ShowsColoursAndNoLineForAPassedCaseOnATerminal) {
  ConsoleOptions options;
  options.color = true;
  options.live = true;
  EXPECT_EQ(
      differs_from_golden("everything-live.txt", after_erasing(shown(example::record_everything, options))),
      "");
}

TEST(Console, IsCalmWhenAllIsWell) {
  EXPECT_EQ(differs_from_golden("success.txt", shown(example::record_success, {})), "");
}

TEST(Console, SaysThatARunBrokeOff) {
  EXPECT_EQ(differs_from_golden("broken-off.txt", shown(example::record_broken_off, {})), "");
}

TEST(Console, SaysThatNothingRan) {
  const std::string text = shown(
      [](example::Recorder& r) {
        r.journal.record("run.begin", {{"model", "gsm-706"}, {"cases", 0}});
        r.journal.record("run.end", {{"stopped", false}});
      },
      {});
  EXPECT_NE(text.find("NOTHING 0 cases"), std::string::npos) << text;
}

TEST(Console, WrapsProseButNeverWhatADeviceSaid) {
  ConsoleOptions options;
  options.width = 50;
  const std::string text = shown(example::record_everything, options);
  EXPECT_NE(text.find("NONSENSE - No such command exists on the device!\n"), std::string::npos) << text;
  EXPECT_NE(text.find("STATUS answers with six lines, the second\n"), std::string::npos) << text;
}

TEST(Console, DrawsTheLiveLineNoWiderThanTheTerminalAndErasesIt) {
  ConsoleOptions options;
  options.live = true;
  options.width = 60;
  const std::string text = shown(example::record_everything, options);
  std::size_t drawn = 0;
  for (std::size_t at = text.find("\r\x1b[2K"); at != std::string::npos;
       at = text.find("\r\x1b[2K", at + 1)) {
    const std::size_t begin = text.rfind('\n', at) + 1;
    const std::string line = text.substr(begin, at - begin);
    const std::size_t last = line.rfind('K');
    EXPECT_LT((last == std::string::npos ? line : line.substr(last + 1)).size(), 60u);
    ++drawn;
  }
  EXPECT_GT(drawn, 10u);
  EXPECT_NE(text.find("1 fail 1 inconclusive  Restart / "), std::string::npos) << text;
}

TEST(Console, DrawsAtMostTenTimesASecond) {
  std::size_t lengths[2];
  for (const int step_ms : {0, 200}) {
    ConsoleOptions options;
    options.live = true;
    options.now = [t = 0, step_ms]() mutable { return std::chrono::milliseconds{t += step_ms}; };
    lengths[step_ms == 0 ? 0 : 1] = shown(example::record_everything, options).size();
  }
  EXPECT_LT(lengths[0], lengths[1]);
}

TEST(Console, LetsNoDeviceControlTheTerminal) {
  const std::string text = shown(
      [](example::Recorder& r) {
        r.journal.record("case.begin", {{"suite", "S"}, {"case", "c"}, {"file", "s.yaml"}, {"line", 3}});
        r.journal.record("attempt.begin", {{"case", "c"}, {"attempt", 1}});
        r.journal.record("verdict", {{"case", "c"},
                                     {"attempt", 1},
                                     {"verdict", "fail"},
                                     {"reason", "wrong-text"},
                                     {"received", "\x1b]0;owned\x07\xff"}});
        r.journal.record("attempt.end", {{"case", "c"}, {"attempt", 1}, {"verdict", "fail"}});
        r.journal.record("case.end", {{"case", "c"}, {"verdict", "fail"}, {"reason", "wrong-text"}});
      },
      {});
  EXPECT_EQ(text.find('\x1b'), std::string::npos);
  EXPECT_NE(text.find("\\x1B]0;owned\\x07\\xFF"), std::string::npos) << text;
}

TEST(ConsoleOptions, FollowTheSurroundings) {
  struct Row {
    const char* name;
    Surroundings surroundings;
    bool color;
    bool live;
  };
  const Row rows[] = {
      {"terminal", {true, nullptr, nullptr, "xterm-256color"}, true, true},
      {"no TERM", {true, nullptr, nullptr, nullptr}, true, true},
      {"pipe", {false, nullptr, nullptr, "xterm"}, false, false},
      {"NO_COLOR", {true, "1", nullptr, "xterm"}, false, true},
      {"empty NO_COLOR", {true, "", nullptr, "xterm"}, true, true},
      {"forced into a pipe", {false, nullptr, "1", "xterm"}, true, false},
      {"forced with 0", {false, nullptr, "0", "xterm"}, false, false},
      {"NO_COLOR against force", {true, "1", "1", "xterm"}, false, true},
      {"dumb", {true, nullptr, nullptr, "dumb"}, false, false},
  };
  for (const Row& row : rows) {
    const ConsoleOptions options = console_options(row.surroundings);
    EXPECT_EQ(options.color, row.color) << row.name;
    EXPECT_EQ(options.live, row.live) << row.name;
  }
}

}  // namespace
}  // namespace isocket::report
