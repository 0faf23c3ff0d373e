#include "modem/at_channel.h"

#include <gtest/gtest.h>

#include "modem/scripted_modem.h"

namespace isocket::modem {
namespace {

using namespace std::chrono_literals;

struct Wire final : journal::Sink {
  void on_event(const journal::Event& event) override {
    if (!lines.empty()) lines += '|';
    lines += event.type == "at.tx" ? "> " : "< ";
    lines += event.text("data");
  }
  std::string lines;
};

class Channel : public ::testing::Test {
 protected:
  Channel() {
    journal.add_sink(wire);
    auto [near, far] = make_pipe(loop);
    channel = std::make_unique<AtChannel>(loop, std::move(near), journal, "m1", AtDialogue::Options{});
    peer = std::make_unique<ScriptedModem>(loop, std::move(far));
  }

  EventLoop loop{EventLoop::Pace::virtual_time};
  journal::Journal journal{loop};
  Wire wire;
  std::unique_ptr<AtChannel> channel;
  std::unique_ptr<ScriptedModem> peer;
};

asio::awaitable<void> ask(AtChannel& channel, std::string text, Duration limit, AtReply& reply) {
  reply = co_await channel.command(std::move(text), limit);
}

TEST_F(Channel, GivesTheAnswerOfEachCommandToWhoAsked) {
  AtReply first;
  AtReply second;
  peer->delay = 1s;
  loop.spawn(ask(*channel, "AT+CGSN", 5s, first));
  EXPECT_TRUE(loop.run_to_end(ask(*channel, "AT+CIMI", 5s, second)));
  EXPECT_EQ(first.information, std::vector<std::string>{"490154203237518"});
  EXPECT_EQ(second.information, std::vector<std::string>{"244019876543210"});
  EXPECT_EQ(loop.now(), Instant{2s});
}

TEST_F(Channel, JournalsEveryLineInOrder) {
  AtReply reply;
  EXPECT_TRUE(loop.run_to_end(ask(*channel, "AT+CREG?", 5s, reply)));
  EXPECT_EQ(wire.lines, "> AT+CREG?\\r|< +CREG: 0,1|< OK");
}

TEST_F(Channel, ASilentCommandExpiresInTimeAndTheNextOneWorks) {
  peer->once("AT+CSQ", "");
  AtReply reply;
  EXPECT_TRUE(loop.run_to_end(ask(*channel, "AT+CSQ", 5s, reply)));
  EXPECT_EQ(reply.result, AtResult::expired);
  EXPECT_EQ(loop.now(), Instant{5s});
  EXPECT_TRUE(loop.run_to_end(ask(*channel, "AT+CIMI", 5s, reply)));
  EXPECT_TRUE(reply.ok());
  EXPECT_EQ(loop.now(), Instant{5500ms});
}

TEST_F(Channel, TellsUnsolicitedLinesAndTheEndOfTheStream) {
  std::string heard;
  channel->listen([&](const AtEvent& event) { heard += event.text + "/" + event.body + " "; });
  Errc why{};
  channel->on_closed([&](const Error& error) { why = error.code; });
  peer->say("+CMT: ,25|0791");
  loop.run();
  EXPECT_EQ(heard, "+CMT: ,25/0791 ");
  AtReply reply;
  peer->always("AT+CSQ", "");
  loop.wake_at(Instant{1s}, [&] { peer->unplug(); });
  EXPECT_TRUE(loop.run_to_end(ask(*channel, "AT+CSQ", 5s, reply)));
  EXPECT_EQ(reply.result, AtResult::closed);
  EXPECT_EQ(why, Errc::closed);
  EXPECT_EQ(loop.now(), Instant{1s});
  EXPECT_TRUE(loop.run_to_end(ask(*channel, "AT+CSQ", 5s, reply)));
  EXPECT_EQ(reply.result, AtResult::closed);
}

TEST_F(Channel, GoingAwayEndsWhatIsUnderWay) {
  AtReply reply;
  reply.result = AtResult::ok;
  peer->always("AT+CSQ", "");
  loop.wake_at(Instant{1s}, [&] { channel.reset(); });
  EXPECT_TRUE(loop.run_to_end(ask(*channel, "AT+CSQ", 5s, reply)));
  EXPECT_EQ(reply.result, AtResult::closed);
}

}  // namespace
}  // namespace isocket::modem
