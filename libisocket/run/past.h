#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "journal/journal.h"
#include "modem/modem.h"
#include "run/past_course.h"
#include "run/plan.h"

namespace isocket::run {

/// A submission of a run that broke off.
struct FormerSubmission {
  std::uint64_t intent = 0;  ///< its place in the journal
  std::string device;        ///< whose it is, in a run with several
  std::string modem;
  std::string to;
  std::string text;
  std::optional<modem::Submission::Outcome> outcome;  ///< nothing: the program ended before it was known
  std::uint8_t reference = 0;                         ///< TP-MR, once it is accepted
  bool handed_over = false;   ///< its octets have left for the modem since it was last refused
  bool accepted = false;      ///< the modem has said +CMGS: the network has it
  bool reported = false;      ///< its final status report has come
  bool answered = false;      ///< a message came that can only answer it
  bool left_open = false;     ///< a program that went on has found it without an outcome
  bool settled = false;       ///< `resume.settled` has been said of it
  std::uint32_t attempt = 0;  ///< PastCourse::attempts() when it went out; 0: before the first
};

/// What the journal of a run tells whoever goes on with it: another reader of its events. It hears the former
/// ones first and those of the run that goes on after them.
class Past final : public journal::Sink {
 public:
  void on_event(const journal::Event& event) override;

  /// False: there is nothing to go on with; the run begins.
  [[nodiscard]] bool begun() const { return begun_; }
  /// It came to its end: nothing is left to do.
  [[nodiscard]] bool complete() const { return complete_; }
  /// What was done on a device, by its name; empty: the only one there is. Null: nothing, not even begun.
  [[nodiscard]] const PastCourse* course(std::string_view device) const;
  [[nodiscard]] const std::map<std::string, PastCourse, std::less<>>& courses() const { return courses_; }
  [[nodiscard]] Totals totals() const;
  [[nodiscard]] std::size_t cases_done() const;
  /// How many devices the run was begun with.
  [[nodiscard]] std::size_t devices() const { return devices_; }
  [[nodiscard]] Instant began() const { return began_; }
  /// Time of the latest event.
  [[nodiscard]] Instant last() const { return last_; }
  [[nodiscard]] const std::deque<FormerSubmission>& submissions() const { return submissions_; }

  /// How many there are at a modem.
  [[nodiscard]] std::uint64_t submissions_at(std::string_view modem) const;
  /// Of a modem, for Modem::take_over(), in order.
  [[nodiscard]] std::vector<modem::FormerSubmission> memory_of(const std::string& modem) const;
  /// Whether something that is still to come can tell of a submission.
  /// @param modem  of this one; empty: of any
  /// @param all    also what is known to be sent, and may still reach the device
  [[nodiscard]] bool awaits(std::string_view modem, bool all) const;
  /// `heard` is called behind each event from now on.
  void on_heard(std::function<void()> heard) { heard_ = std::move(heard); }

 private:
  struct Memory {
    std::string modem;
    modem::FormerSubmission what;
  };
  void on_run(const journal::Event& event);
  void on_message(const journal::Event& event);
  void on_intent(const journal::Event& event);
  void on_answer(const journal::Event& event);
  void on_outcome(const journal::Event& event);
  void on_report(const journal::Event& event);
  void on_delivered(const journal::Event& event);
  [[nodiscard]] bool answers(const std::string& reply, const FormerSubmission& one) const;
  FormerSubmission* submission(const journal::Event& event);

  bool begun_ = false, complete_ = false;
  std::size_t devices_ = 1;
  std::map<std::string, PastCourse, std::less<>> courses_;
  Instant began_{}, last_{};
  Calendar latest_stamp_{};
  std::deque<FormerSubmission> submissions_;
  std::vector<FormerSubmission*> open_;  ///< whose outcome is not known
  std::vector<Memory> memory_;
  std::function<void()> heard_;
};

/// What is asked for now: of each device by its name; empty: the only one.
using RunHeads = std::map<std::string, RunHead, std::less<>>;

/// Whether `past` is of the run that is asked for. Errors: bad_value; `detail` says what differs.
Result<void> same_run(const Past& past, const RunHeads& asked);
/// The ids of planned cases, in order.
std::vector<std::string> ids_of(const std::vector<Planned>& order);

}  // namespace isocket::run
