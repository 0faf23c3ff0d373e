#pragma once

#include <memory>
#include <set>
#include <string>

#include "bench/bench.h"
#include "core/byte_stream.h"

namespace isocket::bench {

/// A bench at the other end of a stream: the lab's socket, or a fixture program's standard input and output.
/// It speaks JSON lines (docs/reference/bench-protocol.md).
class RemoteBench final : public Bench {
 public:
  /// Waits for the other side's greeting, at most 10 s. Errors: timed_out, closed, bad_value (no greeting of
  /// a bench, or of a version that is not known).
  static asio::awaitable<Result<std::unique_ptr<RemoteBench>>> connect(EventLoop& loop,
                                                                       std::unique_ptr<ByteStream> stream);
  ~RemoteBench() override;

  [[nodiscard]] bool can(std::string_view what) const override;
  asio::awaitable<Result<void>> reset() override;
  asio::awaitable<Result<void>> apply(Change change) override;
  [[nodiscard]] bool faultless() const override { return faultless_; }

 private:
  struct Link;
  RemoteBench(EventLoop& loop, std::shared_ptr<Link> link);
  asio::awaitable<Result<void>> ask(std::string request, Duration limit);
  /// One line from the other side; false: it is no line of this protocol.
  bool take(const std::string& line);

  EventLoop& loop_;
  std::shared_ptr<Link> link_;  // shared with the reader, which ends after this object
  std::set<std::string, std::less<>> can_;
  bool greeted_ = false;
  bool faultless_ = false;
};

/// Opens the UNIX socket that `isocket lab` names in its inventory. Errors: not_found, no_permission, io.
Result<std::unique_ptr<ByteStream>> open_bench_socket(EventLoop& loop, const std::string& path);

}  // namespace isocket::bench
