#include "core/child_process.h"

// Heavy headers: this is the only file that sees them.
#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <boost/process/v2/environment.hpp>
#include <boost/process/v2/process.hpp>
#include <boost/process/v2/stdio.hpp>
#include <csignal>
#include <cstring>

namespace isocket {

namespace process = boost::process::v2;

namespace {

/// How often an end is looked for. A wait of the library's own would take the exit status away from
/// running().
constexpr Duration kLook = std::chrono::milliseconds{10};

/// Two pipes as one stream.
class PipedStream final : public ByteStream {
 public:
  PipedStream(std::unique_ptr<ByteStream> from, std::unique_ptr<ByteStream> to)
      : from_{std::move(from)}, to_{std::move(to)} {}
  asio::awaitable<Result<std::size_t>> read_some(std::span<std::byte> into) override {
    return from_->read_some(into);
  }
  asio::awaitable<Result<void>> write(std::span<const std::byte> octets) override {
    return to_->write(octets);
  }
  void close() override {
    to_->close();
    from_->close();
  }

 private:
  std::unique_ptr<ByteStream> from_, to_;
};

/// Both ends of a pipe; what is not released is closed.
class Pipe {
 public:
  Pipe() { opened_ = ::pipe2(ends_.data(), O_CLOEXEC) == 0; }
  ~Pipe() {
    for (const int end : ends_)
      if (end >= 0) ::close(end);
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  [[nodiscard]] bool opened() const { return opened_; }
  [[nodiscard]] int reader() const { return ends_[0]; }
  [[nodiscard]] int writer() const { return ends_[1]; }
  int release_reader() { return std::exchange(ends_[0], -1); }
  int release_writer() { return std::exchange(ends_[1], -1); }

 private:
  std::array<int, 2> ends_{-1, -1};
  bool opened_ = false;
};

/// Runs in the child: a process group of its own, and what we ignore is not ignored there.
struct OwnGroup {
  process::error_code on_exec_setup(process::posix::default_launcher&, const process::filesystem::path&,
                                    const char* const*) {
    ::setpgid(0, 0);
    ::signal(SIGPIPE, SIG_DFL);
    return {};
  }
};

Error start_error(const std::string& path, const boost::system::error_code& ec) {
  const int why = ec.value();
  const Errc code = why == ENOENT                     ? Errc::not_found
                    : why == EACCES || why == ENOEXEC ? Errc::no_permission
                                                      : Errc::io;
  return {code, path, 0, ec.message()};
}

}  // namespace

struct ChildProcess::State {
  State(process::process p, Streams s) : child{std::move(p)}, streams{s} {}
  process::process child;
  Streams streams;
  EventLoop* loop = nullptr;
  std::unique_ptr<ByteStream> stream;
  bool running() {
    boost::system::error_code ignored;
    return child.running(ignored);
  }
  void kill(int signal) {
    const int id = static_cast<int>(child.id());
    ::kill(streams == Streams::piped ? -id : id, signal);  // with what it has started itself
  }
};

ChildProcess::ChildProcess(std::shared_ptr<State> state) : state_{std::move(state)} {}

Result<std::unique_ptr<ChildProcess>> ChildProcess::start(EventLoop& loop, const std::string& program,
                                                          const std::vector<std::string>& arguments,
                                                          Streams streams) {
  std::string path = program;
  if (program.find('/') == std::string::npos) path = process::environment::find_executable(program).string();
  if (path.empty()) return fail(Errc::not_found, program, 0, "no such program in PATH");
  try {
    std::shared_ptr<State> state;
    if (streams == Streams::ours) {
      state = std::make_shared<State>(process::process{loop.executor(), path, arguments}, streams);
    } else {
      Pipe in;
      Pipe out;
      if (!in.opened() || !out.opened()) return fail(Errc::io, path, 0, std::strerror(errno));
      process::process_stdio stdio{in.reader(), out.writer(), {}};
      OwnGroup own_group;
      state = std::make_shared<State>(process::process{loop.executor(), path, arguments, stdio, own_group},
                                      streams);
      state->stream = std::make_unique<PipedStream>(make_descriptor_stream(loop, out.release_reader()),
                                                    make_descriptor_stream(loop, in.release_writer()));
    }
    state->loop = &loop;
    return std::unique_ptr<ChildProcess>{new ChildProcess{std::move(state)}};
  } catch (const boost::system::system_error& e) {
    return fail(start_error(path, e.code()));
  }
}

ChildProcess::~ChildProcess() {
  if (!state_->running()) return;
  state_->kill(SIGKILL);
  boost::system::error_code ignored;
  state_->child.wait(ignored);  // else it stays as a zombie
}

std::unique_ptr<ByteStream> ChildProcess::take_stream() {
  return std::move(state_->stream);
}

bool ChildProcess::running() {
  return state_->running();
}

int ChildProcess::id() const {
  return static_cast<int>(state_->child.id());
}

asio::awaitable<bool> ChildProcess::ended_by(Instant deadline) {
  const auto state = state_;
  while (state->running()) {
    const Instant now = state->loop->now();
    if (now >= deadline) co_return false;
    co_await sleep_until(*state->loop, std::min(deadline, now + kLook));
  }
  co_return true;
}

void ChildProcess::terminate() {
  if (state_->running()) state_->kill(SIGTERM);
}

std::string ChildProcess::state() {
  if (state_->running()) return "it is running";
  const int status = state_->child.native_exit_code();
  if (WIFSIGNALED(status)) return "it was ended by signal " + std::to_string(WTERMSIG(status));
  return "it ended with exit code " + std::to_string(WEXITSTATUS(status));
}

}  // namespace isocket
