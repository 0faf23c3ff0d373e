#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "bench/bench.h"
#include "command.h"
#include "core/event_loop.h"
#include "journal/journal.h"
#include "lab/timing.h"
#include "modem/modem.h"
#include "modem/trace_file.h"
#include "run/conversation.h"
#include "run/inventory.h"
#include "run/past.h"
#include "run/plan.h"

namespace isocket::cli {

/// What the user asked to talk to.
struct TargetOptions {
  std::string lab;              ///< a model, or a lab's file: the reference firmware in a virtual network
  std::size_t lab_devices = 1;  ///< so many of that model
  std::size_t lab_modems = 0;   ///< that play any party; 0: each party has one of its own
  lab::Timing timing;           ///< of the lab's network
  std::string device;           ///< a name of the inventory
  std::vector<std::string> devices;  ///< the same for a run: * for any characters
  std::string inventory;             ///< its file; empty: found as git finds its repository
  bool single = false;               ///< the command talks to one device
  std::uint64_t seed = 1;            ///< of the lab's chance
  bool own_seed = false;             ///< the user's: it goes before that of a lab's file
  std::vector<std::string> faults;   ///< of the lab: "loss=10%"
  std::vector<std::string> defects;  ///< planted in the lab's firmware
  std::string trace;                 ///< file for what goes over the ports; empty: none
};

/// The devices of a run with all around them: loop, journal, modems, parties, benches. It is either a lab in
/// virtual time or what an inventory names, in real time. Most have one device: the first.
class Target {
 public:
  Target(EventLoop::Pace pace, Calendar start);
  virtual ~Target();
  Target(const Target&) = delete;
  Target& operator=(const Target&) = delete;

  EventLoop& loop() { return loop_; }
  journal::Journal& journal() { return journal_; }
  /// Starts the modems and the benches; table() may be used after it.
  virtual asio::awaitable<Result<void>> start() = 0;
  /// After the last use of table(): what the benches have started ends.
  virtual asio::awaitable<void> end() { co_return; }
  [[nodiscard]] virtual std::size_t devices() const { return 1; }
  run::Table& table(std::size_t device = 0) { return *places_.at(device)->table; }
  run::Pool& pool() { return pool_; }
  /// What this target offers to cases; known before start().
  [[nodiscard]] virtual run::Offer offer(std::size_t device) const = 0;
  [[nodiscard]] run::Offer offer() const { return offer(0); }
  [[nodiscard]] virtual std::string model(std::size_t device) const = 0;
  [[nodiscard]] std::string model() const { return model(0); }
  /// "lab", or the device's name.
  [[nodiscard]] virtual std::string name(std::size_t device) const = 0;
  [[nodiscard]] std::string name() const { return name(0); }
  /// Of the device's bench, for reports: "lab" for a virtual one.
  [[nodiscard]] virtual std::string bench(std::size_t device) const { return name(device); }
  /// Of the first device, as the inventory has it; empty: none.
  [[nodiscard]] virtual std::string password() const { return {}; }
  /// Null: no modem is bound to such a party.
  [[nodiscard]] const PhoneNumber* number_of(std::string_view party) const;
  /// Before start(): the modems were used by the program whose run goes on. `past` must outlive start().
  void take_over(const run::Past& past) { past_ = &past; }
  /// After start(): some device is behind a network that may delay.
  [[nodiscard]] bool delays() const;
  /// Records from now on what goes over the ports of parties added later. Errors: those of the file.
  Result<void> trace_to(const std::string& file);
  /// False: there is a trace, and it has gaps.
  [[nodiscard]] bool traced() const { return !trace_ || trace_->whole(); }

 protected:
  /// From now on modems are shared between several devices: before the first one is added.
  /// @param whose  the device of a number, for the journal; empty: nobody's
  void share_modems(std::function<std::string(std::string_view digits)> whose);
  run::Switchboard& add_modem(const PhoneNumber& number, std::unique_ptr<ByteStream> stream,
                              modem::ModemOptions options);
  /// The same through a port that start_modems() opens, and that is opened anew when it was away.
  run::Switchboard& add_modem(const PhoneNumber& number, std::unique_ptr<modem::PortSource> source,
                              modem::ModemOptions options, run::Allowance allowance);
  /// A party with a modem of its own, which speaks through `stream`.
  void add_party(const std::string& name, const PhoneNumber& number, std::unique_ptr<ByteStream> stream,
                 modem::ModemOptions options);
  asio::awaitable<Result<void>> start_modems();
  /// The table of the next device.
  /// @param name  in a run with several devices: of this one
  void set_table(bench::Bench& bench, run::Device device, std::vector<PhoneNumber> nobody, bool strict,
                 std::string name = {});

 private:
  /// What belongs to one device.
  struct Place {
    Place(EventLoop& loop, journal::Journal& whole, run::Pool& pool, const PhoneNumber& device,
          const std::string& name);
    std::optional<journal::Journal> view;  ///< of a run with several devices
    journal::Journal& journal;
    Notifier heard;
    run::Seats seats;
    std::unique_ptr<run::Table> table;
  };
  [[nodiscard]] modem::ModemOptions fitting(modem::ModemOptions options) const;
  run::Switchboard& connect(const PhoneNumber& number, std::unique_ptr<modem::Modem> modem,
                            run::Allowance allowance);
  asio::awaitable<void> start_modem(run::Switchboard& modem, std::string& trouble);
  void tell_modems_of_past();

 protected:
  EventLoop loop_;
  journal::Journal journal_;
  std::unique_ptr<modem::TraceFile> trace_;

 private:
  std::function<std::string(std::string_view)> whose_;
  const run::Past* past_ = nullptr;
  std::vector<std::unique_ptr<modem::Modem>> modems_;

 protected:
  run::Pool pool_;
  bool ports_fail_ = false;  ///< modems may go wrong in virtual time too: before the first one is added
  std::vector<std::unique_ptr<Place>> places_;
};

/// Who speaks through the first modem of a lab's file, who through the second, and so on.
inline constexpr const char* kLabParties[] = {"boss", "second", "stranger", "third", "fourth", "fifth"};

/// Whether `--lab` names a file, and not a model.
bool is_lab_file(const std::string& lab);
/// The reference firmware in a virtual network. Errors: not_found (model, device, defect), bad_value (fault,
/// what does not go together); `problems` holds those of a lab's file.
Result<std::unique_ptr<Target>> open_lab(const TargetOptions& options,
                                         std::vector<yaml::Diagnostic>& problems);
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
