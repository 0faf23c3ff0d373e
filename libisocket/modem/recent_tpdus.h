#pragma once

#include <deque>
#include <string>
#include <string_view>

#include "core/time.h"

namespace isocket::modem {

/// TPDUs that were handed over by +CMT or +CDS, and of whose acknowledgement the modem may not know (or that
/// nobody has acknowledged): it puts them into its store, or the network sends them once more. Such a copy
/// has the whole TPDU in common with the first, time stamp included.
///
/// Only those are certainly copies. What a network doubles by itself after an acknowledgement is left for the
/// reader of the messages to judge (docs/explanation/blame.md).
class RecentTpdus {
 public:
  /// @param hex  a PDU: service centre and TPDU
  void add(std::string_view hex, Instant now);
  /// The modem has taken the acknowledgement.
  void acknowledged(std::string_view hex);
  /// Whether this is a copy of one of these, which is then known no more.
  bool is_copy(std::string_view hex, Instant now);

 private:
  struct Entry {
    std::string tpdu;
    Instant at{};
  };
  void forget(Instant now);
  std::deque<Entry> entries_;
};

}  // namespace isocket::modem
