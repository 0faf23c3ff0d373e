// isocket modems, and the modems of an inventory, at pseudo-terminals of a lab.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "lab_at_ports.h"
#include "modem/modem.h"
#include "run/inventory.h"

namespace isocket::cli {
namespace {

using ::testing::HasSubstr;

class ModemsOfALab : public LabAtPorts {
 protected:
  void SetUp() override {
    LabAtPorts::SetUp();
    start_lab();
  }
  /// The port at which a modem of the inventory is found.
  static std::string where(const std::string& name, const std::string& inventory) {
    EventLoop loop{EventLoop::Pace::real_time};
    std::vector<yaml::Diagnostic> problems;
    const auto all = run::read_inventory(inventory, problems);
    if (!all) return "no inventory";
    const auto source = run::port_of(*all->modem(name), loop, modem::world_of_ports(loop, all->ports));
    std::string path;
    loop.run_to_end(open_from(*source, path));
    return path;
  }
  static asio::awaitable<void> open_from(modem::PortSource& source, std::string& path) {
    const auto opened = co_await source.open();
    path = opened ? opened->path : describe(opened.error());
  }
  nlohmann::json ask(std::vector<std::string> more) const {
    std::vector<std::string> words{"modems", "--json"};
    words.insert(words.end(), more.begin(), more.end());
    const Outcome result = isocket(words);
    EXPECT_EQ(result.code, ExitCode::pass) << result.err;
    return nlohmann::json::parse(result.out);
  }
};

TEST_F(ModemsOfALab, AModemIsShownWithWhatItTells) {
  const auto document = ask({"--port", path("m1"), "--port", path("m2")});
  EXPECT_EQ(document["schema"], "isocket-modems-1");
  ASSERT_EQ(document["ports"].size(), 2u);
  const auto& port = document["ports"][0];
  EXPECT_EQ(port["port"], path("m1"));
  EXPECT_EQ(port["state"], "modem");
  EXPECT_EQ(port["preferred"], true);
  EXPECT_EQ(port["modem"]["number"], "+358401000001");
  EXPECT_EQ(port["modem"]["sim"], "READY");
  EXPECT_EQ(port["modem"]["stores"][0]["total"], 50);
  EXPECT_NE(port["modem"]["imei"], document["ports"][1]["modem"]["imei"]);
  const Outcome people = isocket({"modems", "--port", path("m1")});
  EXPECT_THAT(people.out, HasSubstr(path("m1") + "  "));
  EXPECT_THAT(people.out, HasSubstr("  SIM       ready, ICCID "));
  EXPECT_THAT(people.out, HasSubstr("  messages  ME 0 of 50"));
}

TEST_F(ModemsOfALab, TheInventorysImeiDecidesWhereverItsModemIs) {
  const auto document = ask({"--port", path("m1"), "--port", path("m2")});
  const std::string one = document["ports"][0]["modem"]["imei"];
  const std::string two = document["ports"][1]["modem"]["imei"];
  const std::string inventory =
      write("isocket.yaml", "modems:\n  first: {imei: \"" + one +
                                "\", number: \"+358401000001\"}\n  second: {imei: \"" + two +
                                "\", number: \"+358401000002\"}\nports: [m1, m2]\n");
  const auto named = [&](std::size_t port) {
    return ask({"--inventory", inventory, "--port", path("m1"), "--port", path("m2")})["ports"][port]["name"];
  };
  EXPECT_EQ(named(0), "first");
  EXPECT_EQ(where("first", inventory), path("m1"));
  // The sticks change places.
  std::filesystem::rename(path("m1"), path("x"));
  std::filesystem::rename(path("m2"), path("m1"));
  std::filesystem::rename(path("x"), path("m2"));
  EXPECT_EQ(named(0), "second");
  EXPECT_EQ(where("first", inventory), path("m2"));
  EXPECT_EQ(where("second", inventory), path("m1"));
}

TEST_F(ModemsOfALab, APortInUseIsBusyAndNothingIsLeftOpen) {
  EventLoop loop{EventLoop::Pace::real_time};
  auto held = modem::world_of_ports(loop).open(path("m1"), modem::FlowControl::none);
  ASSERT_TRUE(held);
  const Outcome busy = isocket({"modems", "--port", path("m1")});
  EXPECT_EQ(busy.code, ExitCode::nothing);
  EXPECT_THAT(busy.out, HasSubstr("held by another program"));
  held->reset();
  EXPECT_EQ(isocket({"modems", "--port", path("m1")}).code, ExitCode::pass);
  EXPECT_EQ(isocket({"modems", "--port", path("m1")}).code, ExitCode::pass);
}

TEST_F(ModemsOfALab, WhatWasAskedIsTraced) {
  const std::string file = path("modems.trace");
  EXPECT_EQ(isocket({"modems", "--port", path("m1"), "--trace", file}).code, ExitCode::pass);
  EXPECT_EQ(isocket({"replay", file}).code, ExitCode::pass);
  EXPECT_THAT(read(file), HasSubstr("AT+CGSN"));
}

/// A run of the program as a process, of which Ctrl-C is a part.
class Program {
 public:
  explicit Program(std::vector<std::string> words) {
    int out[2];
    if (::pipe(out) != 0) return;
    words.insert(words.begin(), ISOCKET_BINARY_DIR "/bin/isocket");
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    process_ = ::fork();
    if (process_ == 0) {
      ::dup2(out[1], STDOUT_FILENO);
      ::execv(arguments.front(), arguments.data());
      ::_exit(127);
    }
    ::close(out[1]);
    out_ = out[0];
  }
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;
  ~Program() {
    ::close(out_);
    if (process_ > 0) ::kill(process_, SIGKILL);
  }
  /// What it has written when `text` has come, or at its end.
  std::string read_until(const std::string& text) {
    char octet = 0;
    while (heard_.find(text) == std::string::npos && ::read(out_, &octet, 1) == 1) heard_ += octet;
    return heard_;
  }
  /// Its exit code.
  int end_with(int signal) {
    ::kill(process_, signal);
    int status = 0;
    ::waitpid(std::exchange(process_, 0), &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

 private:
  pid_t process_ = 0;
  int out_ = -1;
  std::string heard_;
};

asio::awaitable<void> write_to(modem::Modem& modem, PhoneNumber number, bool& sent) {
  const auto started = co_await modem.start();
  EXPECT_TRUE(started);
  sms::Submit submit;
  submit.destination = sms::Address{number};
  submit.user_data = *sms::UserData::of("hello", submit.coding);
  const auto submission = co_await modem.submit(std::move(submit));
  sent = submission.outcome == modem::Submission::Outcome::sent;
}

TEST_F(ModemsOfALab, WatchingShowsWhatComesAndEndsCleanlyAtCtrlC) {
  Program monitor{{"monitor", "--port", path("m1"), "--trace", path("monitor.trace")}};
  EXPECT_THAT(monitor.read_until("ready: "), HasSubstr("ready: "));
  EventLoop loop{EventLoop::Pace::real_time};
  journal::Journal journal{loop};
  auto port = modem::world_of_ports(loop).open(path("m2"), modem::FlowControl::none);
  ASSERT_TRUE(port);
  modem::Modem other{loop, std::move(*port), modem::ModemOptions{"m2"}, journal};
  bool sent = false;
  loop.run_to_end(write_to(other, *PhoneNumber::parse("+358401000001"), sent));
  EXPECT_TRUE(sent);
  EXPECT_THAT(monitor.read_until("hello\"\n"), HasSubstr("message from +358401000002: \"hello\""));
  EXPECT_EQ(monitor.end_with(SIGINT), 0);
  EXPECT_THAT(read(path("monitor.trace")), HasSubstr("# " + path("m1") + " is at " + path("m1") + "\n"));
  const Outcome replayed = isocket({"replay", path("monitor.trace")});
  EXPECT_EQ(replayed.code, ExitCode::pass) << replayed.out;
}

TEST(ModemsCommand, SaysWhatIsWrong) {
  EXPECT_THAT(isocket({"modems", "--limit", "5"}).err, HasSubstr("--limit: "));
  EXPECT_EQ(isocket({"modems", "--limit", "0s"}).code, ExitCode::usage);
  EXPECT_EQ(isocket({"modems", "--inventory", "/nonexistent"}).code, ExitCode::usage);
  const Outcome none = isocket({"modems", "--port", "/nonexistent"});
  EXPECT_EQ(none.code, ExitCode::nothing);
  EXPECT_THAT(none.out, HasSubstr("/nonexistent  cannot be used: no such port"));
  EXPECT_THAT(none.err, HasSubstr("no modem answers"));
  EXPECT_EQ(isocket({"modems", "--port", "/nonexistent", "--trace", "/nonexistent/x"}).code,
            ExitCode::not_recorded);
}

}  // namespace
}  // namespace isocket::cli
