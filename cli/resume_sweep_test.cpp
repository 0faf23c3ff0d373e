// A run is killed at a line of its journal and gone on with, for many lines: in the end the network has got
// what the journal says, nothing went out twice, and the verdicts are those of a run that nobody disturbed.
#include <cstdlib>

#include "resume_world.h"

namespace isocket::cli {
namespace {

const std::vector<suite::Suite>& suites() {
  static const suite::Loaded loaded = [] {
    return suite::load(std::vector<std::filesystem::path>{ISOCKET_SOURCE_DIR "/cli/testdata/resume.yaml"},
                       {});
  }();
  return loaded.suites;
}

struct Way {
  modem::Reception reception;
  std::size_t devices;
};

std::string name_of(const Way& way) {
  return std::string{modem::name_of(way.reception)} + (way.devices > 1 ? "_shared" : "");
}

void PrintTo(const Way& way, std::ostream* out) {
  *out << name_of(way);
}

/// The run that nobody disturbs.
struct Reference {
  explicit Reference(Way way) {
    ResumeWorld world{suites(), way.reception, way.devices};
    Death never;
    lines = world.live(never);
    account = world.account();
    cases = world.cases();
  }
  std::uint64_t lines = 0;
  std::size_t cases = 0;
  Account account;
};

std::string case_of(const std::string& attempt) {
  return attempt.substr(0, attempt.rfind(' '));
}

/// What holds between the network, the journal, and the run that nobody disturbed.
void check(const ResumeWorld& world, const Reference& reference) {
  const Account account = world.account();
  EXPECT_FALSE(account.stopped);
  EXPECT_EQ(account.verdicts, reference.account.verdicts);
  std::map<std::string, int> sent, unknown;
  for (const auto& [intent, text] : account.intents) {
    const auto outcome = account.outcomes.find(intent);
    ASSERT_NE(outcome, account.outcomes.end()) << intent << " " << text << " has no outcome";
    if (outcome->second == "sent") ++sent[text];
    if (outcome->second == "unknown") ++unknown[text];
  }
  for (const auto& [text, times] : world.reached) {
    EXPECT_GE(times, sent[text]) << text;
    EXPECT_LE(times, sent[text] + unknown[text]) << text << " went out without an intent, or twice for one";
  }
  for (const auto& [text, times] : sent)
    EXPECT_TRUE(world.reached.contains(text)) << text << " never arrived";
  for (const auto& [attempt, texts] : account.sent_in) {
    const auto known = reference.account.sent_in.find(case_of(attempt) + " 1");
    ASSERT_NE(known, reference.account.sent_in.end()) << attempt;
    for (const auto& [text, times] : texts) {
      const auto allowed = known->second.find(text);
      EXPECT_LE(times, allowed != known->second.end() ? allowed->second : 0)
          << text << " in attempt " << attempt;
    }
  }
}

/// Every `stride`-th line; ISOCKET_RESUME_STRIDE chooses another one, as the target resume_sweep does.
std::uint64_t stride() {
  const char* chosen = std::getenv("ISOCKET_RESUME_STRIDE");
  return chosen != nullptr ? std::strtoull(chosen, nullptr, 10) : 499;
}

class ResumeSweep : public ::testing::TestWithParam<Way> {};

TEST_P(ResumeSweep, EndsAsIfNobodyHadDisturbedIt) {
  const Reference reference{GetParam()};
  ASSERT_GE(reference.account.intents.size(), 100u);
  for (const auto& [id, verdict] : reference.account.verdicts) EXPECT_EQ(verdict, "pass") << id;
  std::map<std::string, int> settled;
  std::uint64_t kills = 0;
  for (std::uint64_t line = 1; line <= reference.lines && !HasFailure(); line += stride()) {
    SCOPED_TRACE("killed at line " + std::to_string(line));
    ResumeWorld world{suites(), GetParam().reception, GetParam().devices};
    Death killed{line, line % 2 == 0, false};
    world.live(killed);
    EXPECT_TRUE(killed.dead);
    Death never;
    world.live(never);
    ++kills;
    check(world, reference);
    for (const auto& [how, times] : world.account().settled) settled[how] += times;
  }
  std::string told;
  for (const auto& [how, times] : settled) told += ", " + std::to_string(times) + " " + how;
  std::cout << reference.lines << " lines, " << reference.account.intents.size() << " messages, " << kills
            << " kills" << told << "\n";
}

TEST_P(ResumeSweep, IsKilledAgainAndAgain) {
  const Reference reference{GetParam()};
  ResumeWorld world{suites(), GetParam().reception, GetParam().devices};
  std::uint64_t seed = 1;
  Death death;
  int lives = 0;
  do {
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    death = Death{100 + (seed >> 33) % (reference.lines / 3), (seed >> 20) % 2 == 0, false};
    world.live(death);
  } while (death.dead && ++lives < 200);
  EXPECT_FALSE(death.dead);
  EXPECT_GE(lives, 3);
  check(world, reference);
}

INSTANTIATE_TEST_SUITE_P(All, ResumeSweep,
                         ::testing::Values(Way{modem::Reception::stored, 1}, Way{modem::Reception::direct, 1},
                                           Way{modem::Reception::stored, 2}),
                         [](const auto& one) { return name_of(one.param); });

}  // namespace
}  // namespace isocket::cli
