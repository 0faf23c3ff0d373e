#pragma once

#include <gtest/gtest.h>

#include <sstream>
#include <string>
#include <vector>

#include "core/cable/crc16.h"
#include "testing/board.h"

namespace isocket::fw::testing {

inline std::string check_text(std::uint16_t check) {
  std::string text;
  for (int shift = 12; shift >= 0; shift -= 4) text += "0123456789ABCDEF"[check >> shift & 15];
  return text;
}
inline std::string check_text(const std::vector<std::string>& lines) {
  cable::Crc16 crc;
  for (const std::string& line : lines) crc.add_line(line);
  return check_text(crc.value());
}

/// A configuration program at the end of a board's cable, which it plugs in and connects with.
class CableHost {
 public:
  explicit CableHost(Board& board) : board_{board} {
    board_.cable(true);
    board_.ask_cable("CONNECT");
  }

  struct Group {
    std::string name;
    std::vector<std::string> lines;  ///< `NAME=value`
    int revision = 0;
    std::string check;

    void set(const std::string& setting, const std::string& value) {
      for (std::string& line : lines)
        if (line.starts_with(setting + "=")) line = setting + "=" + value;
    }
    [[nodiscard]] std::string text() const {
      std::string text;
      for (const std::string& line : lines) text += line + "\n";
      return text;
    }
    /// As READ gives it once it is written: passwords are stars.
    [[nodiscard]] std::vector<std::string> shown() const {
      std::vector<std::string> shown = lines;
      for (std::string& line : shown) {
        const bool secret = line.starts_with("PASSWORD=") || line.starts_with("RENEWINTERVALPW=");
        const auto value = line.find('=') + 1;
        if (secret && line.substr(value) != "NO")
          line.replace(value, std::string::npos, line.size() - value, '*');
      }
      return shown;
    }
  };

  /// The groups that can be written.
  std::vector<std::string> groups() {
    std::vector<std::string> names;
    std::istringstream answer{board_.ask_cable("GROUPS")};
    for (std::string line; std::getline(answer, line);)
      if (line.find(" RW ") != std::string::npos) names.push_back(line.substr(2, line.find(' ', 2) - 2));
    return names;
  }
  Group read(const std::string& name) {
    Group group;
    group.name = name;
    std::istringstream answer{board_.ask_cable("READ " + name)};
    std::string line;
    while (std::getline(answer, line) && line.starts_with(": ")) group.lines.push_back(line.substr(2));
    const auto revision = line.find(" REV=");
    EXPECT_NE(revision, std::string::npos) << line;
    if (revision == std::string::npos) return group;
    group.revision = std::stoi(line.substr(revision + 5));
    group.check = line.substr(line.find(" CRC=") + 5);
    EXPECT_EQ(line.substr(0, revision), "OK " + std::to_string(group.lines.size()));
    EXPECT_EQ(group.check, check_text(group.lines));
    return group;
  }
  /// @return the answer to COMMIT, or to what was refused before it
  std::string write(const Group& group) {
    std::string answer = ask("WRITE " + group.name + " " + std::to_string(group.revision));
    for (const std::string& line : group.lines) {
      if (answer != "OK 0") return answer;
      answer = ask("SET " + line);
    }
    if (answer != "OK 0") return answer;
    return ask("COMMIT " + std::to_string(group.lines.size()) + " " + check_text(group.lines));
  }

 private:
  std::string ask(const std::string& line) {
    std::string answer = board_.ask_cable(line);
    if (!answer.empty()) answer.pop_back();
    return answer;
  }
  Board& board_;
};

}  // namespace isocket::fw::testing
