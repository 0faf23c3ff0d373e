#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "device/sms_settings.h"
#include "run/conversation.h"

namespace isocket::provision {

/// Whom a dialogue is with, and what holds it back.
struct DialogueOptions {
  std::string party = "boss";                               ///< who writes
  std::string password;                                     ///< of the device; empty: it has none
  std::uint64_t seed = 1;                                   ///< of what is left to chance
  std::optional<std::size_t> most;                          ///< messages in all, repeated ones too
  std::function<bool()> stop_asked = [] { return false; };  ///< looked at before each message
};

/// What came of a command.
struct Answer {
  enum class Kind : unsigned char {
    confirmed,  ///< by its success reply
    refused,    ///< by a message that may be the answer to it
    silent,     ///< nothing came
  };
  Kind kind = Kind::silent;
  std::string words;       ///< of the device when it refused, and what to do about it
  bool delivered = false;  ///< the network says that the device has the command
};

std::string_view name_of(Answer::Kind kind);

/// One device by SMS, one message at a time. A query is idempotent and asked again when no answer comes; a
/// command is sent once, and whoever is in doubt settles it by reading back (docs/explanation/blame.md).
class Dialogue {
 public:
  using Values = std::vector<std::pair<std::string, std::string>>;

  /// @param table  of a device that is there; the party must be one of its own
  Dialogue(run::Table& table, DialogueOptions options);

  /// What the device answers to a query: names and plain values.
  /// Errors: timed_out (no answer to several messages), refused (in the device's words), and those of tell().
  asio::awaitable<Result<Values>> ask(const device::SettingQuery& query);
  /// Sends a command, and waits for what comes of it.
  /// @param withheld  SMSCONFIRM=OFF is in force: a success reply is not waited for
  /// @return  Errors: io (modem or network do not take the message), overflow (more messages than allowed),
  ///          stopped. Nothing was sent then.
  asio::awaitable<Result<Answer>> tell(std::string command, bool withheld);
  /// Whether this password (empty: none) opens the device. Errors: as of ask().
  asio::awaitable<Result<bool>> opens(std::string password, const device::SettingQuery& query);
  /// Waits until nothing of ours can still reach the device.
  asio::awaitable<void> settle();

  /// What stands before every message from now on.
  void use_password(std::string password) { options_.password = std::move(password); }
  [[nodiscard]] const std::string& password() const { return options_.password; }
  /// From now on the journal shows this text nowhere.
  void conceal(std::string secret) { table_.journal.redact(std::move(secret)); }
  /// Messages so far.
  [[nodiscard]] std::size_t sent() const { return sent_; }
  /// How many may follow.
  [[nodiscard]] bool allows(std::size_t more) const {
    return !options_.most || sent_ + more <= *options_.most;
  }
  [[nodiscard]] device::Model model() const { return table_.device.model; }
  /// Of who writes.
  [[nodiscard]] const PhoneNumber& sender() const { return party_.number(); }

 private:
  asio::awaitable<Result<void>> submit(std::string text);
  asio::awaitable<Result<Values>> ask_once(const device::SettingQuery& query);
  asio::awaitable<Answer> hear(const std::string& command, Instant deadline);
  void end(const std::string& text, std::string_view outcome);
  [[nodiscard]] bool delivered() const;
  [[nodiscard]] bool refuses(const std::string& query, const std::string& reply) const;
  [[nodiscard]] Error refusal(const std::string& command, const std::string& words) const;

  run::Table& table_;
  DialogueOptions options_;
  run::NetworkRecord network_;
  run::Conversation conversation_;
  run::Party& party_;
  std::size_t sent_ = 0;
  Instant unsure_until_{};  ///< a message that the modem did not confirm may arrive until then
  bool submitted_ = false;  ///< the latest message is the last of the party's pending ones
};

}  // namespace isocket::provision
