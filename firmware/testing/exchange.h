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

/// The name of a model as a test's parameter: `gsm_706_light`.
inline std::string parameter_name(const ::testing::TestParamInfo<std::string>& info) {
  std::string name = info.param;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

}  // namespace isocket::fw::testing
