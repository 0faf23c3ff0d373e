// What reports print of a step.
#include "core/duration.h"
#include "run/attempt.h"

namespace isocket::run {
namespace {

std::string one_line(std::string_view text) {
  std::string line;
  for (const char c : text) line += c == '\n' ? std::string{" | "} : std::string{c};
  return line;
}

std::string settings(const std::vector<suite::Setting>& all) {
  std::string text;
  for (const suite::Setting& setting : all) {
    text += (text.empty() ? "" : ", ") + setting.key + ": ";
    if (const std::string* value = setting.text()) {
      text += *value;
    } else if (const auto* entries = std::get_if<suite::Table>(&setting.value)) {
      for (const auto& [entry, answer] : *entries) text += entry + " = " + answer + " ";
    }
  }
  return text;
}

struct Kind {
  std::string_view operator()(const suite::Send&) const { return "send"; }
  std::string_view operator()(const suite::Expect&) const { return "expect"; }
  std::string_view operator()(const suite::Silence&) const { return "silence"; }
  std::string_view operator()(const suite::Call&) const { return "call"; }
  std::string_view operator()(const suite::Ringing&) const { return "ringing"; }
  std::string_view operator()(const suite::HangUp&) const { return "hang_up"; }
  std::string_view operator()(const suite::Wait&) const { return "wait"; }
  std::string_view operator()(const suite::BenchStep&) const { return "bench"; }
  std::string_view operator()(const suite::Observe&) const { return "observe"; }
  std::string_view operator()(const suite::Repeat&) const { return "repeat"; }
  std::string_view operator()(const suite::Ask&) const { return "ask"; }
};

struct Text {
  std::string operator()(const suite::Send& s) const {
    std::string text;
    for (const std::string& t : s.texts) text += (text.empty() ? "" : ", then ") + one_line(t);
    return text;
  }
  std::string operator()(const suite::Expect& s) const { return one_line(s.one_of.front().text); }
  std::string operator()(const suite::Silence& s) const { return "for " + duration_text(s.duration); }
  std::string operator()(const suite::Call& s) const {
    std::string text = "for " + duration_text(s.ring);
    if (s.talks_on) text += ", then talk";
    if (s.lasts) text += ", then talk for " + duration_text(*s.lasts);
    return text;
  }
  std::string operator()(const suite::Ringing& s) const {
    switch (s.then) {
      case suite::Ringing::Then::answer:
        return s.lasts ? "answer, and talk for " + duration_text(*s.lasts) : "answer";
      case suite::Ringing::Then::talk: return "answer, and talk";
      case suite::Ringing::Then::reject: return "reject";
      case suite::Ringing::Then::let_ring: break;
    }
    return s.lasts ? "let ring for " + duration_text(*s.lasts) : "let ring";
  }
  std::string operator()(const suite::HangUp&) const { return {}; }
  std::string operator()(const suite::Wait& s) const { return duration_text(s.duration); }
  std::string operator()(const suite::BenchStep& s) const { return settings(s.changes); }
  std::string operator()(const suite::Observe& s) const {
    std::string text = settings(s.targets);
    if (s.holds) text += " for " + duration_text(*s.holds);
    if (s.after) text += " after " + duration_text(*s.after);
    return text;
  }
  std::string operator()(const suite::Repeat& s) const { return std::to_string(s.times) + " times"; }
  std::string operator()(const suite::Ask& s) const { return one_line(s.text); }
};

}  // namespace

std::string_view kind_of(const suite::Step& step) {
  return std::visit(Kind{}, step.action);
}

std::string summary(const suite::Step& step) {
  const std::string details = std::visit(Text{}, step.action);
  std::string text = std::string{kind_of(step)} + (details.empty() ? "" : " ") + details;
  if (step.party != "boss") text += " (" + step.party + ")";
  return text;
}

}  // namespace isocket::run
