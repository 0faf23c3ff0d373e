#include "suite/load.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

#include "suite/checks.h"

namespace isocket::suite {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

const std::filesystem::path kData = ISOCKET_SOURCE_DIR "/libisocket/suite/testdata";

Loaded good(const std::string& text) {
  Loaded loaded = load_text("t.yaml", text);
  for (const Diagnostic& d : loaded.diagnostics) ADD_FAILURE() << render(d);
  return loaded;
}

Case one_case(const std::string& steps) {
  auto loaded = good("suite: S\ncases:\n  - id: a\n    purpose: P\n" + steps);
  return loaded.suites.empty() ? Case{} : loaded.suites.at(0).cases.at(0);
}

class Everything : public ::testing::Test {
 protected:
  void SetUp() override {
    const auto rules = Requirements::read(ISOCKET_SOURCE_DIR "/docs/spec");
    ASSERT_TRUE(rules);
    loaded_ = load({kData / "good"}, LoadOptions{&*rules});
    for (const Diagnostic& d : loaded_.diagnostics) ADD_FAILURE() << render(d);
    ASSERT_THAT(loaded_.suites, SizeIs(1));
    ASSERT_THAT(loaded_.suites[0].cases, SizeIs(3));
  }
  const Case& first() { return loaded_.suites[0].cases[0]; }
  template <class T>
  const T& action(std::size_t i) {
    return std::get<T>(first().steps.at(i).action);
  }
  Loaded loaded_;
};

TEST_F(Everything, OfACaseIsThere) {
  EXPECT_EQ(loaded_.suites[0].name, "One of each");
  EXPECT_EQ(first().id, "everything");
  EXPECT_EQ(first().purpose, "All steps are read");
  EXPECT_EQ(first().covers.at(1).id, "EP-4.1-18");
  EXPECT_EQ(first().covers.at(1).place.line, 19u);
  EXPECT_THAT(first().tags, ElementsAre("all", "smoke"));
  EXPECT_THAT(first().models, ElementsAre("environment-pro", "gsm-707"));
  EXPECT_EQ(*first().vars.at("unit").value_for("gsm-707"), "min");
  EXPECT_EQ(*first().vars.at("answer").value_for("gsm-707"), "Power socket ON");
  EXPECT_EQ(first().vars.at("unit").value_for("smart-relay"), nullptr);
  ASSERT_THAT(first().given, SizeIs(4));
  EXPECT_THAT(first().given[0].list(), ElementsAre("boss", "<nobody.1>"));
  EXPECT_EQ(*first().given[3].text(), "5");
  EXPECT_TRUE(first().ignore_alerts);
  EXPECT_EQ(first().limits.at(0).high, 28.5);
  EXPECT_THAT(loaded_.suites[0].cases[1].models, ElementsAre("smart-relay"));
  EXPECT_FALSE(loaded_.suites[0].cases[1].is_for("environment-pro"));
}

TEST_F(Everything, OfAStepIsThere) {
  // switch-on-and-off is five steps, look two.
  EXPECT_EQ(action<Send>(0).texts.at(0), "ON");
  EXPECT_THAT(first().steps[0].place.file, HasSubstr("shared.yaml"));
  EXPECT_EQ(first().steps[0].place.line, 3u);
  ASSERT_THAT(first().steps[0].used_from, SizeIs(2));
  EXPECT_EQ(first().steps[0].used_from[0].line, 26u);
  EXPECT_EQ(first().steps[2].within, Duration{5s});
  EXPECT_EQ(action<Expect>(6).one_of.at(0).kind, Pattern::Kind::contains);

  EXPECT_THAT(action<Send>(7).texts, ElementsAre("ON30", "OFF30"));
  EXPECT_EQ(action<Send>(7).alphabet, Alphabet::ucs2);
  EXPECT_TRUE(action<Send>(7).withheld);
  EXPECT_EQ(first().steps[7].party, "second");
  EXPECT_EQ(first().steps[7].line, "- send: [ON30, \"OFF30\"]");

  ASSERT_THAT(action<Expect>(9).one_of, SizeIs(2));
  EXPECT_EQ(action<Expect>(9).one_of[1].kind, Pattern::Kind::matches);
  for (const std::size_t i : {8u, 9u}) {
    EXPECT_EQ(first().steps[i].party, "second");
    EXPECT_EQ(first().steps[i].within, Duration{90s});
    EXPECT_EQ(first().steps[i].arrival->id, "EP-4.1-16");
    EXPECT_EQ(first().steps[i].text->id, "EP-4.1-20");
  }
  EXPECT_EQ(action<Silence>(10).duration, 60s);
  EXPECT_EQ(action<Silence>(10).proof, Silence::Proof::later);
  EXPECT_EQ(first().steps[10].party, "stranger");
  EXPECT_EQ(action<Call>(11).outcome, Call::Outcome::rejected);
  EXPECT_EQ(action<Call>(11).ring, 15s);
  EXPECT_TRUE(action<Call>(11).withheld);
  EXPECT_EQ(action<Ringing>(12).then, Ringing::Then::let_ring);
  EXPECT_EQ(action<Ringing>(12).lasts, Duration{20s});
  EXPECT_EQ(first().steps[12].party, "neighbour");
  EXPECT_EQ(first().steps[12].within, Duration{15s});
  EXPECT_EQ(first().steps[13].party, "second");
  EXPECT_EQ(action<Wait>(14).duration, 31min);
  ASSERT_THAT(action<BenchStep>(15).changes, SizeIs(4));
  EXPECT_EQ(std::get<Table>(action<BenchStep>(15).changes[2].value).at(0).second, "Credit 5 EUR");
  EXPECT_EQ(action<Observe>(16).holds, Duration{30s});
  EXPECT_EQ(action<Observe>(17).after, Duration{90s});
  EXPECT_EQ(action<Repeat>(18).times, 11u);
  ASSERT_THAT(action<Repeat>(18).steps, SizeIs(2));
  EXPECT_EQ(std::get<Expect>(action<Repeat>(18).steps[1].action).one_of.at(0).text,
            "SECNUMBER+<second.number> - OK\n<...>");
  EXPECT_EQ(action<Repeat>(18).steps[1].text->id, "EP-5.1-04");
  EXPECT_FALSE(action<Repeat>(18).steps[0].text);
  EXPECT_TRUE(action<Call>(19).local);
  EXPECT_FALSE(action<Call>(11).local);
  EXPECT_EQ(action<Ask>(20).text, "Is the <answer> lamp lit?");
  EXPECT_EQ(first().steps.size(), 24u);
}

TEST_F(Everything, OfACallIsThere) {
  const std::vector<Step>& steps = loaded_.suites[0].cases[2].steps;
  ASSERT_THAT(steps, SizeIs(8));
  EXPECT_EQ(std::get<Ringing>(steps[0].action).then, Ringing::Then::answer);
  EXPECT_EQ(std::get<Ringing>(steps[0].action).lasts, Duration{15s});
  EXPECT_EQ(std::get<Call>(steps[1].action).outcome, Call::Outcome::busy);
  EXPECT_EQ(std::get<Call>(steps[2].action).lasts, Duration{20s});
  EXPECT_FALSE(std::get<Call>(steps[2].action).talks_on);
  EXPECT_TRUE(std::get<Call>(steps[3].action).talks_on);
  EXPECT_EQ(std::get<Ringing>(steps[4].action).then, Ringing::Then::talk);
  EXPECT_TRUE(std::holds_alternative<HangUp>(steps[5].action));
  EXPECT_EQ(steps[5].party, "second");
  EXPECT_TRUE(std::holds_alternative<Observe>(steps[6].action));
  EXPECT_EQ(steps[7].party, "boss");
}

TEST_F(Everything, NeedsWhatItsStepsUse) {
  const Needs needs = needs_of(first());
  EXPECT_THAT(needs.parties, ElementsAre("boss", "neighbour", "second", "stranger"));
  EXPECT_THAT(needs.bench, ElementsAre("button", "mains", "sensor", "temperature", "ussd"));
  EXPECT_THAT(needs.observe, ElementsAre("led.power", "socket"));
  EXPECT_TRUE(needs.operator_present);
}

TEST(Load, AnAnswerIsExpectedByWhoeverSent) {
  const Case c = one_case(
      "    steps:\n      - {send: A, expect: B, from: second}\n      - {send: A, silence: 5s, from: second, "
      "to: boss}\n"
      "      - {expect: C}\n");
  ASSERT_THAT(c.steps, SizeIs(5));
  EXPECT_EQ(c.steps[1].party, "second");
  EXPECT_EQ(c.steps[2].party, "second");
  EXPECT_EQ(c.steps[3].party, "boss");
  EXPECT_EQ(c.steps[4].party, "boss");
}

TEST(Load, LeavesOutASuiteWithAProblemAndKeepsTheOthers) {
  const auto folder =
      std::filesystem::path{::testing::TempDir()} / ("suites_some_broken-" + std::to_string(::getpid()));
  std::filesystem::create_directories(folder);
  const std::string text = "suite: S\ncases: [{id: ID, purpose: P, steps: [{send: A, expect: B}]}]\n";
  std::ofstream{folder / "a.yaml"} << text;
  std::ofstream{folder / "b.yaml"} << text << "extra: 1\n";
  std::ofstream{folder / "note.txt"} << "no suite";
  Loaded loaded = load({folder});
  // 'ID' has capitals, in both; the second is also a repetition.
  EXPECT_THAT(loaded.suites, IsEmpty());
  EXPECT_THAT(loaded.diagnostics, SizeIs(4));
  std::ofstream{folder / "a.yaml"}
      << "suite: S\ncases: [{id: id, purpose: P, steps: [{send: A, expect: B}]}]\n";
  loaded = load({folder, folder / "a.yaml"});
  ASSERT_THAT(loaded.suites, SizeIs(1));
  EXPECT_THAT(loaded.suites[0].file, HasSubstr("a.yaml"));
  EXPECT_FALSE(loaded.ok());
  std::filesystem::remove_all(folder);
}

TEST(Load, SharedFilesMayIncludeEachOther) {
  const auto folder =
      std::filesystem::path{::testing::TempDir()} / ("suites_circle-" + std::to_string(::getpid()));
  std::filesystem::create_directories(folder / "below");
  std::ofstream{folder / "one.yaml"}
      << "include: two.yaml\nvars: {x: one, y: one}\nfragments:\n  f: [{send: A}]\n";
  std::ofstream{folder / "two.yaml"}
      << "include: one.yaml\nvars: {x: two, z: two}\nfragments:\n  g: [{expect: B}]\n";
  std::ofstream{folder / "below" / "s.yaml"}
      << "suite: S\ninclude: [../one.yaml, ../two.yaml]\nvars: {y: own}\ncases:\n"
         "  - {id: a, purpose: P, vars: {w: own}, steps: [{use: f}, {use: g}]}\n";
  const Loaded loaded = load({folder});
  for (const Diagnostic& d : loaded.diagnostics) ADD_FAILURE() << render(d);
  ASSERT_THAT(loaded.suites, SizeIs(1));
  const Case& c = loaded.suites[0].cases.at(0);
  EXPECT_THAT(c.steps, SizeIs(2));
  const std::pair<const char*, const char*> kValues[] = {
      {"x", "one"}, {"y", "own"}, {"z", "two"}, {"w", "own"}};
  for (const auto& [name, value] : kValues) EXPECT_EQ(c.vars.at(name).always, value) << name;
  std::filesystem::remove_all(folder);
}

TEST(Needs, CountPartiesThatOnlyTextsAndSettingsName) {
  const Case c = one_case(
      "    given: {alert_numbers: [second, <nobody.1>]}\n"
      "    steps: [{send: SECNUMBER+<third.local>, expect: <stranger.number> and <nobody.2>}]\n");
  EXPECT_THAT(needs_of(c).parties, ElementsAre("boss", "second", "stranger", "third"));
}

TEST(Load, ReportsAProblemOfASharedFragmentOnce) {
  const auto loaded = load_text("t.yaml",
                                "suite: S\nfragments:\n  f: [{sned: A}]\ncases:\n"
                                "  - {id: a, purpose: P, steps: [{use: f}, {expect: B}]}\n"
                                "  - {id: b, purpose: P, steps: [{use: f}, {expect: B}]}\n");
  ASSERT_THAT(loaded.diagnostics, SizeIs(1));
  EXPECT_THAT(loaded.diagnostics[0].message, HasSubstr("did you mean 'send'?"));
}

TEST(Load, CutsAListOfProblemsAtFifty) {
  std::string text = "suite: S\ncases:\n  - id: a\n    purpose: P\n    steps:\n";
  for (int i = 0; i < 80; ++i) text += "      - {sned: A}\n";
  const auto loaded = load_text("t.yaml", text);
  ASSERT_THAT(loaded.diagnostics, SizeIs(51));
  EXPECT_EQ(loaded.diagnostics.back().message, "and 30 more problems in this file");
}

TEST(ForeignNumber, LetsPartiesAndReservedNumbersThrough) {
  for (const char* text :
       {"SECNUMBER+<boss.number>", "<password>ALERTNUMBER+<nobody.3>", "SECNUMBER+<boss.local>",
        "ALERTNUMBER+<nobody.1:15>", "SECNUMBER+00<boss.number>", "ALERTNUMBER+<nobody.1>, <nobody.2>",
        "STATUS", "ON65000", "ON99999999999", "RESTARTTIME=1234567", "DATE=09/06/15,12:00:00+08",
        "12345STATUS", "SECNUMBER-ALL", "SCHEDULER+07:30,1,ON", "SIMCARD*100#", "SECNUMBER-<second.number>",
        "SECNUMBER+12", "TFALLALERT=-100C"})
    EXPECT_EQ(foreign_number(text, {}), "") << text;
}

TEST(ForeignNumber, FindsWhatCouldBeDialled) {
  for (const char* text :
       {"SECNUMBER+358912345678", "alertnumber+112", "12abcSECNUMBER+5555555", "SECNUMBER-3589123456789",
        "+358912345678", "call 0401234567", "SECNUMBER+<boss.number>1", "SECNUMBER+1<boss.number>",
        "SECNUMBER+<seen>", "SECCENTER+112", "SECNUMBER+<nobody.1><nobody.2>9", "SECNUMBER=358912345678"})
    EXPECT_NE(foreign_number(text, {}), "") << text;
  EXPECT_NE(foreign_number("SECNUMBER+<n>", {{"n", "358912345678"}}), "");
  EXPECT_NE(foreign_number("<n>112", {{"n", "SECNUMBER+"}}), "");
}

}  // namespace
}  // namespace isocket::suite
