#pragma once

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "core/clock.h"
#include "core/result.h"
#include "journal/redactor.h"

namespace isocket::journal {

using Value = std::variant<std::int64_t, double, bool, std::string>;

/// One named value of an event. Names are literals in lower case, `snake_case`.
struct Field {
  Field(std::string_view n, std::string v) : name{n}, value{std::move(v)} {}
  Field(std::string_view n, std::string_view v) : name{n}, value{std::string{v}} {}
  Field(std::string_view n, const char* v) : name{n}, value{std::string{v}} {}
  Field(std::string_view n, bool v) : name{n}, value{v} {}
  Field(std::string_view n, double v) : name{n}, value{v} {}
  template <std::integral T>
  Field(std::string_view n, T v) : name{n}, value{static_cast<std::int64_t>(v)} {}

  std::string_view name;  ///< a literal: it outlives the event
  Value value;
};

/// Something that happened: who, what and when. `type` is a literal such as "sms.submit".
struct Event {
  std::uint64_t seq = 0;  ///< from 1, without gaps: the place of an event in its journal
  Instant at{};
  std::string_view type;
  std::vector<Field> fields;

  /// The field's value, or nullptr.
  [[nodiscard]] const Value* find(std::string_view name) const;
  /// The field as text; empty when there is none.
  [[nodiscard]] std::string text(std::string_view name) const;
};

/// A reader of the stream: console, report, file.
class Sink {
 public:
  virtual ~Sink() = default;
  virtual void on_event(const Event& event) = 0;
  /// Why it cannot keep what it hears, once that is so; nullptr: it can, or keeps nothing.
  [[nodiscard]] virtual const Error* trouble() const { return nullptr; }
};

/// A range of events, both ends included: the evidence of a judgement.
struct Range {
  std::uint64_t first = 0;
  std::uint64_t last = 0;
  friend bool operator==(const Range&, const Range&) = default;
};

/// The ordered events of one run. Everything that is reported has been recorded here first.
class Journal {
 public:
  explicit Journal(const Clock& clock) : clock_{clock} {}
  /// A view of `whole`, which must outlive it: one stream, and `fixed` stand first in each event that is
  /// recorded through the view ({"device", "dut1"}).
  Journal(Journal& whole, std::vector<Field> fixed)
      : clock_{whole.clock_}, whole_{&whole}, fixed_{std::move(fixed)} {}
  Journal(const Journal&) = delete;
  Journal& operator=(const Journal&) = delete;

  /// `sink` hears every later event, in order, at once; it must outlive the journal.
  void add_sink(Sink& sink) { root().sinks_.push_back(&sink); }
  /// From now on `secret` (a PIN, a password of the inventory) stands in no event, in none of the forms that
  /// Redactor knows.
  void redact(std::string secret) { root().redactor_.add(std::move(secret)); }
  /// For what else is written about the same run: a trace, a message to a person.
  [[nodiscard]] const Redactor& redactor() const { return whole_ ? whole_->redactor() : redactor_; }
  /// Appends an event with the clock's time; returns its place.
  std::uint64_t record(std::string_view type, std::initializer_list<Field> fields);
  std::uint64_t record(std::string_view type, std::vector<Field> fields);
  /// The first sink that cannot keep what it hears. From then on nothing may be sent: there would be no
  /// record of it. nullptr: all is well.
  [[nodiscard]] const Error* trouble() const;
  /// Goes on where another journal ended: with the place after `seq`, and with no time before `at`.
  void continue_after(std::uint64_t seq, Instant at);
  /// Place of the latest event, 0 before the first.
  [[nodiscard]] std::uint64_t last() const { return whole_ ? whole_->last() : seq_; }

 private:
  Journal& root() { return whole_ ? whole_->root() : *this; }

  const Clock& clock_;
  Journal* whole_ = nullptr;  ///< of a view
  std::vector<Field> fixed_;
  std::uint64_t seq_ = 0;
  Duration behind_{};  ///< what the clock lacks on the time of the journal that is continued
  std::vector<Sink*> sinks_;
  Redactor redactor_;
};

/// Octets as they stand in at.tx and at.rx: printable ASCII as it is, the rest as \r, \n, \xNN.
std::string printable(std::string_view octets);

}  // namespace isocket::journal
