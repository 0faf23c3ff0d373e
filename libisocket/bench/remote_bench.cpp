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
/// How long a program may take to end once it is to, and to be seen as ended once it has gone silent.
constexpr Duration kGrace = 2s;
constexpr const char* kRightGreeting =
    "; a bench begins with {\"hello\": \"isocket-bench\", \"version\": 1, \"can\": [...]}";

/// The beginning of a line, fit for a message.
std::string shown(const std::string& line) {
  std::string text = line.substr(0, 80);
  for (char& c : text)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = '?';
  return text;
}

}  // namespace

struct RemoteBench::Link {
  Link(EventLoop& l, std::unique_ptr<ByteStream> s, std::string name)
      : loop{l}, stream{std::move(s)}, who{std::move(name)}, heard{loop, loop.executor()} {}
  EventLoop& loop;
  std::unique_ptr<ByteStream> stream;
  std::string who;  ///< for messages
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
        std::string why = co_await why_closed(link);
        link->failure = std::move(why);
        break;
      }
      text.append(reinterpret_cast<const char*>(buffer.data()), *n);
      for (auto end = text.find('\n'); end != std::string::npos && link->failure.empty();
           end = text.find('\n')) {
        const std::string line = text.substr(0, end);
        text.erase(0, end + 1);
        if (link->owner != nullptr && !link->owner->take(line))
          link->failure = "it said something that is not of its protocol: " + shown(line);
      }
      if (text.size() > kLongestLine) link->failure = "it sent a line without end";
      link->heard.notify();
    }
    if (link->owner != nullptr) link->owner->changed().notify();
    link->heard.notify();
  }

  static asio::awaitable<std::string> why_closed(std::shared_ptr<Link> link) {
    ChildProcess* program = link->owner != nullptr ? link->owner->program_.get() : nullptr;
    if (program == nullptr) co_return std::string{"it has closed the connection"};
    const bool ended = co_await program->ended_by(link->loop.now() + kGrace);
    if (!ended || link->owner == nullptr) co_return std::string{"it has closed its standard output"};
    co_return program->state();
  }
};

RemoteBench::RemoteBench(EventLoop& loop, std::shared_ptr<Link> link, std::unique_ptr<ChildProcess> program)
    : Bench{loop, loop.executor()}, loop_{loop}, link_{std::move(link)}, program_{std::move(program)} {
  link_->owner = this;
}

RemoteBench::~RemoteBench() {
  link_->owner = nullptr;
  link_->stream->close();
}

asio::awaitable<RemoteBench::Connected> RemoteBench::connect(EventLoop& loop,
                                                             std::unique_ptr<ByteStream> stream) {
  auto link = std::make_shared<Link>(loop, std::move(stream), "the bench");
  std::unique_ptr<RemoteBench> bench{new RemoteBench{loop, std::move(link), nullptr}};
  return greet(std::move(bench));
}

asio::awaitable<RemoteBench::Connected> RemoteBench::start(EventLoop& loop, std::vector<std::string> words) {
  const std::string who = "the bench program '" + words.front() + "'";
  const std::vector<std::string> arguments{words.begin() + 1, words.end()};
  auto program = ChildProcess::start(loop, words.front(), arguments, ChildProcess::Streams::piped);
  if (!program) {
    Error error = std::move(program.error());
    error.field = who;
    error.detail = "it cannot be started: " + error.detail + "; it would be a file that can be executed";
    co_return fail(std::move(error));
  }
  auto link = std::make_shared<Link>(loop, (*program)->take_stream(), who);
  std::unique_ptr<RemoteBench> bench{new RemoteBench{loop, std::move(link), std::move(*program)}};
  co_return co_await greet(std::move(bench));
}

asio::awaitable<RemoteBench::Connected> RemoteBench::greet(std::unique_ptr<RemoteBench> bench) {
  auto link = bench->link_;
  link->loop.spawn(Link::read(link));
  const Instant deadline = link->loop.now() + kGreeting;
  while (!bench->greeted_ && link->failure.empty()) {
    const bool heard = co_await link->heard.wait_until(deadline);
    if (heard) continue;
    const std::string late = "it did not greet within " + duration_text(kGreeting) + kRightGreeting;
    co_return fail(Errc::timed_out, link->who, 0, late);
  }
  if (!bench->greeted_) co_return fail(Errc::closed, link->who, 0, link->failure + kRightGreeting);
  co_return bench;
}

