#pragma once

#include <deque>
#include <functional>
#include <string>
#include <string_view>

namespace isocket::lab {

/// A modem's side of the line, without what the commands do: echo, the end of a line, the text prompt. While
/// a command is under way, what comes in waits.
class AtFront {
 public:
  struct Owner {
    virtual void command_line(std::string line) = 0;  ///< without "AT" and the carriage return
    virtual void text_entered(std::string text) = 0;  ///< ended by Ctrl-Z
    virtual void text_cancelled() = 0;                ///< ended by ESC
    virtual void interrupted() = 0;  ///< a character came while the command may be broken off
    virtual void send(std::string_view octets) = 0;

   protected:
    ~Owner() = default;
  };
  explicit AtFront(Owner& owner) : owner_{owner} {}

  void feed(std::string_view octets);
  /// The command is done: the next line may be read.
  void ready();
  /// The command under way ends when any character comes in (V.250 §5.6.1: dialling).
  void allow_interruption() { interruptible_ = true; }
  /// Shows "> " and takes text up to Ctrl-Z or ESC.
  void prompt();
  [[nodiscard]] bool in_text() const { return state_ == State::text; }
  void set_echo(bool on) { echo_ = on; }
  [[nodiscard]] bool echo() const { return echo_; }
  /// As after power-up.
  void reset();

 private:
  enum class State { line, busy, text };
  void serve();
  void take(char c);
  void end_of_line();

  Owner& owner_;
  State state_ = State::line;
  bool echo_ = true;
  bool interruptible_ = false;
  bool serving_ = false;
  std::string line_;
  std::string last_;  ///< the last command line, for "A/"
  std::deque<char> waiting_;
};

}  // namespace isocket::lab
