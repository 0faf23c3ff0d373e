#pragma once

#include <gtest/gtest.h>

#include <array>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/notifier.h"
#include "device/reply.h"
#include "lab/lab.h"
#include "lab/test_device.h"
#include "lab/test_modem_port.h"
#include "modem/modem.h"

namespace isocket::lab {

/// What became of every submission, by its text, as the journal says.
struct OutcomesInJournal final : journal::Sink {
  void on_event(const journal::Event& event) override {
    if (event.type == "sms.intent") texts[event.seq] = event.text("text");
    if (event.type == "sms.submit") outcomes[text_of(event)] = event.text("outcome");
    if (event.type == "sms.settled") outcomes[text_of(event)] = "sent";
    if (!event.type.starts_with("at.")) ++events[std::string{event.type}];
    if (event.type == "modem.recovery" || event.type == "modem.gone" || event.type == "sms.double") {
      trace += std::to_string(event.at.time_since_epoch() / std::chrono::seconds{1}) + " " +
               std::string{event.type};
      for (const journal::Field& field : event.fields) trace += " " + event.text(field.name);
      trace += "\n";
    }
  }
  std::string text_of(const journal::Event& event) {
    return texts[static_cast<std::uint64_t>(std::stoull(event.text("intent")))];
  }
  std::map<std::uint64_t, std::string> texts;
  std::map<std::string, std::string> outcomes;
  std::map<std::string, int> events;  ///< how often each type came, but for the wire
  std::string trace;                  ///< of recoveries, for whoever looks into a failure
};

/// Two devices, and two modems on bad ports, each of which talks to one of them: test support.
class FaultWorld {
 public:
  static constexpr std::size_t kPairs = 2;

  FaultWorld(EventLoop& loop, std::uint64_t seed, Timing timing, FaultyPort::Where where,
             modem::ModemOptions options, const std::string& stem)
      : loop_{loop}, lab_{loop, lab_options(seed, timing)}, journal_{loop} {
    journal_.add_sink(outcomes);
    lab_.network().messages().on_accepted([this](const PhoneNumber&, const sms::Submit& message) {
      if (const auto text = message.text(); text && text->starts_with("ZZ")) ++reached[*text];
    });
    for (std::size_t i = 0; i < kPairs; ++i) {
      Pair& pair = pairs_[i];
      const std::string digit = std::to_string(i + 1);
      pair.device = number("+35840333333" + digit);
      pair.bench = *lab_.add_device(of_model("environment-pro"), pair.device);
      const std::string name = stem + digit;
      auto port = FaultyPort::create(lab_, number("+35840111111" + digit), {name + "-a", name + "-b"}, where);
      EXPECT_TRUE(port);
      pair.port = std::move(*port);
      std::unique_ptr<modem::PortSource> source;
      if (where == FaultyPort::Where::memory)
        source = std::make_unique<PortInMemory>(*pair.port);
      else
        source = std::make_unique<PortOnTerminal>(loop, std::vector<std::string>{name + "-a", name + "-b"});
      options.name = "m" + digit;
      pair.modem = std::make_unique<modem::Modem>(loop, std::move(source), options, journal_);
      pair.modem->on_event([&pair](const modem::ModemEvent& event) {
        const auto* message = std::get_if<modem::MessageReceived>(&event);
        if (message != nullptr) pair.heard.push_back(message->deliver.text().value_or("?"));
      });
    }
  }

  /// Devices and modems ready.
  asio::awaitable<void> start() {
    std::size_t waiting = kPairs;
    Notifier done{loop_, loop_.executor()};
    for (Pair& pair : pairs_) {
      pair.bench->rig().reset([&](bool registered) {
        EXPECT_TRUE(registered);
        --waiting;
        done.notify();
      });
    }
    while (waiting > 0) co_await done.wait_until(Instant::max());
    for (Pair& pair : pairs_) {
      const auto started = co_await pair.modem->start();
      EXPECT_TRUE(started) << describe(started.error());
    }
  }

  /// `count` commands that cannot exist to one device, each known by its name, with `pause` after each.
  asio::awaitable<void> talk(std::size_t which, int count, Duration pause) {
    Pair& pair = pairs_[which];
    for (int i = 0; i < count; ++i) {
      const std::string text = "ZZ" + std::to_string(which) + "N" + std::to_string(i);
      pair.said.push_back(text);
      sms::Submit submit;
      submit.destination = sms::Address{pair.device};
      submit.status_report_request = true;
      submit.user_data = *sms::UserData::of(text, submit.coding);
      const modem::Submission submission = co_await pair.modem->submit(std::move(submit));
      last = submission;
      co_await sleep_for(loop_, pause);
    }
  }

  /// Nothing was doubled, nothing that is said to be refused went out, and every reply is with who asked.
  void check() {
    for (const Pair& pair : pairs_) {
      std::multiset<std::string> expected;
      for (const std::string& text : pair.said) {
        const std::string& outcome = outcomes.outcomes[text];
        const int times = reached[text];
        EXPECT_TRUE(outcome == "sent" || outcome == "refused" || outcome == "unknown") << text << outcome;
        EXPECT_LE(times, outcome == "refused" ? 0 : 1) << text << " is " << outcome;
        EXPECT_GE(times, outcome == "sent" ? 1 : 0) << text << " is " << outcome;
        for (int i = 0; i < times; ++i)
          expected.insert(device::unknown_command_reply(device::Model::environment_pro, text));
      }
      const std::multiset<std::string> heard{pair.heard.begin(), pair.heard.end()};
      EXPECT_EQ(heard, expected);
    }
  }

  FaultyPort& port(std::size_t which) { return *pairs_[which].port; }
  modem::Modem& modem(std::size_t which) { return *pairs_[which].modem; }
  Lab& lab() { return lab_; }
  Subscriber& sim(std::size_t which) {
    return lab_.network().directory().add(number("+35840111111" + std::to_string(which + 1)));
  }

  OutcomesInJournal outcomes;
  std::map<std::string, int> reached;  ///< how often each text was taken by the network
  modem::Submission last;

 private:
  struct Pair {
    PhoneNumber device = number("+1");
    LabBench* bench = nullptr;
    std::unique_ptr<FaultyPort> port;
    std::unique_ptr<modem::Modem> modem;
    std::vector<std::string> said;
    std::vector<std::string> heard;
  };
  static LabOptions lab_options(std::uint64_t seed, Timing timing) {
    LabOptions options;
    options.seed = seed;
    options.timing = timing;
    return options;
  }

  EventLoop& loop_;
  Lab lab_;
  journal::Journal journal_;
  std::array<Pair, kPairs> pairs_;
};

}  // namespace isocket::lab
