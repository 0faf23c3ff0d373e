// Ctrl-C at `isocket config`, a program of its own at the port of a device. In real time.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <filesystem>
#include <fstream>

#include "core/child_process.h"
#include "core/scratch_folder.h"
#include "lab/lab.h"
#include "lab/pty.h"
#include "lab/usb_cable.h"

namespace isocket::cli {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;
namespace fs = std::filesystem;

class CtrlC : public ::testing::Test {
 protected:
  void SetUp() override {
    std::ofstream{path("wanted.yaml")} << "model: environment-pro\n"
                                          "SECURITY: {SECLIST: ON, SECNUMBERS: 358401234567}\n"
                                          "CONFIRM: {ERROR: OFF}\n"
                                          "RELAYS: {RESTARTTIME: 45}\n";
    bool registered = false;
    bench_.rig().reset([&registered](bool yes) { registered = yes; });
    ASSERT_TRUE(until([&] { return registered; }, 60s));
  }
  [[nodiscard]] std::string path(const std::string& name) const { return folder_.file(name); }
  [[nodiscard]] std::string contents(const std::string& name) const {
    std::ifstream in{path(name)};
    return {std::istreambuf_iterator<char>{in}, {}};
  }
  template <class Condition>
  bool until(Condition condition, Duration limit) {
    const Instant end = loop_.now() + limit;
    while (!condition() && loop_.now() < end) loop_.run_until(loop_.now() + 10ms);
    return condition();
  }

  /// `isocket config ARGUMENTS` at the port of the device.
  void start(const std::string& arguments) {
    heard_.clear();
    const std::string line = "exec " ISOCKET_BINARY_DIR "/bin/isocket config " + arguments + " --port " +
                             pty_->path() + " >" + path("out") + " 2>" + path("err");
    const std::vector<std::string> words{"-c", line};
    auto child = ChildProcess::start(loop_, "/bin/sh", words);
    ASSERT_TRUE(child) << describe(child.error());
    program_ = std::move(*child);
  }
  void interrupt() { ::kill(program_->id(), SIGINT); }
  /// How it has ended.
  std::string end() {
    EXPECT_TRUE(until([this] { return !program_->running(); }, 30s));
    return program_->state();
  }

  std::vector<std::string> heard_;  ///< the program's requests
  /// Called with each before it goes on to the device; false: it does not.
  std::function<bool(const std::string& request)> pass_on_ = [](const std::string&) { return true; };

 private:
  static lab::LabOptions brisk() {
    lab::LabOptions options;
    options.timing = lab::Timing::brisk();
    return options;
  }
  void hear(std::string_view octets) {
    for (const char c : octets) {
      request_ += c;
      if (c != '\n') continue;
      const std::string whole = std::exchange(request_, {});
      const std::string request = whole.substr(0, whole.find('\r'));
      if (request.empty()) continue;
      heard_.push_back(request);
      if (pass_on_(request)) device_.write(whole);
    }
  }

  ScratchFolder folder_ = ScratchFolder::make("isocket-interrupts").value();
  std::string request_;
  EventLoop loop_{EventLoop::Pace::real_time};
  lab::Lab lab_{loop_, brisk()};
  lab::LabBench& bench_ = **lab_.add_device(fw::HostDeviceOptions{}, *PhoneNumber::parse("+358403333333"));
  std::unique_ptr<lab::Pty> pty_ = std::move(lab::Pty::open().value());
  lab::UsbCable cable_{loop_, bench_.rig()};
  lab::Line device_{loop_, cable_.take_stream(), [this](std::string_view octets) { port_.write(octets); }};
  lab::Line port_{loop_, pty_->take_stream(loop_), [this](std::string_view octets) { hear(octets); }};
  std::unique_ptr<ChildProcess> program_;
};

TEST_F(CtrlC, FinishesTheGroupUnderWay) {
  pass_on_ = [this](const std::string& request) {
    if (request.starts_with("SET ERROR")) interrupt();
    return true;
  };
  start("write " + path("wanted.yaml"));
  EXPECT_THAT(end(), HasSubstr("exit code 130"));
  const std::string said = contents("err");
  EXPECT_THAT(said, HasSubstr("stopping after the group under way; once more ends at once"));
  EXPECT_THAT(said, HasSubstr("RELAYS: unchanged, it was not begun"));
  EXPECT_THAT(said, HasSubstr("Written and read back: SECURITY CONFIRM\n"));
  EXPECT_EQ(heard_.back(), "DISCONNECT");
  EXPECT_EQ(*(heard_.end() - 2), "READ CONFIRM");
  start("read");
  EXPECT_THAT(end(), HasSubstr("exit code 0"));
  EXPECT_THAT(contents("out"), HasSubstr("SECLIST: ON"));
  EXPECT_THAT(contents("out"), HasSubstr(" ERROR: OFF"));
  EXPECT_THAT(contents("out"), HasSubstr("RESTARTTIME: 10"));
}

TEST_F(CtrlC, EndsAtOnceTheSecondTime) {
  pass_on_ = [](const std::string& request) { return !request.starts_with("COMMIT"); };
  start("write " + path("wanted.yaml"));
  ASSERT_TRUE(until([this] { return !heard_.empty() && heard_.back().starts_with("COMMIT"); }, 30s));
  interrupt();
  ASSERT_TRUE(until([this] { return contents("err").find("once more") != std::string::npos; }, 5s));
  interrupt();
  EXPECT_THAT(end(), HasSubstr("exit code 130"));
  EXPECT_THAT(heard_.back(), HasSubstr("COMMIT")) << "no answer was waited for, and nothing is said any more";
  pass_on_ = [](const std::string&) { return true; };
  start("read");
  EXPECT_THAT(end(), HasSubstr("exit code 0"));
  EXPECT_THAT(contents("out"), HasSubstr("SECLIST: OFF")) << "what was not committed is lost";
}

TEST_F(CtrlC, EndsAReadingWithoutAFile) {
  pass_on_ = [this](const std::string& request) {
    if (request == "READ CONFIRM") interrupt();
    return true;
  };
  start("read -o " + path("all.yaml"));
  EXPECT_THAT(end(), HasSubstr("exit code 130"));
  EXPECT_THAT(contents("err"), HasSubstr("not everything has been read"));
  EXPECT_EQ(heard_.back(), "DISCONNECT");
  EXPECT_FALSE(fs::exists(path("all.yaml")));
}

}  // namespace
}  // namespace isocket::cli
