#include "lab/bench_server.h"

#include <map>
#include <nlohmann/json.hpp>

namespace isocket::lab {
namespace {

using nlohmann::json;

constexpr std::size_t kLongestRequest = 64 * 1024;

std::string edge_line(std::string_view output, bool level) {
  return json{{"edge", output}, {"level", level}}.dump() + "\n";
}

/// What can be seen on the bench's device, by the names of its model.
std::map<bench::Output, std::string_view> outputs_of(const LabBench& bench) {
  std::map<bench::Output, std::string_view> names;
  for (std::size_t i = 0; i < bench::kOutputs; ++i) {
    const auto output = static_cast<bench::Output>(i);
    const std::string_view name = bench::name_of(output, bench.model());
    if (bench.can(name)) names.emplace(output, name);
  }
  return names;
}

std::string words(const Error& error) {
  return error.detail.empty() ? describe(error) : error.detail;
}

}  // namespace

struct BenchServer::Visitor {
  std::unique_ptr<Line> line;
  std::string text;
  bool gone = false;

  void answer(const json& id, const Result<void>& result) {
    json reply{{"id", id}, {"ok", result.has_value()}};
    if (!result) reply["error"] = words(result.error());
    if (line && !gone) line->write(reply.dump() + "\n");
  }
};

Result<std::unique_ptr<BenchServer>> BenchServer::open(EventLoop& loop, LabBench& bench,
                                                       const std::string& path) {
  std::unique_ptr<BenchServer> server{new BenchServer{loop, bench}};
  BenchServer* const self = server.get();
  auto listener = UnixListener::open(
      loop, path, [self](std::unique_ptr<ByteStream> stream) { self->welcome(std::move(stream)); });
  if (!listener) return fail(listener.error());
  server->listener_ = std::move(*listener);
  bench.on_edge([self](const bench::Edge& edge) { self->tell(edge); });
  return server;
}

BenchServer::~BenchServer() {
  bench_.on_edge({});
}

void BenchServer::welcome(std::unique_ptr<ByteStream> stream) {
  visitors_.remove_if([](const auto& v) { return v->gone; });
  auto visitor = std::make_shared<Visitor>();
  Visitor* const who = visitor.get();
  visitor->line = std::make_unique<Line>(
      loop_, std::move(stream),
      [this, who](std::string_view octets) {
        who->text += octets;
        for (auto end = who->text.find('\n'); end != std::string::npos; end = who->text.find('\n')) {
          const std::string line = who->text.substr(0, end);
          who->text.erase(0, end + 1);
          take_line(*who, line);
        }
        if (who->text.size() > kLongestRequest) who->text.clear();
      },
      [who] { who->gone = true; });
  json can = json::array({"reset"});
  for (const auto key : bench::change_keys())
    if (bench_.can(key) && bench::usual_key(key) == key) can.push_back(key);
  const auto outputs = outputs_of(bench_);
  for (const auto& [output, name] : outputs) can.push_back(name);
  visitor->line->write(
      json{{"hello", "isocket-bench"}, {"version", 1}, {"can", can}, {"faultless", bench_.faultless()}}
          .dump() +
      "\n");
  for (const auto& [output, name] : outputs)
    visitor->line->write(edge_line(name, bench_.history().level(output)));
  visitors_.push_back(std::move(visitor));
}

void BenchServer::tell(const bench::Edge& edge) {
  for (const auto& visitor : visitors_)
    if (!visitor->gone)
      visitor->line->write(edge_line(bench::name_of(edge.output, bench_.model()), edge.level));
}

void BenchServer::take_line(Visitor& visitor, const std::string& line) {
  const json request = json::parse(line, nullptr, false);
  if (!request.is_object() || !request.contains("id")) {
    visitor.line->write("{\"ok\":false,\"error\":\"a request is an object with an id\"}\n");
    return;
  }
  const json id = request["id"];
  const auto text = [&request](const char* key) {
    const auto found = request.find(key);
    return found != request.end() && found->is_string() ? found->get<std::string>() : std::string{};
  };
  const std::string what = text("do");
  std::weak_ptr<Visitor> who;
  for (const auto& v : visitors_)
    if (v.get() == &visitor) who = v;
  const auto answer = [who, id](const Result<void>& result) {
    if (const auto still_there = who.lock()) still_there->answer(id, result);
  };
  if (what == "reset") return bench_.reset(answer);
  if (what != "set")
    return visitor.answer(id,
                          fail(Errc::bad_value, "do", 0, "there is 'reset' and 'set', not '" + what + "'"));
  const auto change = bench::parse_change(text("key"), text("value"), text("entry"));
  if (!change) return visitor.answer(id, fail(change.error()));
  bench_.apply(*change, answer);
}

}  // namespace isocket::lab
