#pragma once

#include <list>
#include <memory>
#include <string>

#include "lab/lab_bench.h"
#include "lab/line.h"
#include "lab/unix_listener.h"

namespace isocket::lab {

/// Lets other processes use a bench of the lab: JSON lines on a UNIX socket
/// (docs/reference/bench-protocol.md).
class BenchServer {
 public:
  /// Errors: those of UnixListener::open().
  static Result<std::unique_ptr<BenchServer>> open(EventLoop& loop, LabBench& bench, const std::string& path);
  ~BenchServer();
  BenchServer(const BenchServer&) = delete;
  BenchServer& operator=(const BenchServer&) = delete;

 private:
  struct Visitor;
  BenchServer(EventLoop& loop, LabBench& bench) : loop_{loop}, bench_{bench} {}
  void welcome(std::unique_ptr<ByteStream> stream);
  void take_line(Visitor& visitor, const std::string& line);
  void tell(const bench::Edge& edge);

  EventLoop& loop_;
  LabBench& bench_;
  std::list<std::shared_ptr<Visitor>> visitors_;  // shared: a reset may end after its visitor has gone
  std::unique_ptr<UnixListener> listener_;
};

}  // namespace isocket::lab
