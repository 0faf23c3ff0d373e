#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "testing/board.h"

namespace isocket::fw::testing {

inline constexpr std::string_view kBoss = "+358401234567";
inline constexpr std::string_view kSecond = "+358402222222";
inline constexpr std::string_view kThird = "+358403333333";
inline constexpr std::string_view kStranger = "+4712345678";

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

}  // namespace isocket::fw::testing
