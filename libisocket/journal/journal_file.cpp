#include "journal/journal_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <filesystem>

#include "core/system_error.h"
#include "journal/json_lines.h"

namespace isocket::journal {
namespace {

/// Behind these the journal is on the disk: what is about to go out, what became of it, and what resuming
/// rests on.
constexpr std::string_view kSynced[] = {"sms.intent",  "sms.submit",    "sms.retry",      "sms.settled",
                                        "run.begin",   "attempt.begin", "case.end",       "case.skipped",
                                        "run.end",     "resume.begin",  "resume.settled", "call.out.dial",
                                        "ussd.request"};

/// The octets of a message leave for the modem: whether that has been begun decides what a crash left open.
bool hands_over(const Event& event) {
  const Value* data = event.type == "at.tx" ? event.find("data") : nullptr;
  const auto* text = data != nullptr ? std::get_if<std::string>(data) : nullptr;
  return text != nullptr && text->ends_with("\\x1A");
}

bool matters(const Event& event) {
  return std::find(std::begin(kSynced), std::end(kSynced), event.type) != std::end(kSynced) ||
         hands_over(event);
}

/// A new file is found again after a power cut only if its folder is on the disk too.
void sync_folder(const std::string& path) {
  const auto folder = std::filesystem::absolute(path).parent_path();
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return;
  ::fsync(descriptor);
  ::close(descriptor);
}

}  // namespace

JournalFile::JournalFile(std::string path, int descriptor, Durability durability)
    : path_{std::move(path)}, descriptor_{descriptor}, durability_{durability} {}

JournalFile::~JournalFile() {
  ::close(descriptor_);
}

Result<std::unique_ptr<JournalFile>> JournalFile::open(const std::string& path, Durability durability) {
  const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
  if (descriptor < 0) return fail(system_error(errno, path));
  std::unique_ptr<JournalFile> file{new JournalFile{path, descriptor, durability}};
  // Two programs that go on with the same run would send everything twice.
  if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK)
    return fail(Errc::busy, path, 0, "another isocket writes this journal");
  std::signal(SIGPIPE, SIG_IGN);  // a reader that is gone is an error of write(), not the end of this program
  return file;
}

Result<std::unique_ptr<JournalFile>> JournalFile::create(const std::string& path, Durability durability) {
  auto file = open(path, durability);
  if (!file) return file;
  (*file)->cut(0);
  (*file)->write(header_line());
  (*file)->sync();
  if (const Error* trouble = (*file)->trouble()) return fail(*trouble);
  sync_folder(path);
  return file;
}

Result<std::unique_ptr<JournalFile>> JournalFile::resume(const std::string& path, std::uint64_t whole,
                                                         Durability durability) {
  auto file = open(path, durability);
  if (!file) return file;
  (*file)->cut(whole);
  if (whole == 0) (*file)->write(header_line());
  (*file)->sync();
  if (const Error* trouble = (*file)->trouble()) return fail(*trouble);
  return file;
}

/// A pipe or a terminal has nothing to cut.
void JournalFile::cut(std::uint64_t octets) {
  if (::ftruncate(descriptor_, static_cast<off_t>(octets)) != 0 && errno != EINVAL) note_error(errno);
}

void JournalFile::on_event(const Event& event) {
  write(line_of(event));
  if (matters(event)) sync();
}

void JournalFile::write(std::string_view line) {
  if (trouble_) return;
  ++cost_.lines;
  cost_.octets += line.size();
  while (!line.empty()) {
    const ssize_t written = ::write(descriptor_, line.data(), line.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return note_error(errno);
    line.remove_prefix(static_cast<std::size_t>(written));  // less than all: the disk is nearly full
  }
}

void JournalFile::sync() {
  if (trouble_ || durability_ == Durability::written) return;
  const auto began = std::chrono::steady_clock::now();
  const int failed = ::fdatasync(descriptor_);
  ++cost_.syncs;
  cost_.syncing += std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now() - began);
  if (failed != 0 && errno != EINVAL && errno != EROFS) note_error(errno);  // a pipe cannot be synced
}

void JournalFile::note_error(int error) {
  if (!trouble_) trouble_ = system_error(error, path_);
}

}  // namespace isocket::journal
