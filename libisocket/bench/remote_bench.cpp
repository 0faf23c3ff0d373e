#include "bench/remote_bench.h"
#include "core/duration.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>

namespace isocket::bench {
namespace {

using namespace std::chrono_literals;
using nlohmann::json;

constexpr int kVersion = 1;
constexpr Duration kGreeting = 10s;
/// A device registers within 2 minutes after power-up (EP-3-09); the rest is the other side's own work.
constexpr Duration kResetLimit = 200s;
constexpr Duration kSetLimit = 30s;
constexpr std::size_t kLongestLine = 64 * 1024;

}  // namespace

struct RemoteBench::Link {
  Link(EventLoop& loop, std::unique_ptr<ByteStream> s) : stream{std::move(s)}, heard{loop, loop.executor()} {}
  std::unique_ptr<ByteStream> stream;
  Notifier heard;
  RemoteBench* owner = nullptr;
  std::string failure;                                ///< why the line is gone
  std::map<std::int64_t, std::optional<json>> asked;  ///< requests without an answer yet
  std::int64_t next_id = 1;

  static asio::awaitable<void> read(std::shared_ptr<Link> link) {
    std::array<std::byte, 4096> buffer;
    std::string text;
    while (link->failure.empty()) {
      auto n = co_await link->stream->read_some(buffer);
      if (!n) {
        link->failure = "the bench has closed the connection";
        break;
      }
      text.append(reinterpret_cast<const char*>(buffer.data()), *n);
      for (auto end = text.find('\n'); end != std::string::npos; end = text.find('\n')) {
        const std::string line = text.substr(0, end);
        text.erase(0, end + 1);
        if (link->owner != nullptr && !link->owner->take(line))
          link->failure = "the bench said something that is not of its protocol: " + line.substr(0, 80);
      }
      if (text.size() > kLongestLine) link->failure = "the bench sent a line without end";
      link->heard.notify();
    }
    if (link->owner != nullptr) link->owner->changed().notify();
    link->heard.notify();
  }
};

RemoteBench::RemoteBench(EventLoop& loop, std::shared_ptr<Link> link)
    : Bench{loop, loop.executor()}, loop_{loop}, link_{std::move(link)} {
  link_->owner = this;
}

RemoteBench::~RemoteBench() {
  link_->owner = nullptr;
  link_->stream->close();
}

asio::awaitable<Result<std::unique_ptr<RemoteBench>>> RemoteBench::connect(
    EventLoop& loop, std::unique_ptr<ByteStream> stream) {
  auto link = std::make_shared<Link>(loop, std::move(stream));
  std::unique_ptr<RemoteBench> bench{new RemoteBench{loop, link}};
  loop.spawn(Link::read(link));
  const Instant deadline = loop.now() + kGreeting;
  while (!bench->greeted_ && link->failure.empty()) {
    const bool heard = co_await link->heard.wait_until(deadline);
    if (!heard) co_return fail(Errc::timed_out, "bench", 0, "it did not greet within 10 s");
  }
  if (!bench->greeted_) co_return fail(Errc::closed, "bench", 0, link->failure);
  co_return bench;
}

bool RemoteBench::take(const std::string& line) {
  const json message = json::parse(line, nullptr, false);
  if (!message.is_object()) return false;
  if (message.contains("hello")) {
    if (message["hello"] != "isocket-bench" || message.value("version", 0) != kVersion) return false;
    for (const json& what : message.value("can", json::array()))
      if (what.is_string()) can_.insert(what.get<std::string>());
    faultless_ = message.value("faultless", false);
    greeted_ = true;
    return true;
  }
  if (message.contains("edge")) {
    const auto output = parse_output(message["edge"].is_string() ? message["edge"].get<std::string>() : "");
    if (!output || !message.contains("level") || !message["level"].is_boolean()) return false;
    const Edge edge{*output, message["level"].get<bool>(), loop_.now()};
    saw(edge);
    return true;
  }
  if (!message.contains("id") || !message["id"].is_number_integer()) return false;
  const auto asked = link_->asked.find(message["id"].get<std::int64_t>());
  if (asked != link_->asked.end()) asked->second = message;
  return true;
}

bool RemoteBench::can(std::string_view what) const {
  return can_.contains(what);
}

asio::awaitable<Result<void>> RemoteBench::ask(std::string request, Duration limit) {
  auto link = link_;
  const std::int64_t id = link->next_id++;
  link->asked.emplace(id, std::nullopt);
  const std::string line = "{\"id\":" + std::to_string(id) + "," + request + "}\n";
  auto written = co_await link->stream->write(std::as_bytes(std::span{line}));
  if (!written) co_return fail(std::move(written.error()));
  const Instant deadline = loop_.now() + limit;
  for (;;) {
    const std::optional<json> answer = link->asked[id];
    if (answer) {
      link->asked.erase(id);
      if (answer->value("ok", false)) co_return Result<void>{};
      co_return fail(Errc::refused, "bench", 0, answer->value("error", "it gave no reason"));
    }
    if (!link->failure.empty()) co_return fail(Errc::closed, "bench", 0, link->failure);
    const bool heard = co_await link->heard.wait_until(deadline);
    if (!heard) co_return fail(Errc::timed_out, "bench", 0, "no answer within " + duration_text(limit));
  }
}

asio::awaitable<Result<void>> RemoteBench::reset() {
  auto done = co_await ask("\"do\":\"reset\"", kResetLimit);
  if (done) begin_anew();
  co_return done;
}

asio::awaitable<Result<void>> RemoteBench::apply(Change change) {
  const Spelling spelling = spell(change);
  const std::string request = "\"do\":\"set\",\"key\":" + json(spelling.key).dump() +
                              ",\"value\":" + json(spelling.value).dump() +
                              ",\"entry\":" + json(spelling.entry).dump();
  co_return co_await ask(request, kSetLimit);
}

Result<std::unique_ptr<ByteStream>> open_bench_socket(EventLoop& loop, const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.size() >= sizeof address.sun_path)
    return fail(Errc::bad_value, path, 0, "a socket's path has at most 107 octets");
  std::memcpy(address.sun_path, path.data(), path.size());
  const int fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (fd < 0) return fail(Errc::io, path, 0, std::strerror(errno));
  if (::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    const int why = errno;
    ::close(fd);
    const Errc code = why == ENOENT || why == ECONNREFUSED ? Errc::not_found
                      : why == EACCES                      ? Errc::no_permission
                                                           : Errc::io;
    return fail(code, path, 0, std::string{std::strerror(why)} + "; is the lab still running?");
  }
  ::fcntl(fd, F_SETFL, ::fcntl(fd, F_GETFL) | O_NONBLOCK);
  return make_descriptor_stream(loop, fd);
}

}  // namespace isocket::bench