bool RemoteBench::take(const std::string& line) {
  const json message = json::parse(line, nullptr, false);
  if (!message.is_object()) return false;
  const auto at = [&message](const char* key) {
    const auto found = message.find(key);
    return found == message.end() ? json{} : *found;
  };
  if (message.contains("hello")) {
    if (at("hello") != "isocket-bench" || at("version") != kVersion || !at("can").is_array()) return false;
    for (const json& what : at("can")) {
      if (!what.is_string()) continue;
      const auto name = what.get<std::string>();
      if (const auto output = parse_output(name))
        outputs_.insert(*output);
      else
        keys_.emplace(usual_key(name), name);
    }
    faultless_ = at("faultless") == true;
    greeted_ = true;
    return true;
  }
  if (message.contains("edge")) {
    const auto output = parse_output(at("edge").is_string() ? at("edge").get<std::string>() : "");
    if (!output || !at("level").is_boolean()) return false;
    const Edge edge{*output, at("level").get<bool>(), loop_.now()};
    saw(edge);
    return true;
  }
  if (!at("id").is_number_integer() || !at("ok").is_boolean()) return false;
  if (message.contains("error") && !at("error").is_string()) return false;
  const auto asked = link_->asked.find(at("id").get<std::int64_t>());
  if (asked != link_->asked.end()) asked->second = message;
  return true;
}

bool RemoteBench::can(std::string_view what) const {
  if (const auto output = parse_output(what)) return outputs_.contains(*output);
  return keys_.contains(usual_key(what));
}

Result<void> RemoteBench::sound() const {
  if (link_->failure.empty()) return {};
  return fail(Errc::closed, link_->who, 0, link_->failure);
}

asio::awaitable<void> RemoteBench::end() {
  link_->stream->close();
  if (program_ == nullptr) co_return;
  const bool ended = co_await program_->ended_by(loop_.now() + kGrace);
  if (ended) co_return;
  program_->terminate();
  co_await program_->ended_by(loop_.now() + kGrace);
}

asio::awaitable<Result<void>> RemoteBench::ask(std::string request, Duration limit) {
  auto link = link_;
  const std::int64_t id = link->next_id++;
  link->asked.emplace(id, std::nullopt);
  const std::string line = "{\"id\":" + std::to_string(id) + "," + request + "}\n";
  const auto written = co_await link->stream->write(std::as_bytes(std::span{line}));
  if (!written) limit = kGrace * 2;  // why, the reader will know
  const Instant deadline = loop_.now() + limit;
  for (;;) {
    const std::optional<json> answer = link->asked[id];
    if (answer) {
      link->asked.erase(id);
      if (answer->value("ok", false)) co_return Result<void>{};
      co_return fail(Errc::refused, link->who, 0, answer->value("error", "it refused, and gave no reason"));
    }
    if (!link->failure.empty()) co_return fail(Errc::closed, link->who, 0, link->failure);
    const bool heard = co_await link->heard.wait_until(deadline);
    if (heard) continue;
    if (!written) co_return fail(Errc::closed, link->who, 0, "it does not read what it is asked");
    co_return fail(Errc::timed_out, link->who, 0,
                   "no answer within " + duration_text(limit) + " to {" + request + "}");
  }
}

asio::awaitable<Result<void>> RemoteBench::reset() {
  auto done = co_await ask("\"do\":\"reset\"", kResetLimit);
  if (done) begin_anew();
  co_return done;
}

asio::awaitable<Result<void>> RemoteBench::apply(Change change) {
  const Spelling spelling = spell(change);
  const auto known = keys_.find(spelling.key);
  const std::string& key = known != keys_.end() ? known->second : spelling.key;  // as its greeting has it
  const std::string request = "\"do\":\"set\",\"key\":" + json(key).dump() +
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
