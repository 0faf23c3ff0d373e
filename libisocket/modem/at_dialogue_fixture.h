#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "modem/at_dialogue.h"

namespace isocket::modem {

/// The dialogue with its time, and all that it said.
class Dialogue : public ::testing::Test {
 protected:
  std::uint64_t submit(AtCommand command) { return dialogue.submit(std::move(command), now); }
  std::uint64_t submit(const char* text) { return submit(AtCommand{text, std::chrono::seconds{5}}); }
  void hear(std::string_view text) { keep(dialogue.feed(text, now)); }
  void pass(Duration time) {
    const Instant until = now + time;
    while (dialogue.deadline() && *dialogue.deadline() <= until) {
      now = *dialogue.deadline();
      keep(dialogue.expire(now));
    }
    now = until;
  }
  std::string sent() {
    std::string all;
    for (const auto& output : dialogue.take_output()) all += output.octets;
    return all;
  }
  void keep(std::vector<AtEvent> more) {
    for (AtEvent& event : more) events.push_back(std::move(event));
  }
  /// "final OK|urc RING": what came since the last call.
  std::string heard() {
    std::string all;
    for (const AtEvent& event : events) {
      if (!all.empty()) all += '|';
      all += std::string{name_of(event.kind)} + " " + event.text;
      if (!event.body.empty()) all += " " + event.body;
    }
    events.clear();
    return all;
  }
  AtReply reply_to(std::uint64_t command) const {
    for (const AtEvent& event : events)
      if (event.command == command &&
          (event.kind == AtEvent::Kind::final || event.kind == AtEvent::Kind::failed))
        return event.reply;
    ADD_FAILURE() << "command " << command << " has not ended";
    return {};
  }

  AtDialogue dialogue;
  Instant now{};
  std::vector<AtEvent> events;
};

inline AtCommand sms_command(std::string pdu = "0011000A81") {
  AtCommand command{"AT+CMGS=22", std::chrono::seconds{120}};
  command.payload = std::move(pdu);
  return command;
}

}  // namespace isocket::modem
