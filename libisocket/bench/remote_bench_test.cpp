#include "bench/remote_bench.h"

#include <gtest/gtest.h>

#include <array>
#include <functional>
#include <string>

namespace isocket::bench {
namespace {

using namespace std::chrono_literals;

/// The far end: greets, then answers each line by a function.
asio::awaitable<void> far_end(ByteStream& stream, std::string greeting,
                              std::function<std::string(const std::string&)> answer) {
  auto greeted = co_await stream.write(std::as_bytes(std::span{greeting}));
  if (!greeted) co_return;
  std::array<std::byte, 256> buffer;
  for (;;) {
    auto n = co_await stream.read_some(buffer);
    if (!n) co_return;
    const std::string line{reinterpret_cast<const char*>(buffer.data()), *n};
    const std::string reply = answer(line);
    auto written = co_await stream.write(std::as_bytes(std::span{reply}));
    if (!written) co_return;
  }
}

constexpr const char* kGreeting =
    "{\"hello\":\"isocket-bench\",\"version\":1,\"can\":[\"reset\",\"mains\",\"socket\"],\"faultless\":true}"
    "\n";

struct Rig {
  explicit Rig(std::string greeting, std::function<std::string(const std::string&)> answer) {
    std::tie(near, far) = make_pipe(loop);
    loop.spawn(far_end(*far, std::move(greeting), std::move(answer)));
  }
  EventLoop loop{EventLoop::Pace::virtual_time};
  std::unique_ptr<ByteStream> near, far;
};

asio::awaitable<void> use(Rig& rig, std::string& log) {
  auto bench = co_await RemoteBench::connect(rig.loop, std::move(rig.near));
  if (!bench) {
    log += describe(bench.error());
    co_return;
  }
  log += (*bench)->can("mains") && !(*bench)->can("usb") && (*bench)->faultless() ? "greeted " : "";
  auto reset = co_await (*bench)->reset();
  log += reset ? "reset " : describe(reset.error()) + " ";
  Change change = Mains{false};
  auto set = co_await (*bench)->apply(std::move(change));
  log += set ? "set " : describe(set.error()) + " ";
  log += (*bench)->history().level(Output::socket) ? "on" : "off";
}

TEST(RemoteBench, AsksAndSees) {
  Rig rig{kGreeting, [](const std::string& line) -> std::string {
            if (line == "{\"id\":1,\"do\":\"reset\"}\n")
              return "{\"edge\":\"socket\",\"level\":true}\n{\"id\":1,\"ok\":true}\n";
            if (line == "{\"id\":2,\"do\":\"set\",\"key\":\"mains\",\"value\":\"off\",\"entry\":\"\"}\n")
              return "{\"id\":2,\"ok\":false,\"error\":\"no relay there\"}\n";
            return "{\"id\":2,\"ok\":false,\"error\":\"unexpected: \"}\n";
          }};
  std::string log;
  rig.loop.run_to_end(use(rig, log));
  EXPECT_EQ(log, "greeted reset the bench: refused: no relay there on");
}

asio::awaitable<void> use_the_sensors(Rig& rig, std::string& log) {
  auto bench = co_await RemoteBench::connect(rig.loop, std::move(rig.near));
  EXPECT_TRUE(bench);
  if (!bench) co_return;
  for (const char* what : {"sensor", "sensor.1", "sensor.2", "sensor.3", "relay.1", "socket", "relay.2"})
    log += (*bench)->can(what) ? std::string{what} + " " : "";
  for (std::uint8_t number = 1; number <= 2; ++number) {
    Change close = Sensor{true, number};
    auto set = co_await (*bench)->apply(std::move(close));
    EXPECT_TRUE(set);
  }
}

TEST(RemoteBench, UsesTheNamesOfTheGreeting) {
  std::string asked;
  Rig rig{"{\"hello\":\"isocket-bench\",\"version\":1,\"can\":[\"sensor.1\",\"sensor.2\",\"relay.1\"]}\n",
          [&asked](const std::string& line) {
            asked += line;
            return "{\"id\":" + line.substr(line.find(':') + 1, 1) + ",\"ok\":true}\n";
          }};
  std::string log;
  rig.loop.run_to_end(use_the_sensors(rig, log));
  EXPECT_EQ(log, "sensor sensor.1 sensor.2 relay.1 socket ");
  EXPECT_EQ(asked,
            "{\"id\":1,\"do\":\"set\",\"key\":\"sensor.1\",\"value\":\"closed\",\"entry\":\"\"}\n"
            "{\"id\":2,\"do\":\"set\",\"key\":\"sensor.2\",\"value\":\"closed\",\"entry\":\"\"}\n");
}

TEST(RemoteBench, GivesUpOnAStranger) {
  Rig rig{"220 smtp ready\n", [](const std::string&) { return ""; }};
  std::string log;
  rig.loop.run_to_end(use(rig, log));
  EXPECT_NE(log.find("not of its protocol: 220 smtp ready"), std::string::npos) << log;
}

TEST(RemoteBench, GivesUpOnSilence) {
  Rig rig{"", [](const std::string&) { return ""; }};
  std::string log;
  rig.loop.run_to_end(use(rig, log));
  EXPECT_NE(log.find("did not greet within 10s"), std::string::npos) << log;
  EXPECT_EQ(rig.loop.now(), Instant{10s});
}

TEST(RemoteBench, GivesUpOnARequestWithoutAnAnswer) {
  Rig rig{kGreeting, [](const std::string&) { return ""; }};
  std::string log;
  rig.loop.run_to_end(use(rig, log));
  EXPECT_EQ(log,
            "greeted the bench: timed out: no answer within 3m20s to {\"do\":\"reset\"} the bench: timed "
            "out: no answer within 30s to "
            "{\"do\":\"set\",\"key\":\"mains\",\"value\":\"off\",\"entry\":\"\"} off");
  EXPECT_EQ(rig.loop.now(), Instant{230s});
}

TEST(RemoteBench, GivesUpOnValuesOfTheWrongKind) {
  for (const char* greeting : {"{\"hello\":\"isocket-bench\",\"version\":\"1\",\"can\":[]}\n",
                               "{\"hello\":\"isocket-bench\",\"version\":2,\"can\":[]}\n",
                               "{\"hello\":\"isocket-bench\",\"version\":1,\"can\":\"reset\"}\n", "[]\n"}) {
    Rig rig{greeting, [](const std::string&) { return ""; }};
    std::string log;
    rig.loop.run_to_end(use(rig, log));
    EXPECT_NE(log.find("not of its protocol"), std::string::npos) << log;
  }
  for (const char* answer :
       {"{\"id\":1,\"ok\":\"yes\"}\n", "{\"id\":1}\n", "{\"id\":1,\"ok\":false,\"error\":7}\n",
        "{\"edge\":\"socket\",\"level\":1}\n", "{\"edge\":\"lid\",\"level\":true}\n"}) {
    Rig rig{kGreeting, [answer](const std::string&) { return answer; }};
    std::string log;
    rig.loop.run_to_end(use(rig, log));
    EXPECT_NE(log.find("greeted the bench: closed: it said something that is not of its protocol"),
              std::string::npos)
        << log;
  }
}

}  // namespace
}  // namespace isocket::bench
