#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "bench/bench.h"
#include "core/byte_stream.h"
#include "core/child_process.h"

namespace isocket::bench {

/// A bench at the other end of a stream: the lab's socket, or a fixture program's standard input and output.
/// It speaks JSON lines (docs/reference/bench-protocol.md).
class RemoteBench final : public Bench {
 public:
  using Connected = Result<std::unique_ptr<RemoteBench>>;
  /// Waits for the other side's greeting, at most 10 s. Errors: timed_out, closed (the other side has gone,
  /// or said something that is no greeting of a bench, or of a version that is not known).
  static asio::awaitable<Connected> connect(EventLoop& loop, std::unique_ptr<ByteStream> stream);
  /// Starts a fixture program, and waits for its greeting. It ends with this object.
  /// @param words  the program, with a '/' or searched for in PATH, and its arguments
  /// Errors: not_found, no_permission, io; those of connect().
  static asio::awaitable<Connected> start(EventLoop& loop, std::vector<std::string> words);
  ~RemoteBench() override;

  [[nodiscard]] bool can(std::string_view what) const override;
  asio::awaitable<Result<void>> reset() override;
  asio::awaitable<Result<void>> apply(Change change) override;
  [[nodiscard]] bool faultless() const override { return faultless_; }
  [[nodiscard]] Result<void> sound() const override;
  /// Closes a program's standard input; what has not ended 2 s later is terminated, and 2 s later killed.
  asio::awaitable<void> end() override;

 private:
  struct Link;
  RemoteBench(EventLoop& loop, std::shared_ptr<Link> link, std::unique_ptr<ChildProcess> program);
  static asio::awaitable<Connected> greet(std::unique_ptr<RemoteBench> bench);
  asio::awaitable<Result<void>> ask(std::string request, Duration limit);
  /// One line from the other side; false: it is no line of this protocol.
  bool take(const std::string& line);

  EventLoop& loop_;
  std::shared_ptr<Link> link_;  // shared with the reader, which ends after this object
  std::unique_ptr<ChildProcess> program_;
  std::map<std::string, std::string, std::less<>> keys_;  // usual name of what it can set, and its own
  std::set<Output> outputs_;
  bool greeted_ = false;
  bool faultless_ = false;
};

/// Opens the UNIX socket that `isocket lab` names in its inventory. Errors: not_found, no_permission, io.
Result<std::unique_ptr<ByteStream>> open_bench_socket(EventLoop& loop, const std::string& path);

}  // namespace isocket::bench
