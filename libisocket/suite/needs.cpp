#include <set>

#include "suite/model.h"
#include "suite/placeholder.h"

namespace isocket::suite {
namespace {

class Collector {
 public:
  explicit Collector(const Case& c) {
    for (const Setting& setting : c.given) {
      if (setting.key == kVariantSetting) bench.insert(setting.key);
      const bool numbers = setting.key == "alert_numbers" || setting.key == "center_numbers" ||
                           setting.key == "security_numbers" || setting.key == "seclist";
      for (const std::string& value : setting.list()) {
        text(value);
        if (numbers && !value.starts_with('<') && value != "ON" && value != "OFF") parties.insert(value);
      }
    }
    for (const std::string& need : c.needs) {
      if (need.starts_with("parties.")) parties.insert(need.substr(8));
      if (need.starts_with("bench.")) bench.insert(need.substr(6));
      if (need.starts_with("observe.")) observe.insert(need.substr(8));
      if (need == "operator") asks = true;
    }
    steps(c.steps);
  }

  std::set<std::string> parties, bench, observe;
  bool asks = false;

 private:
  void steps(const std::vector<Step>& list) {
    for (const Step& step : list) {
      party_ = &step.party;
      std::visit([this](const auto& action) { one(action); }, step.action);
    }
  }
  void one(const Send& send) {
    parties.insert(*party_);
    for (const std::string& message : send.texts) text(message);
  }
  void one(const Expect& expect) {
    parties.insert(*party_);
    for (const Pattern& pattern : expect.one_of)
      if (pattern.kind != Pattern::Kind::matches) text(pattern.text);
  }
  void one(const Silence&) { parties.insert(*party_); }
  void one(const Call&) { parties.insert(*party_); }
  void one(const Ringing&) { parties.insert(*party_); }
  void one(const HangUp&) { parties.insert(*party_); }
  void one(const Wait&) {}
  void one(const BenchStep& step) {
    for (const Setting& change : step.changes) bench.insert(change.key);
  }
  void one(const Observe& step) {
    for (const Setting& target : step.targets) observe.insert(target.key);
  }
  void one(const Repeat& repeat) { steps(repeat.steps); }
  void one(const Ask&) { asks = true; }

  /// <second.number> needs a party with that number, even if it never speaks.
  void text(const std::string& written) {
    const auto pieces = cut(written);
    if (!pieces) return;
    for (const Piece& piece : *pieces)
      if (piece.kind == Piece::Kind::value && is_number_value(piece.text) &&
          !piece.text.starts_with("nobody."))
        parties.insert(piece.text.substr(0, piece.text.rfind('.')));
  }

  const std::string* party_ = nullptr;
};

}  // namespace

Needs needs_of(const Case& c) {
  const Collector found{c};
  Needs needs;
  needs.parties.assign(found.parties.begin(), found.parties.end());
  needs.bench.assign(found.bench.begin(), found.bench.end());
  needs.observe.assign(found.observe.begin(), found.observe.end());
  needs.operator_present = found.asks;
  return needs;
}

}  // namespace isocket::suite
