#pragma once

#include <iosfwd>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "command.h"
#include "core/notifier.h"
#include "modem/modem.h"
#include "monitor_log.h"

namespace isocket::cli {

struct MonitorOptions {
  MonitorOptions() = default;
  std::optional<Duration> length;  ///< from when all are ready; nothing: until stop()
  Duration signal_every{};         ///< zero: never
  bool remove = false;             ///< what has been shown is deleted from the modem's store
  bool json = false;
};

/// Modems whose events are shown until it is over.
class Monitor {
 public:
  Monitor(EventLoop& loop, MonitorOptions options, std::ostream& out);

  journal::Journal& journal() { return journal_; }
  void add(modem::ModemOptions options, std::unique_ptr<ByteStream> stream);
  /// A modem at a port that is opened by watch(), and anew when it was away.
  void add(modem::ModemOptions options, std::unique_ptr<modem::PortSource> source);
  /// A modem that was to be watched and cannot be.
  void lost(const std::string& name, const std::string& reason);
  /// Starts the modems, and ends with its time, after stop(), or when none is left.
  asio::awaitable<void> watch();
  void stop();
  /// None was lost.
  [[nodiscard]] bool watched_all() const { return all_; }

 private:
  asio::awaitable<void> tell_signals();
  [[nodiscard]] modem::ModemOptions watching(modem::ModemOptions options);
  void listen(std::unique_ptr<modem::Modem> modem);

  EventLoop& loop_;
  MonitorOptions options_;
  journal::Journal journal_;
  std::ostream& out_;
  MonitorLog log_;
  Notifier ended_;
  std::vector<std::unique_ptr<modem::Modem>> modems_;
  std::vector<modem::Modem*> ready_;
  std::size_t under_way_ = 0;
  bool stopped_ = false;
  bool all_ = true;
};

}  // namespace isocket::cli
