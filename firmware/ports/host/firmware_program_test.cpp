// isocket-firmware as others see it: a process on a pseudo-terminal and a UNIX socket, in real time.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "ports/host/board_lines.h"
#include "testing/module_peer.h"

extern char** environ;

namespace isocket::fw {
namespace {

using nlohmann::json;
using testing::ModulePeer;
namespace fs = std::filesystem;

const std::string kProgram = std::string{ISOCKET_BINARY_DIR} + "/bin/isocket-firmware";

struct Folder {
  fs::path path;
  Folder() {
    std::string name = (fs::temp_directory_path() / "fw-XXXXXX").string();
    path = ::mkdtemp(name.data());
  }
  ~Folder() { fs::remove_all(path); }
  std::string file(const char* name) const { return (path / name).string(); }
};

struct Ran {
  int code;
  std::string out;
};
Ran run(const std::string& arguments) {
  std::FILE* pipe = ::popen((kProgram + " " + arguments + " 2>&1").c_str(), "r");
  Ran ran{-1, {}};
  for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe)) ran.out += static_cast<char>(c);
  const int status = ::pclose(pipe);
  ran.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return ran;
}

/// The process, its GSM module behind a pseudo-terminal, its surroundings behind a socket.
class Process {
 public:
  explicit Process(const Folder& folder)
      : peer{[this](std::string_view bytes) {
          EXPECT_EQ(::write(master_, bytes.data(), bytes.size()), static_cast<ssize_t>(bytes.size()));
        }} {
    master_ = ::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    ::grantpt(master_);
    ::unlockpt(master_);
    const std::string port = ::ptsname(master_);
    listener_ = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const std::string io_path = folder.file("io");
    ::unlink(io_path.c_str());
    std::copy(io_path.begin(), io_path.end(), address.sun_path);
    EXPECT_EQ(::bind(listener_, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
    ::listen(listener_, 1);
    std::vector<std::string> words{kProgram,
                                   "--model",
                                   "environment-pro",
                                   "--modem",
                                   port,
                                   "--flash",
                                   folder.file("flash"),
                                   "--io",
                                   io_path,
                                   "--serial",
                                   "00000000000000042",
                                   "--usb",
                                   folder.file("usb")};
    std::vector<char*> argv;
    for (auto& word : words) argv.push_back(word.data());
    argv.push_back(nullptr);
    EXPECT_EQ(::posix_spawn(&child_, kProgram.c_str(), nullptr, nullptr, argv.data(), environ), 0);
    io_ = ::accept(listener_, nullptr, nullptr);
    peer.boot_lines = false;
    peer.register_ms = 0;
    peer.submit_ms = 0;
    peer.answer_delay_ms = 0;
  }
  ~Process() {
    ::close(io_);
    ::close(listener_);
    if (child_ > 0) {
      ::kill(child_, SIGKILL);
      ::waitpid(child_, nullptr, 0);
    }
    ::close(master_);
  }
  void say(const std::string& line) {
    ASSERT_EQ(::write(io_, (line + "\n").data(), line.size() + 1), static_cast<ssize_t>(line.size() + 1));
  }
  /// Serves both sides until `done`, for at most 20 s. @return whether it came to that
  bool serve_until(const std::function<bool()>& done) {
    const auto begin = std::chrono::steady_clock::now();
    while (!done()) {
      const auto now = std::chrono::steady_clock::now();
      if (now - begin > std::chrono::seconds{20}) return false;
      peer.advance(static_cast<std::uint64_t>(
          std::chrono::duration_cast<std::chrono::milliseconds>(now.time_since_epoch()).count()));
      pollfd waits[2] = {{master_, POLLIN, 0}, {io_, POLLIN, 0}};
      ::poll(waits, 2, 5);
      char bytes[4096];
      if (waits[0].revents & POLLIN) {
        const auto n = ::read(master_, bytes, sizeof bytes);
        if (n > 0) peer.write(std::as_bytes(std::span{bytes, static_cast<std::size_t>(n)}));
      }
      if (waits[1].revents != 0) {
        const auto n = ::read(io_, bytes, sizeof bytes);
        if (n <= 0) return done();
        text_.append(bytes, static_cast<std::size_t>(n));
        for (auto end = text_.find('\n'); end != std::string::npos; end = text_.find('\n')) {
          const json line = json::parse(text_.substr(0, end));
          text_.erase(0, end + 1);
          lines.push_back(line.dump());
          if (line.value("output", "") == "modem_power") peer.power(line["value"].get<bool>());
          if (line.value("output", "") == "socket") socket = line["value"].get<bool>();
          if (line.value("output", "") == "device") device = line["value"] == "on";
          if (line.contains("error")) error = line["error"];
        }
      }
    }
    return true;
  }
  int exit_code() {
    ::close(io_);
    io_ = -1;
    int status = 0;
    ::waitpid(child_, &status, 0);
    child_ = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

  ModulePeer peer;
  std::vector<std::string> lines;
  std::string error;
  bool socket = false, device = false;

 private:
  int master_ = -1, listener_ = -1, io_ = -1;
  pid_t child_ = -1;
  std::string text_;
};

TEST(FirmwareProgram, ServesADeviceAndRemembersIt) {
  Folder folder;
  {
    Process process{folder};
    process.say(R"({"input":"mains","value":true})");
    ASSERT_TRUE(process.serve_until([&] { return process.device && process.peer.powered(); }));
    // What is on the SIM before this is older than the device's start, and deleted unread.
    const auto& commands = process.peer.commands;
    ASSERT_TRUE(process.serve_until(
        [&] { return std::find(commands.begin(), commands.end(), "AT+CSQ") != commands.end(); }));
    process.peer.deliver({.text = "POWERSTATE=ON"});
    process.peer.deliver({.text = "SERIALNUM"});
    ASSERT_TRUE(process.serve_until([&] { return process.peer.sent.size() == 2; }));
    EXPECT_EQ(process.peer.sent[0].text, "POWERSTATE=ON - OK");
    EXPECT_EQ(process.peer.sent[1].text, "S/N: 00000000000000042");
    process.say(R"({"input":"mystery","value":true})");
    ASSERT_TRUE(process.serve_until([&] { return !process.error.empty(); }));
    EXPECT_NE(process.error.find("sensor_plug"), std::string::npos) << "says what there is";
    EXPECT_FALSE(process.socket);
    process.say(R"({"power":"cut"})");
    ASSERT_TRUE(process.serve_until([&] { return !process.device; }));
    EXPECT_EQ(process.exit_code(), 0) << "the surroundings have ended";
  }
  Process again{folder};
  again.say(R"({"input":"mains","value":true})");
  EXPECT_TRUE(again.serve_until([&] { return again.socket; })) << "POWERSTATE=ON is in the flash file";
  again.say(R"({"flash":"erase"})");
  EXPECT_TRUE(again.serve_until([&] { return !again.error.empty(); })) << "not while it runs";
  again.say(R"({"power":"cut"})");
  again.say(R"({"flash":"erase"})");
  again.say(R"({"input":"mains","value":true})");
  EXPECT_TRUE(again.serve_until([&] { return again.device && !again.socket; }));
}

TEST(FirmwareProgram, ServesItsCable) {  // MU-P1-05
  Folder folder;
  Process process{folder};
  process.say(R"({"input":"mains","value":true})");
  const auto& commands = process.peer.commands;
  ASSERT_TRUE(process.serve_until(
      [&] { return std::find(commands.begin(), commands.end(), "AT+CSQ") != commands.end(); }));
  const int cable = ::open(folder.file("usb").c_str(), O_RDWR | O_NOCTTY | O_NONBLOCK);
  ASSERT_GE(cable, 0);
  constexpr std::string_view kConnect = "CONNECT\r\n";
  ASSERT_EQ(::write(cable, kConnect.data(), kConnect.size()), static_cast<ssize_t>(kConnect.size()));
  std::string said;
  EXPECT_TRUE(process.serve_until([&] {
    char octets[200];
    const auto n = ::read(cable, octets, sizeof octets);
    if (n > 0) said.append(octets, static_cast<std::size_t>(n));
    return said.ends_with("OK 5\r\n");
  })) << said;
  EXPECT_NE(said.find(": S/N: 00000000000000042\r\n"), std::string::npos) << said;
  ::close(cable);
}

TEST(FirmwareProgram, SaysWhatIsWrongWithItsArguments) {
  Folder folder;
  const auto flash = " --flash " + folder.file("flash");
  EXPECT_EQ(run("--help").code, 0);
  EXPECT_NE(run("--help").out.find("--modem PORT"), std::string::npos);
  EXPECT_NE(run("--list-defects").out.find("drop-every-tenth-reply"), std::string::npos);

  const auto model = run("--model toaster --modem /dev/null" + flash);
  EXPECT_EQ(model.code, 2);
  EXPECT_NE(model.out.find("unknown model 'toaster'; there is environment-pro"), std::string::npos)
      << model.out;
  EXPECT_FALSE(fs::exists(folder.file("flash"))) << "nothing is made before the arguments are right";

  const auto port = run("--model environment-pro --modem /dev/nowhere" + flash);
  EXPECT_EQ(port.code, 4);
  EXPECT_NE(port.out.find("/dev/nowhere: No such file"), std::string::npos) << port.out;
  EXPECT_NE(run("--model environment-pro --modem /dev/null" + flash).out.find("not a serial line"),
            std::string::npos);

  EXPECT_EQ(run("--model environment-pro" + flash).code, 2);
  EXPECT_EQ(run("--modem x" + flash).code, 2);
  EXPECT_EQ(run("--model").code, 2);
  EXPECT_EQ(run("--colour").code, 2);
  EXPECT_EQ(run("--model environment-pro --modem x --serial 12a" + flash).code, 2);
  EXPECT_EQ(run("--model environment-pro --modem x --defect nonsense" + flash).code, 2);

  std::ofstream{folder.file("short")} << "not a flash";
  const auto wrong = run("--model environment-pro --modem /dev/null --flash " + folder.file("short"));
  EXPECT_EQ(wrong.code, 4);
  EXPECT_NE(wrong.out.find("not a flash file"), std::string::npos);
  std::stringstream content;
  content << std::ifstream{folder.file("short")}.rdbuf();
  EXPECT_EQ(content.str(), "not a flash") << "it is left as it was";
}

TEST(FirmwareProgram, ReadsTheClockOfItsBoard) {
  const auto seconds = [](std::string_view text) {
    return parse_clock(text) ? parse_clock(text)->seconds : 0xffffffffu;
  };
  EXPECT_EQ(seconds("00/01/01,00:00:00+00"), 0u);
  EXPECT_EQ(seconds("00/03/01,00:00:01+00"), 60u * 86400 + 1);
  EXPECT_EQ(parse_clock("26/03/02,12:00:00-48")->zone, -48);
  for (const auto* wrong :
       {"", "26/03/02,12:00:00", "26/02/29,12:00:00+00", "26/03/02,24:00:00+00", "26/03/02,12:00:00+57",
        "26/03/02,12:00:00-49", "26-03-02,12:00:00+00", "26/03/0x,12:00:00+00", "26/03/02,12:00:00+0-"})
    EXPECT_FALSE(parse_clock(wrong)) << wrong;
}

}  // namespace
}  // namespace isocket::fw
