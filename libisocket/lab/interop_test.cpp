// Programs that others wrote, in real time, on the lab's pseudo-terminals: each identifies the modem, sends
// STATUS to the device and receives its reply. Skipped where a program is not installed.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "core/child_process.h"
#include "lab/lab.h"
#include "lab/pty.h"
#include "lab/test_terminal.h"

namespace isocket::lab {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;
namespace fs = std::filesystem;

constexpr std::string_view kDevice = "+358912345678";

class Interop : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = ::testing::TempDir() + "isocket-interop-XXXXXX";
    ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
    folder = pattern;
    ASSERT_TRUE(pty->name(path("modem")));
    lab.add_modem(number("+358912345601"), pty->take_stream(loop));
    bool registered = false;
    bench.rig().reset([&registered](bool yes) { registered = yes; });
    for (int i = 0; i < 300 && !registered; ++i) loop.run_until(loop.now() + 100ms);
    ASSERT_TRUE(registered);
  }
  void TearDown() override {
    std::error_code ignored;
    fs::remove_all(folder, ignored);
  }
  [[nodiscard]] std::string path(const std::string& name) const { return (folder / name).string(); }
  static std::string contents(const std::string& file) {
    std::ifstream in{file};
    return {std::istreambuf_iterator<char>{in}, {}};
  }
  void write(const std::string& name, const std::string& text) { std::ofstream{path(name)} << text; }
  static bool installed(const std::string& program) {
    for (const char* place : {"/usr/bin/", "/usr/sbin/"})
      if (fs::exists(place + program)) return true;
    return false;
  }
  /// Runs a shell line while the lab lives; gives what it wrote.
  std::string shell(const std::string& line, Duration limit) {
    const std::string output = path("output");
    const std::vector<std::string> arguments{"-c", "exec >" + output + " 2>&1; " + line};
    auto child = ChildProcess::start(loop, "/bin/sh", arguments);
    EXPECT_TRUE(child) << describe(child.error());
    const Instant end = loop.now() + limit;
    while (child && (*child)->running() && loop.now() < end) loop.run_until(loop.now() + 20ms);
    EXPECT_LT(loop.now(), end) << line << " did not end:\n" << contents(output);
    return contents(output);
  }

  static LabOptions brisk() {
    LabOptions options;
    options.timing = Timing::brisk();
    return options;
  }

  EventLoop loop{EventLoop::Pace::real_time};
  Lab lab{loop, brisk()};
  LabBench& bench = **lab.add_device(fw::HostDeviceOptions{}, number(kDevice));
  std::unique_ptr<Pty> pty = std::move(Pty::open().value());
  fs::path folder;
};

TEST_F(Interop, Gammu) {
  if (!installed("gammu")) GTEST_SKIP() << "gammu is not installed";
  write("gammurc", "[gammu]\ndevice = " + path("modem") + "\nconnection = at115200\n");
  const std::string gammu = "gammu -c " + path("gammurc") + " ";

  const std::string identity = shell(gammu + "identify", 60s);
  EXPECT_THAT(identity, HasSubstr("isocket"));
  EXPECT_THAT(identity, HasSubstr("virtual modem"));
  EXPECT_THAT(identity, HasSubstr("490158912345601"));

  const std::string sent = shell("echo STATUS | " + gammu + "sendsms TEXT " + std::string{kDevice}, 60s);
  EXPECT_THAT(sent, HasSubstr("OK, message reference="));

  loop.run_until(loop.now() + 3s);
  const std::string received = shell(gammu + "getallsms", 60s);
  EXPECT_THAT(received, HasSubstr(std::string{kDevice}));
  EXPECT_THAT(received, HasSubstr("Power socket OFF"));
  EXPECT_THAT(received, HasSubstr("TEMP: 23C(73F)"));
}

TEST_F(Interop, Smstools) {
  if (!installed("smsd")) GTEST_SKIP() << "smstools is not installed";
  std::string config = "devices = M1\nlogfile = " + path("log") +
                       "\nloglevel = 7\nreceive_before_send = no\n" +
                       "delaytime = 1\npidfile = " + path("pid") + "\ninfofile = " + path("info") + "\n";
  for (const char* spool : {"outgoing", "checked", "incoming", "sent", "failed"}) {
    fs::create_directory(path(spool));
    config += std::string{spool} + " = " + path(spool) + "\n";
  }
  config += "[M1]\ndevice = " + path("modem") + "\nincoming = yes\nbaudrate = 115200\n";
  write("smsd.conf", config);
  write("outgoing/status", "To: " + std::string{kDevice.substr(1)} + "\n\nSTATUS\n");

  const auto files = [this](const char* spool) {
    return std::distance(fs::directory_iterator{path(spool)}, fs::directory_iterator{});
  };
  // A shell keeps what smsd says; when it goes, smsd hears its terminal close.
  const std::vector<std::string> arguments{
      "-c", "exec smsd -t -c" + path("smsd.conf") + " >" + path("output") + " 2>&1"};
  auto child = ChildProcess::start(loop, "/bin/sh", arguments);
  ASSERT_TRUE(child);
  const Instant end = loop.now() + 60s;
  while (files("incoming") == 0 && (*child)->running() && loop.now() < end) loop.run_until(loop.now() + 50ms);
  ::kill((*child)->id(), SIGTERM);
  while ((*child)->running() && loop.now() < end + 30s) loop.run_until(loop.now() + 50ms);

  ASSERT_EQ(files("incoming"), 1) << contents(path("log"));
  EXPECT_EQ(files("sent"), 1);
  EXPECT_EQ(files("failed"), 0);
  const std::string received = contents(fs::directory_iterator { path("incoming") } -> path());
  EXPECT_THAT(received, HasSubstr("From: 358912345678"));
  EXPECT_THAT(received, HasSubstr("Power socket OFF"));
  EXPECT_THAT(contents(path("log")), HasSubstr("490158912345601")) << "smsd has identified the modem";
}

}  // namespace
}  // namespace isocket::lab
