#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "run/switchboard.h"
#include "suite/model.h"

namespace isocket::run {

/// What one attempt at a case asks of modems.
struct ModemNeeds {
  std::map<std::string, std::uint64_t> submissions;  ///< of each party; zero: it is there, and only listens
  bool calls = false;                                ///< some party calls, or is called
};
/// From the steps alone, for an attempt without trouble; boss, who prepares and closes it, is always there.
ModemNeeds modem_needs(const suite::Case& test_case);

/// The modems of a run, and which of them may play which party.
class Pool {
 public:
  struct Binding {
    std::string party;
    std::vector<Switchboard*> modems;  ///< in the order of preference
  };
  /// Who plays a party for one attempt.
  struct Seat {
    std::string party;
    Switchboard* modem = nullptr;
    std::uint64_t promised = 0;  ///< submissions that the quota is set aside for
  };

  Switchboard& add(std::unique_ptr<Switchboard> modem);
  void bind(std::string party, std::vector<Switchboard*> modems);
  /// Several devices use the modems: conversations take only those that they need.
  void share() { shared_ = true; }

  [[nodiscard]] const std::vector<std::unique_ptr<Switchboard>>& modems() const { return modems_; }
  [[nodiscard]] const std::vector<Binding>& bindings() const { return bindings_; }
  [[nodiscard]] bool is_bound(std::string_view party) const;
  [[nodiscard]] bool shared() const { return shared_; }

  /// A modem for each party that is needed, no two the same: the ones with the fewest conversations, of these
  /// the ones with the fewest submissions so far. One that is set aside only where no other can do it.
  /// Errors: not_found, and `detail` says what is missing.
  [[nodiscard]] Result<std::vector<Seat>> choose(const ModemNeeds& needs) const;
  /// Whether the needs can be met without the modems that are set aside or have used up their quota.
  [[nodiscard]] bool can_go_on(const ModemNeeds& needs) const;

 private:
  using Usable = bool (*)(const Switchboard& modem, std::uint64_t submissions);
  [[nodiscard]] std::optional<std::vector<Seat>> choose(const ModemNeeds& needs, Usable usable) const;
  bool fill(const ModemNeeds& needs, Usable usable, std::vector<Seat>& seats) const;
  [[nodiscard]] const Binding* binding(std::string_view party) const;
  [[nodiscard]] std::size_t index_of(const Switchboard* modem) const;

  std::vector<std::unique_ptr<Switchboard>> modems_;
  std::vector<Binding> bindings_;
  bool shared_ = false;
};

}  // namespace isocket::run
