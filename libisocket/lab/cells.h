#pragma once

#include <functional>
#include <vector>

#include "lab/directory.h"

namespace isocket::lab {

/// The radio side: who is registered, what happens in an outage, how strong the signal is.
class Cells {
 public:
  explicit Cells(Directory& directory);
  Cells(const Cells&) = delete;
  Cells& operator=(const Cells&) = delete;

  /// A mobile with this SIM begins to search. One mobile per SIM.
  void attach(Subscriber& who, Handset& handset);
  /// Switched off, or its radio is: from now on it is told nothing.
  void detach(Subscriber& who);

  /// Whether a cell answers this SIM; without one it searches until there is.
  void set_service(Subscriber& who, bool up);
  /// The same for everybody.
  void set_service(bool up);
  [[nodiscard]] bool service() const { return up_; }
  /// 0 to 31 of +CSQ, or 99 (3GPP TS 27.007 §8.5); 99 also without a cell.
  [[nodiscard]] int csq(const Subscriber& who) const;

  /// Called when somebody can be reached, or no longer.
  void on_change(std::function<void(Subscriber&)> listener) { listeners_.push_back(std::move(listener)); }

 private:
  void become(Subscriber& who, Registration state);
  void look_for_cell(Subscriber& who);

  Directory& directory_;
  bool up_ = true;
  std::vector<std::function<void(Subscriber&)>> listeners_;
  std::vector<std::unique_ptr<Timer>> outages_;
};

}  // namespace isocket::lab
