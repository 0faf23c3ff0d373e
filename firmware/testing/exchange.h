#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "testing/board.h"

namespace isocket::fw::testing {

inline constexpr std::string_view kBoss = "+358401234567";
inline constexpr std::string_view kSecond = "+358402222222";
inline constexpr std::string_view kThird = "+358403333333";
inline constexpr std::string_view kStranger = "+4712345678";

/// The message of a detection (EP-9.2-22, GS-9.2-17).
inline constexpr std::string_view kActivated = "ALARM! Sensor(s): Activated";

/// What a Smart Relay refuses on its battery (SR-UX-08).
inline constexpr std::string_view kLimited =
    "The function is not available now! The device is working in limited backup mode";

/// One command and the text it must be answered with.
struct Exchange {
  std::string_view send;
  std::string_view expect;  ///< empty: no reply
};

/// Sends a command and takes its reply.
inline std::string ask(Board& board, std::string_view text, std::string_view from = kBoss) {
  board.sms(from, text);
  return board.reply();
}

/// The same for a reply of several parts, which takes the network longer.
inline std::string ask_long(Board& board, std::string_view text, std::string_view from = kBoss) {
  board.sms(from, text);
  board.advance(10s);
  return board.reply();
}

inline void expect_exchanges(Board& board, std::initializer_list<Exchange> exchanges,
                             std::string_view from = kBoss) {
  for (const Exchange& e : exchanges) EXPECT_EQ(ask(board, e.send, from), e.expect) << "after " << e.send;
}

/// Makes a phone the only one that the device listens to, and the one that gets the alerts. For every family.
inline void enter(Board& board, std::string_view number) {
  const std::string digits{number.substr(1)};
  for (const std::string& text : {"SECNUMBER+" + digits, "ALERTNUMBER+" + digits, std::string{"SECLIST=ON"}})
    EXPECT_EQ(ask(board, text, number), text + " - OK");
}

/// A command or reply of the socket families in the words of a Smart Relay, whose first relay stands for the
/// socket; other texts, and those for other models, as they are.
inline std::string own_words(std::string_view model, std::string_view text) {
  std::string own{text};
  if (model != "smart-relay") return own;
  const auto put = [&own](std::string_view words, std::string_view instead) {
    if (const auto at = own.find(words); at != std::string::npos) own.replace(at, words.size(), instead);
  };
  const std::size_t front = own.starts_with("12abc") ? 5 : 0;
  const std::string word = own.substr(front, own.find_first_of("?= ", front) - front);
  for (const std::string_view numbered : {"ON", "on", "OFF", "RESTART", "RUNTIME", "POWERSTATE"}) {
    const bool switching = numbered == "ON" || numbered == "on" || numbered == "OFF";
    if (word == numbered)
      own.insert(front + numbered.size(), switching ? "R1" : numbered == "POWERSTATE" ? "1" : "R1");
    if (switching && word.size() > numbered.size() && word.starts_with(numbered) && is_digit(word.back()))
      own.insert(front + numbered.size(), "R1,");
  }
  put("RING=RESTART", "RING=RESTARTR1");
  put("RING=SWITCH", "RING=SWITCHR1");
  put("Power socket", "Relay R1");
  put("Power restored!", "DC power restored!");
  put(" - Error!", " - No such command exists on the device!");
  put("(30min)", "(Conf)");
  return own;
}

/// A test for each of several models.
class OfModel : public ::testing::TestWithParam<std::string> {
 protected:
  std::string own(std::string_view text) const { return own_words(GetParam(), text); }
  /// As testing::ask(), in the model's own words.
  std::string ask(Board& board, std::string_view text, std::string_view from = kBoss) const {
    return testing::ask(board, own(text), from);
  }
  void expect_exchanges(Board& board, std::initializer_list<Exchange> exchanges) const {
    for (const Exchange& e : exchanges) EXPECT_EQ(ask(board, e.send), own(e.expect)) << "after " << e.send;
  }
};

/// The name of a model as a test's parameter: `gsm_706_light`.
inline std::string parameter_name(const ::testing::TestParamInfo<std::string>& info) {
  std::string name = info.param;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

}  // namespace isocket::fw::testing
