#pragma once
// What the tests with other people's programs share: a lab in real time with a modem on a pseudo-terminal,
// and somebody with a telephone. A program that is not installed fails its tests; cli/quickstart.sh installs
// all.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/child_process.h"
#include "core/scratch_folder.h"
#include "lab/lab.h"
#include "lab/pty.h"
#include "sms/reassembly.h"

namespace isocket::lab {

inline constexpr std::string_view kModem = "+358912345601";
inline constexpr std::string_view kFriend = "+358401234567";
inline constexpr std::string_view kDevice = "+358912345678";
/// Four messages in UCS-2.
inline const std::string kLongText =
    "Мойдодыр говорит: уважаемые господа, вода в подвале поднялась до 12 °C выше нормы. "
    "Просим включить насос, закрыть северное окно и позвонить дежурному. Если насос не включится, "
    "переключите реле 2 вручную, и сообщите об этом до 18:00. Спасибо! "
    "☎";

/// Somebody with a telephone that has no modem: texts are typed and read whole, calls are taken by hand.
class Person final : private Handset {
 public:
  Person(Network& network, std::string_view number);
  ~Person();
  Person(const Person&) = delete;
  Person& operator=(const Person&) = delete;

  [[nodiscard]] bool reachable() const { return account_.reachable(); }
  /// In as many messages as it takes, one after the other.
  void write(std::string_view to, std::string_view text);
  void call(std::string_view number);
  void take_call() { network_.calls().answer(account_); }
  void hang_up() { network_.calls().hang_up(account_); }

  std::vector<std::string> texts;  ///< received, the parts of long ones put together
  int rings = 0;                   ///< calls that came in
  int answered = 0;                ///< calls that got through, either way
  std::vector<CallEnd> ended;

 private:
  void registration_changed(Registration) override {}
  void submit_finished(const SubmitResult& result) override;
  Arrival message_arrived(const sms::Octets& tpdu) override;
  void call_changed(const CallEvent& event) override;
  void ussd_answered(const UssdAnswer&) override {}
  void submit_next();

  Network& network_;
  Subscriber& account_;
  sms::Reassembly parts_{std::chrono::minutes{5}};
  std::deque<sms::Octets> outgoing_;
  bool submitting_ = false;
  std::uint8_t reference_ = 0;
};

class Interop : public ::testing::Test {
 protected:
  Interop();
  /// After a failure it shows the end of what the programs have logged.
  ~Interop() override;

  [[nodiscard]] std::string path(const std::string& name) const { return folder.file(name); }
  static std::string contents(const std::string& file);
  void write(const std::string& name, const std::string& text) const;
  [[nodiscard]] std::vector<std::string> files(const std::string& directory) const;
  /// Lets the lab live until the condition holds, at most for `limit`. False: it never did.
  template <class Condition>
  bool until(Condition condition, Duration limit) {
    const Instant end = loop.now() + limit;
    for (;;) {
      if (condition()) return true;
      if (loop.now() >= end) return false;
      loop.run_until(loop.now() + std::chrono::milliseconds{10});
    }
  }
  /// Starts a shell line; what it says goes to the file `log`.
  std::unique_ptr<ChildProcess> start(const std::string& line, const std::string& log);
  /// Runs a shell line to its end; gives what it said.
  std::string shell(const std::string& line);
  /// By SIGTERM, and waits.
  void stop(ChildProcess& program);
  /// A device that answers commands at kDevice, registered.
  void add_device();
  /// The modem's account with the network.
  Subscriber& account() { return lab.network().directory().add(*PhoneNumber::parse(kModem)); }

  ScratchFolder folder = ScratchFolder::make("isocket-interop").value();
  EventLoop loop{EventLoop::Pace::real_time};
  Lab lab;
  Person person{lab.network(), kFriend};
};

/// The same with the modem on a pseudo-terminal, called "modem" in the folder.
class InteropOnATerminal : public Interop {
 protected:
  InteropOnATerminal();
  std::unique_ptr<Pty> pty = std::move(Pty::open().value());
};

}  // namespace isocket::lab
