#pragma once

#include <memory>
#include <string>
#include <vector>

#include "bench/bench.h"
#include "command.h"
#include "core/event_loop.h"
#include "journal/journal.h"
#include "modem/modem.h"
#include "modem/trace_file.h"
#include "run/conversation.h"
#include "run/inventory.h"
#include "run/plan.h"

namespace isocket::cli {

/// What the user asked to talk to.
struct TargetOptions {
  std::string lab;                   ///< a model: the reference firmware in a virtual network
  std::string device;                ///< a name of the inventory
  std::string inventory;             ///< its file; empty: found as git finds its repository
  std::uint64_t seed = 1;            ///< of the lab's chance
  std::vector<std::string> faults;   ///< of the lab: "loss=10%"
  std::vector<std::string> defects;  ///< planted in the lab's firmware
  std::string trace;                 ///< file for what goes over the ports; empty: none
};

/// One device with all around it that a run needs: loop, journal, modems, parties, bench. It is either a lab
/// in virtual time or what an inventory names, in real time.
class Target {
 public:
  Target(EventLoop::Pace pace, Calendar start);
  virtual ~Target();
  Target(const Target&) = delete;
  Target& operator=(const Target&) = delete;

  EventLoop& loop() { return loop_; }
  journal::Journal& journal() { return journal_; }
  /// Starts the modems and the bench; table() may be used after it.
  virtual asio::awaitable<Result<void>> start() = 0;
  /// After the last use of table(): what the bench has started ends.
  virtual asio::awaitable<void> end() { co_return; }
  run::Table& table() { return *table_; }
  /// What this target offers to cases; known before start().
  [[nodiscard]] virtual run::Offer offer() const = 0;
  [[nodiscard]] virtual std::string model() const = 0;
  /// "lab", or the device's name.
  [[nodiscard]] virtual std::string name() const = 0;
  /// Of the device, as the inventory has it; empty: none.
  [[nodiscard]] virtual std::string password() const { return {}; }
  /// Null: no modem is bound to such a party.
  [[nodiscard]] const PhoneNumber* number_of(std::string_view party) const;
  /// Records from now on what goes over the ports of parties added later. Errors: those of the file.
  Result<void> trace_to(const std::string& file);
  /// False: there is a trace, and it has gaps.
  [[nodiscard]] bool traced() const { return !trace_ || trace_->whole(); }

 protected:
  /// A party that speaks through `stream`.
  void add_party(const std::string& name, const PhoneNumber& number, std::unique_ptr<ByteStream> stream,
                 modem::ModemOptions options);
  /// The same through a port that is open, and that `source` opens anew when it was away.
  void add_party(const std::string& name, const PhoneNumber& number, modem::OpenedPort port,
                 std::unique_ptr<modem::PortSource> source, modem::ModemOptions options);
  asio::awaitable<Result<void>> start_modems();
  void set_table(bench::Bench& bench, run::Device device, std::vector<PhoneNumber> nobody, bool strict);

  EventLoop loop_;
  journal::Journal journal_;
  Notifier heard_;
  std::unique_ptr<modem::TraceFile> trace_;
  std::vector<std::unique_ptr<modem::Modem>> modems_;
  std::vector<std::unique_ptr<run::Party>> parties_;
  std::unique_ptr<run::Table> table_;

 private:
  [[nodiscard]] modem::ModemOptions paced(modem::ModemOptions options) const;
  void seat(const std::string& party, const PhoneNumber& number, std::unique_ptr<modem::Modem> modem);
};

/// The reference firmware of a model in a virtual network. Errors: not_found (model, defect), bad_value
/// (fault).
Result<std::unique_ptr<Target>> open_lab(const TargetOptions& options);
/// The lab, or the device of the inventory. Errors are whole sentences in `detail`; `problems` holds those of
/// the inventory file.
Result<std::unique_ptr<Target>> open_target(const TargetOptions& options,
                                            std::vector<yaml::Diagnostic>& problems);
/// The same for a subcommand. Null after a message; `code` then says what the program returns.
std::unique_ptr<Target> open_target(const TargetOptions& options, Terminal& terminal, ExitCode& code);
/// `code`, unless the trace that was asked for has gaps: then that is said.
ExitCode traced(const Target& target, const TargetOptions& options, Terminal& terminal, ExitCode code);

}  // namespace isocket::cli
