#include "journal/journal_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>

#include "core/event_loop.h"
#include "core/scratch_folder.h"
#include "journal/journal_reader.h"
#include "journal/json_lines.h"

namespace isocket::journal {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;

class JournalFileTest : public ::testing::Test {
 protected:
  [[nodiscard]] std::string contents() const {
    std::ifstream in{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
  }

  ScratchFolder folder = ScratchFolder::make("isocket-journal").value();
  std::string path = folder.file("run.jsonl");
  EventLoop loop{EventLoop::Pace::virtual_time};
};

TEST_F(JournalFileTest, HoldsEachEventAsSoonAsItIsRecorded) {
  std::ofstream{path} << "what was there before\n";
  auto file = JournalFile::create(path).value();
  Journal journal{loop};
  journal.add_sink(*file);
  EXPECT_EQ(contents(), header_line());
  journal.record("step.begin", {{"step", "1"}});
  EXPECT_EQ(contents(),
            header_line() + "{\"seq\":1,\"t\":0.000000,\"type\":\"step.begin\",\"step\":\"1\"}\n");
  EXPECT_EQ(journal.trouble(), nullptr);
}

TEST_F(JournalFileTest, IsOnTheDiskBeforeAMessageGoesOutAndAfterItsOutcome) {
  auto file = JournalFile::create(path).value();
  Journal journal{loop};
  journal.add_sink(*file);
  const auto syncs_of = [&](std::string_view type) {
    const auto before = file->cost().syncs;
    journal.record(type, {});
    return file->cost().syncs - before;
  };
  for (const std::string_view type :
       {"sms.intent", "sms.submit", "sms.settled", "case.end", "call.out.dial", "run.end"})
    EXPECT_EQ(syncs_of(type), 1u) << type;
  for (const std::string_view type : {"at.tx", "at.rx", "step.begin", "sms.deliver"})
    EXPECT_EQ(syncs_of(type), 0u) << type;
  const auto before = file->cost().syncs;
  journal.record("at.tx", {{"data", printable("0011\x1A")}});
  EXPECT_EQ(file->cost().syncs, before + 1) << "the octets of a message";
  EXPECT_EQ(file->cost().lines, 12u);
  EXPECT_EQ(file->cost().octets, std::filesystem::file_size(path));
}

TEST_F(JournalFileTest, CostsNoSyncWhereThatIsNotWanted) {
  auto file = JournalFile::create(path, JournalFile::Durability::written).value();
  file->on_event(Event{1, {}, "sms.intent", {}});
  EXPECT_EQ(file->cost().syncs, 0u);
}

TEST_F(JournalFileTest, GoesOnBehindTheLastWholeLine) {
  {
    auto file = JournalFile::create(path).value();
    Journal journal{loop};
    journal.add_sink(*file);
    loop.run_until(Instant{5s});
    journal.record("run.begin", {{"seed", 1}});
  }
  std::ofstream{path, std::ios::app} << "{\"seq\":2,\"t\":5.0";
  const auto before = read_journal(contents()).value();
  EXPECT_EQ(before.torn, 16u);
  auto file = JournalFile::resume(path, before.whole).value();
  EventLoop later{EventLoop::Pace::virtual_time};
  Journal journal{later};
  journal.add_sink(*file);
  journal.continue_after(before.events.size(), before.events.back().at);
  later.run_until(Instant{2s});
  EXPECT_EQ(journal.record("resume.begin", {}), 2u);
  const auto after = read_journal(contents()).value();
  ASSERT_EQ(after.events.size(), 2u);
  EXPECT_EQ(after.events[1].type, "resume.begin");
  EXPECT_EQ(after.events[1].at, Instant{7s});
  EXPECT_EQ(after.torn, 0u);
}

TEST_F(JournalFileTest, BeginsAnewWhereNotEvenTheFirstLineWasWhole) {
  std::ofstream{path} << header_line().substr(0, 9);
  auto file = JournalFile::resume(path, read_journal(contents()).value().whole).value();
  EXPECT_EQ(contents(), header_line());
}

TEST_F(JournalFileTest, IsWrittenByOneProgramAtATime) {
  auto file = JournalFile::create(path).value();
  const auto second = JournalFile::resume(path, 0);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, Errc::busy);
  EXPECT_THAT(describe(second.error()), HasSubstr("another isocket writes this journal"));
  EXPECT_EQ(contents(), header_line()) << "what the first one writes stays";
  file.reset();
  EXPECT_TRUE(JournalFile::resume(path, 0));
}

TEST_F(JournalFileTest, SaysWhereItCannotBe) {
  EXPECT_EQ(JournalFile::create(folder.file("none/run.jsonl")).error().code, Errc::not_found);
  const auto full = JournalFile::create("/dev/full");
  ASSERT_FALSE(full);
  EXPECT_THAT(describe(full.error()), HasSubstr("No space left on device"));
}

/// The size that a file of this process may have.
class FileLimit {
 public:
  explicit FileLimit(std::uint64_t octets) {
    former_handler_ = std::signal(SIGXFSZ, SIG_IGN);
    ::getrlimit(RLIMIT_FSIZE, &former_);
    rlimit limit = former_;
    limit.rlim_cur = octets;
    ::setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~FileLimit() {
    ::setrlimit(RLIMIT_FSIZE, &former_);
    std::signal(SIGXFSZ, former_handler_);
  }
  FileLimit(const FileLimit&) = delete;
  FileLimit& operator=(const FileLimit&) = delete;

 private:
  rlimit former_{};
  void (*former_handler_)(int);
};

TEST_F(JournalFileTest, StaysInTroubleOnceALineIsMissing) {
  auto file = JournalFile::create(path).value();
  Journal journal{loop};
  journal.add_sink(*file);
  journal.record("run.begin", {});
  {
    const FileLimit limit{std::filesystem::file_size(path) + 10};
    journal.record("sms.intent", {{"text", "ON"}});
  }
  ASSERT_NE(journal.trouble(), nullptr);
  EXPECT_THAT(describe(*journal.trouble()), HasSubstr(path));
  journal.record("sms.submit", {{"outcome", "sent"}});
  const auto recording = read_journal(contents()).value();
  EXPECT_EQ(recording.events.size(), 1u) << "a line behind one that is missing would mislead";
  EXPECT_EQ(recording.torn, 10u);
}

TEST_F(JournalFileTest, AReaderThatIsGoneIsTrouble) {
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  auto file = JournalFile::create("/dev/fd/" + std::to_string(ends[1])).value();
  file->on_event(Event{1, {}, "sms.intent", {}});
  EXPECT_EQ(file->trouble(), nullptr) << "a pipe cannot be synced, and need not";
  ::close(ends[0]);
  file->on_event(Event{2, {}, "sms.intent", {}});
  EXPECT_NE(file->trouble(), nullptr);
  ::close(ends[1]);
}

}  // namespace
}  // namespace isocket::journal
