#pragma once

#include <map>
#include <memory>
#include <string_view>

#include "lab/cells.h"

namespace isocket::lab {

/// Voice calls, without the voice: set-up, ringing, taking, refusing, ending. One call per SIM at a time.
class Calls {
 public:
  Calls(Directory& directory, Cells& cells);

  /// Dials; the caller is told alerting, connected or ended. 0: it has a call already, or is not registered.
  /// @param digits  as dialled, without '+'
  CallId dial(Subscriber& from, std::string_view digits, bool international, bool withheld);
  /// Takes the call that rings. False: none does.
  bool answer(Subscriber& who);
  /// Ends whatever call this SIM has; one that rings is refused. The other side is told, this one is not.
  bool hang_up(Subscriber& who);

 private:
  enum class State : std::uint8_t { dialling, ringing, connecting, active };
  struct Call {
    explicit Call(Clock& clock) : timer{clock} {}
    CallId id = 0;
    State state = State::dialling;
    Subscriber* caller = nullptr;
    Subscriber* callee = nullptr;
    bool withheld = false;
    Timer timer;
  };
  void ring(Call& call, Subscriber* callee);
  void tell(Subscriber* who, const CallEvent& event);
  /// Ends the call and tells those of the two that are not `silent`.
  void end(CallId id, CallEnd why, const Subscriber* silent);

  Directory& directory_;
  CallId last_ = 0;
  std::map<CallId, std::unique_ptr<Call>> calls_;
};

}  // namespace isocket::lab
