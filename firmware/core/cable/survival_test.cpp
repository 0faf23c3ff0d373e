// The configuration cable: power that fails while a write is stored (MU-P5-14, MU-P5-15 of
// docs/spec/manager-usb.md).

#include "testing/cable_host.h"
#include "testing/exchange.h"

namespace isocket::fw::testing {
namespace {

using ::testing::StartsWith;

/// Something for each kind of setting; the first that a setting takes and does not have.
const char* const kOthers[] = {"ON",        "OFF",       "358401111111,358402222222",
                               "12abc",     "abcdefghi", "CALL",
                               "SWITCH",    "SWITCHR3",  "45",
                               "5",         "Pump #1",   "-10C",
                               "35C",       "18",        "T1",
                               "COOLING",   "NC",        "1,3,7",
                               "SMSCHANGE", "AC",        "30,95",
                               "*100#",     "7"};

/// All that a group's settings can be other than they are; they are written, too.
CableHost::Group write_others(Board& board, CableHost& host, const CableHost::Group& before) {
  CableHost::Group wanted = before;
  board.ask_cable("WRITE " + before.name + " FORCE");
  for (std::size_t i = 0; i < wanted.lines.size(); ++i) {
    std::string& line = wanted.lines[i];
    const std::string name = line.substr(0, line.find('='));
    const std::string minute = std::to_string(10 + i);
    std::vector<std::string> others{std::begin(kOthers), std::end(kOthers)};
    others.insert(others.end(), {"07:" + minute + ",*,ON", "07:" + minute + ",*,ONR1"});
    for (const std::string& value : others) {
      if (line == name + "=" + value || board.ask_cable("SET " + name + "=" + value) != "OK 0\n") continue;
      line = name + "=" + value;
      break;
    }
  }
  board.ask_cable("ABORT");
  for (;;) {
    const std::string said = host.write(wanted);
    constexpr std::string_view kConflict = "ERR 35 CONFLICT ";  // a sensor that is not there
    if (!said.starts_with(kConflict)) {
      EXPECT_THAT(said, StartsWith("OK 0 REV=")) << before.name;
      return wanted;
    }
    const std::string name = said.substr(kConflict.size()) + "=";
    for (std::size_t i = 0; i < wanted.lines.size(); ++i)
      if (wanted.lines[i].starts_with(name)) wanted.lines[i] = before.lines[i];
  }
}

/// A device, and the moments to which it is brought back.
class Survivor {
 public:
  explicit Survivor(const std::string& model) : board_{{.model = model}}, host_{board_} {}

  std::vector<std::string> groups() { return host_.groups(); }
  /// From the group's present values to others, with the power cut in each write to the flash: torn after so
  /// many octets of the page, or before it was erased. @return how many cuts there were
  int sweep(const std::string& name) {
    host_.write(host_.read(name));  // so that there is an older copy to be mixed with
    const CableHost::Group before = host_.read(name);
    const FlashImage start = board_.flash();
    const CableHost::Group wanted = write_others(board_, host_, before);
    const FlashImage end = board_.flash();
    EXPECT_NE(wanted.lines, before.lines) << name;
    int cuts = 0;
    for (const std::optional<std::size_t> torn :
         {std::optional<std::size_t>{}, std::optional<std::size_t>{0}, std::optional<std::size_t>{100}})
      for (int writes = 0; cut(start, before, wanted, {.writes = writes, .torn_after = torn}); ++writes)
        ++cuts;
    restart(end);
    return cuts;
  }

 private:
  void restart(const FlashImage& flash) {
    board_.power_cut();
    board_.flash() = flash;
    board_.restore_power();
    board_.advance(30s);
    EXPECT_THAT(board_.ask_cable("CONNECT"), ::testing::EndsWith("OK 5\n"));
  }
  /// @return false: the whole write was over before
  bool cut(const FlashImage& start, const CableHost::Group& before, const CableHost::Group& wanted,
           CutPlan plan) {
    restart(start);
    const std::string revisions = board_.ask_cable("GROUPS");
    EXPECT_EQ(host_.read(before.name).lines, before.lines);
    board_.plan_cut(plan);
    const std::string said = host_.write(wanted);
    if (!board_.cut_happened()) {
      EXPECT_THAT(said, StartsWith("OK 0 REV="));
      return false;
    }
    board_.restore_power();
    board_.advance(30s);
    board_.ask_cable("CONNECT");
    const CableHost::Group after = host_.read(before.name);
    const bool is_old = after.lines == before.lines && after.revision == before.revision;
    const bool is_new = after.lines == wanted.shown() && after.revision == before.revision + 1;
    // A new value may make the device write more: an alarm, to its log.
    EXPECT_TRUE(is_new || !said.starts_with("OK 0 REV=")) << "what is answered is stored";
    EXPECT_TRUE(is_old || is_new) << before.name << " after " << plan.writes << " writes:\n" << after.text();
    if (is_old) {
      EXPECT_EQ(board_.ask_cable("GROUPS"), revisions) << "no other group has changed either";
    }
    return plan.writes < 100;
  }

  Board board_;
  CableHost host_;
};

class CableCut : public ::testing::TestWithParam<std::string> {};
INSTANTIATE_TEST_SUITE_P(Every, CableCut,
                         ::testing::Values("environment-pro", "gsm-706", "gsm-707", "gsm-706-light",
                                           "gsm-707-light", "smart-relay"),
                         parameter_name);

TEST_P(CableCut, LeavesEveryGroupOldOrNew) {  // MU-P5-15
  Survivor device{GetParam()};
  // In their order, so that each finds what it depends on.
  for (const std::string& group : device.groups()) EXPECT_GT(device.sweep(group), 0) << group;
}

}  // namespace
}  // namespace isocket::fw::testing
