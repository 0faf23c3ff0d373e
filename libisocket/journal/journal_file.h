#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "journal/journal.h"

namespace isocket::journal {

/// The journal on disk, JSON lines, so that a run that is killed can go on: each event is one write(2), and
/// is on the disk (fdatasync) before the call that records it returns, where more than a report depends on
/// it: before a message or a call goes out, after its outcome, and at the end of a case.
///
/// An error stays: nothing is written behind the place where a line may be missing.
class JournalFile final : public Sink {
 public:
  enum class Durability {
    synced,   ///< outlives a power cut of this machine
    written,  ///< outlives the end of the program only; to measure what the rest costs
  };
  /// What it took so far.
  struct Cost {
    std::uint64_t lines = 0;
    std::uint64_t octets = 0;
    std::uint64_t syncs = 0;
    Duration syncing{};  ///< in real time
  };

  /// A new journal at `path`; what was there is gone. Errors: not_found, no_permission, busy (another program
  /// writes it), io.
  static Result<std::unique_ptr<JournalFile>> create(const std::string& path,
                                                     Durability durability = Durability::synced);
  /// Goes on behind the first `whole` octets of what is at `path`, and cuts the rest (Recording::whole).
  /// Errors as above.
  static Result<std::unique_ptr<JournalFile>> resume(const std::string& path, std::uint64_t whole,
                                                     Durability durability = Durability::synced);
  ~JournalFile() override;
  JournalFile(const JournalFile&) = delete;
  JournalFile& operator=(const JournalFile&) = delete;

  void on_event(const Event& event) override;
  [[nodiscard]] const Error* trouble() const override { return trouble_ ? &*trouble_ : nullptr; }
  [[nodiscard]] const Cost& cost() const { return cost_; }

 private:
  JournalFile(std::string path, int descriptor, Durability durability);
  static Result<std::unique_ptr<JournalFile>> open(const std::string& path, Durability durability);
  void cut(std::uint64_t octets);
  void write(std::string_view line);
  void sync();
  void note_error(int error);

  std::string path_;
  int descriptor_;
  Durability durability_;
  std::optional<Error> trouble_;
  Cost cost_;
};

}  // namespace isocket::journal
