#pragma once

#include <string>

#include "lab/cells.h"

namespace isocket::lab {

/// Answers codes from each SIM's own table (Subscriber::ussd); one session per SIM.
class UssdCentre {
 public:
  UssdCentre(Directory& directory, Cells& cells);
  /// A code, or an answer within the session that a menu has opened. The mobile is told the answer;
  /// nothing, when the table says that none comes.
  void request(Subscriber& from, const std::string& text);
  /// How the operator answers a code from now on; a session under way ends.
  void set(Subscriber& who, const std::string& code, UssdReply reply);
  /// Ends the session.
  void cancel(Subscriber& from);

 private:
  void answer(Subscriber& from, const std::string& text);
  Directory& directory_;
};

}  // namespace isocket::lab
