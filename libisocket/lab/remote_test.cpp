// What crosses the borders of this process: the bench's socket, and a firmware that is a program of its own.
// In real time.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "bench/remote_bench.h"
#include "core/child_process.h"
#include "core/scratch_folder.h"
#include "lab/bench_server.h"
#include "lab/lab.h"
#include "lab/remote_board.h"
#include "lab/test_telephone.h"

namespace isocket::lab {
namespace {

using namespace std::chrono_literals;
using bench::Output;
using ::testing::HasSubstr;
namespace fs = std::filesystem;

constexpr std::string_view kSocket = "+358403333333";

class RemoteTest : public ::testing::Test {
 protected:
  [[nodiscard]] std::string path(const std::string& name) const { return folder.file(name); }
  static LabOptions brisk() {
    LabOptions options;
    options.timing = Timing::brisk();
    return options;
  }
  template <class Condition>
  bool until(Condition condition, Duration limit) {
    const Instant end = loop.now() + limit;
    while (!condition() && loop.now() < end) loop.run_until(loop.now() + 10ms);
    return condition();
  }

  ScratchFolder folder = ScratchFolder::make("isocket-remote").value();
  EventLoop loop{EventLoop::Pace::real_time};
  Lab lab{loop, brisk()};
};

TEST_F(RemoteTest, AnotherProcessUsesTheBench) {
  LabBench& bench = **lab.add_device(fw::HostDeviceOptions{}, number(kSocket));
  auto server = BenchServer::open(loop, bench, path("bench.sock"));
  ASSERT_TRUE(server) << describe(server.error());
  bool ended = false;
  const auto work = [&]() -> asio::awaitable<void> {
    auto stream = bench::open_bench_socket(loop, path("bench.sock"));
    EXPECT_TRUE(stream);
    auto remote = co_await bench::RemoteBench::connect(loop, std::move(*stream));
    EXPECT_TRUE(remote);
    bench::RemoteBench& client = **remote;
    EXPECT_TRUE(client.can("reset"));
    EXPECT_TRUE(client.can("mains"));
    EXPECT_TRUE(client.can("led.out"));
    EXPECT_FALSE(client.can("humidity"));
    EXPECT_TRUE(client.faultless());
    auto reset = co_await client.reset();
    EXPECT_TRUE(reset);
    EXPECT_TRUE(client.history().level(Output::device));
    EXPECT_FALSE(client.history().level(Output::socket));
    bench::Change press = bench::Button{200ms};
    auto applied = co_await client.apply(press);
    EXPECT_TRUE(applied);
    const Instant limit = loop.now() + 5s;
    while (!client.history().level(Output::socket) && loop.now() < limit)
      co_await client.changed().wait_until(limit);
    EXPECT_TRUE(client.history().level(Output::socket)) << "edges come over the socket";
    bench::Change wrong = bench::DeviceClock{"15/02/30,12:00:00+00"};
    auto refused = co_await client.apply(wrong);
    EXPECT_FALSE(refused);
    ended = true;
  };
  loop.run_to_end(work());
  EXPECT_TRUE(ended);
}

TEST_F(RemoteTest, TheBenchSaysWhatIsWrongWithARequest) {
  LabBench& bench = **lab.add_device(fw::HostDeviceOptions{}, number(kSocket));
  auto server = BenchServer::open(loop, bench, path("bench.sock"));
  std::string heard;
  Line line{loop, std::move(*bench::open_bench_socket(loop, path("bench.sock"))),
            [&heard](std::string_view octets) { heard += octets; }};
  line.write(
      "rubbish\n{\"id\":1,\"do\":\"dance\"}\n{\"id\":2,\"do\":\"set\",\"key\":\"mians\",\"value\":\"on\"}\n");
  EXPECT_TRUE(until([&] { return heard.find("\"id\":2") != std::string::npos; }, 5s));
  EXPECT_THAT(heard, HasSubstr("\"hello\":\"isocket-bench\""));
  EXPECT_THAT(heard,
              HasSubstr("{\"error\":\"there is 'reset' and 'set', not 'dance'\",\"id\":1,\"ok\":false}"));
  EXPECT_THAT(heard, HasSubstr("\"id\":2,\"ok\":false"));
}

TEST_F(RemoteTest, ASocketsFileGoesWithItAndNoOtherFileIsTaken) {
  LabBench& bench = **lab.add_device(fw::HostDeviceOptions{}, number(kSocket));
  auto server = BenchServer::open(loop, bench, path("bench.sock"));
  EXPECT_TRUE(fs::is_socket(path("bench.sock")));
  server->reset();
  EXPECT_FALSE(fs::exists(path("bench.sock")));
  fs::create_directory(path("taken"));
  const auto taken = BenchServer::open(loop, bench, path("taken"));
  ASSERT_FALSE(taken);
  EXPECT_EQ(taken.error().code, Errc::busy);
  const auto too_long = BenchServer::open(loop, bench, path(std::string(120, 'x')));
  ASSERT_FALSE(too_long);
  EXPECT_EQ(too_long.error().code, Errc::bad_value);
}

TEST_F(RemoteTest, TheFirmwareRunsAsAProgramOfItsOwn) {
  const RemoteBoard::Places places{path("module"), path("board.sock")};
  LabBench& bench = **lab.add_device(device::Model::environment_pro, number(kSocket),
                                     [&](Board::Outputs outputs) -> Result<std::unique_ptr<Board>> {
                                       auto board = RemoteBoard::create(loop, places, std::move(outputs));
                                       if (!board) return fail(board.error());
                                       return std::unique_ptr<Board>{std::move(*board)};
                                     });
  const std::vector<std::string> arguments{"--model", "environment-pro", "--modem", places.modem,
                                           "--io",    places.socket,     "--flash", path("flash.bin")};
  auto firmware = ChildProcess::start(loop, ISOCKET_BINARY_DIR "/bin/isocket-firmware", arguments);
  ASSERT_TRUE(firmware) << describe(firmware.error());
  int resets = 0;
  const auto count = [&resets](bool registered) { resets += registered; };
  bench.rig().reset(count);
  ASSERT_TRUE(until([&] { return resets == 1; }, 40s));
  ASSERT_TRUE(bench.rig().apply(bench::Button{200ms}));
  EXPECT_TRUE(until([&] { return bench.history().level(Output::socket); }, 5s));
  bench.rig().reset(count);
  ASSERT_TRUE(until([&] { return resets == 2; }, 40s));
  EXPECT_FALSE(bench.history().level(Output::socket)) << "a new flash: nothing is remembered";
  EXPECT_TRUE(bench.rig().account().reachable());
  firmware->reset();
  EXPECT_TRUE(until([&] { return !bench.rig().account().reachable(); }, 5s)) << "its module lost its supply";
  EXPECT_FALSE(bench.history().level(Output::device));
}

TEST_F(RemoteTest, AFirmwareIsToldOfAllInputsAndTellsOfAllOutputs) {
  const RemoteBoard::Places places{path("module"), path("board.sock")};
  LabBench& bench = **lab.add_device(device::Model::smart_relay, number(kSocket),
                                     [&](Board::Outputs outputs) -> Result<std::unique_ptr<Board>> {
                                       auto board = RemoteBoard::create(loop, places, std::move(outputs));
                                       if (!board) return fail(board.error());
                                       return std::unique_ptr<Board>{std::move(*board)};
                                     });
  std::string heard;
  Line firmware{loop, std::move(*bench::open_bench_socket(loop, places.socket)),
                [&heard](std::string_view octets) { heard += octets; }};
  const auto told = [&](const std::string& line) {
    return until([&] { return heard.find(line + "\n") != std::string::npos; }, 5s);
  };
  bench.rig().reset([](bool) {});
  EXPECT_TRUE(told(R"({"input":"mains","value":true})"));
  for (const char* line :
       {R"({"input":"ac","value":true})", R"({"input":"battery","value":100})",
        R"({"input":"sensor","value":false})", R"({"input":"sensor.6","value":false})",
        R"({"input":"temperature","value":23.0})", R"({"input":"temperature.2","value":23.0})",
        R"({"input":"temperature.3","value":"absent"})", R"({"input":"temperature.5","value":"absent"})"})
    EXPECT_TRUE(told(line)) << line;
  const auto set = [&](const char* key, const char* value) {
    EXPECT_TRUE(bench.rig().apply(*bench::parse_change(key, value))) << key;
  };
  heard.clear();
  set("sensor.4", "closed");
  set("temperature.5", "-9.5");
  set("ac", "off");
  set("battery", "55%");
  EXPECT_TRUE(told(R"({"input":"sensor.4","value":true})"));
  EXPECT_TRUE(told(R"({"input":"temperature.5","value":-9.5})"));
  EXPECT_TRUE(told(R"({"input":"ac","value":false})"));
  EXPECT_TRUE(told(R"({"input":"battery","value":55})"));

  firmware.write(R"({"output":"relay.1","value":true})"
                 "\n"
                 R"({"output":"relay.7","value":true})"
                 "\n");
  EXPECT_TRUE(until([&] { return bench.history().level(Output::relay_7); }, 5s));
  EXPECT_TRUE(bench.history().level(Output::relay_1));
  EXPECT_FALSE(bench.history().level(Output::relay_4));
  EXPECT_FALSE(bench.can("variant")) << "a process is built as it is";
}

TEST_F(RemoteTest, AMissingProgramIsAnError) {
  const auto child = ChildProcess::start(loop, path("nothing"), {});
  ASSERT_FALSE(child);
  EXPECT_EQ(child.error().code, Errc::not_found);
}

}  // namespace
}  // namespace isocket::lab
