#include "run/past_course.h"

#include <algorithm>
#include <sstream>

namespace isocket::run {
namespace {

/// A word that is none is the harness's own trouble, and must not look like a pass.
Verdict verdict_in(const journal::Event& event) {
  const std::string word = event.text("verdict");
  for (const Verdict verdict : {Verdict::none, Verdict::pass, Verdict::inconc, Verdict::fail})
    if (word == name_of(verdict)) return verdict;
  return Verdict::error;
}

Duration duration_in(const journal::Event& event, std::string_view name) {
  const journal::Value* value = event.find(name);
  const auto* seconds = value != nullptr ? std::get_if<double>(value) : nullptr;
  return seconds != nullptr ? std::chrono::duration_cast<Duration>(std::chrono::duration<double>(*seconds))
                            : Duration{};
}

}  // namespace

std::uint64_t count_in(const journal::Event& event, std::string_view name) {
  const journal::Value* value = event.find(name);
  const auto* number = value != nullptr ? std::get_if<std::int64_t>(value) : nullptr;
  return number != nullptr ? static_cast<std::uint64_t>(*number) : 0;
}

bool flag_in(const journal::Event& event, std::string_view name) {
  const journal::Value* value = event.find(name);
  const auto* flag = value != nullptr ? std::get_if<bool>(value) : nullptr;
  return flag != nullptr && *flag;
}

void PastCourse::begin(const journal::Event& event) {
  head_ = RunHead{event.text("model"), event.text("bench"), count_in(event, "seed"), {}};
  std::istringstream ids{event.text("order")};
  for (std::string id; ids >> id;) head_.cases.push_back(id);
  began_ = event.at;
}

void PastCourse::end(const journal::Event& event) {
  complete_ = !flag_in(event, "stopped");
  totals_.device_time = duration_in(event, "device_s");
  totals_.counted_time = duration_in(event, "counted_s");
}

void PastCourse::on_event(const journal::Event& event) {
  if (event.type == "network.trouble") network_.settled_with_trouble();
  if (event.type.starts_with("case."))
    on_case(event);
  else
    on_judgement(event);
}

FormerAttempt* PastCourse::attempt() {
  return open_ && !open_->attempts.empty() ? &open_->attempts.back() : nullptr;
}

void PastCourse::count_messages(std::uint32_t messages) {
  if (FormerAttempt* current = attempt()) current->messages += messages;
}

void PastCourse::on_case(const journal::Event& event) {
  if (event.type == "case.begin") {
    open_ = FormerCase{event.text("case"), event.at, {}};
  } else if (event.type == "case.skipped") {
    ++totals_.skipped;
    ++done_;
  } else if (event.type == "case.end") {
    switch (verdict_in(event)) {
      case Verdict::pass: ++totals_.pass; break;
      case Verdict::inconc: ++totals_.inconc; break;
      case Verdict::fail: ++totals_.fail; break;
      case Verdict::error:
      case Verdict::none: ++totals_.error; break;
    }
    totals_.flaky += flag_in(event, "flaky") ? 1 : 0;
    totals_.messages += count_in(event, "sms");
    totals_.calls += count_in(event, "calls");
    open_.reset();
    ++done_;
  }
}

void PastCourse::on_judgement(const journal::Event& event) {
  if (event.type == "attempt.begin" && open_) {
    ++attempts_;
    FormerAttempt begun;
    begun.number = static_cast<std::uint32_t>(count_in(event, "attempt"));
    begun.evidence = {event.seq, event.seq};
    open_->attempts.push_back(std::move(begun));
    return;
  }
  if (event.type == "step.begin") step_began_ = event.at;
  if (event.type == "step.end")
    excess_ += std::max<Duration>(event.at - step_began_ - std::chrono::hours{1}, Duration{});
  FormerAttempt* current = attempt();
  if (current == nullptr) return;
  if (!current->ended) current->evidence.last = event.seq;
  if (event.type == "verdict" || event.type == "finding") {
    current->verdict = verdict_in(event);
    current->step = event.text("step");
    current->reason = event.text("reason");
    current->finding = event.type == "finding";
    totals_.findings += current->finding ? 1 : 0;
  } else if (event.type == "attempt.end") {
    current->verdict = verdict_in(event);
    current->reason = event.text("reason");
    current->ended = true;
  }
}

}  // namespace isocket::run
