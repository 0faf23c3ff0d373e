#include "suite/keys.h"

#include "device/model.h"

namespace isocket::suite {

const std::vector<std::string_view>& keys_of(Part part) {
  using Keys = std::vector<std::string_view>;
  static const Keys kSuite{"suite", "description", "models",    "parties", "tags",
                           "vars",  "include",     "fragments", "cases"};
  static const Keys kCase{"id",   "purpose", "covers", "tags",   "needs", "models",
                          "vars", "given",   "ignore", "limits", "steps"};
  static const Keys kStep{"send",    "expect", "silence",  "call",     "ringing", "wait",  "bench",
                          "observe", "repeat", "use",      "ask",      "from",    "to",    "within",
                          "for",     "after",  "withheld", "alphabet", "proof",   "rules", "hang_up"};
  static const Keys kCall{"ring", "outcome", "withheld", "local", "for", "then"};
  static const Keys kRinging{"party", "within", "then", "for"};
  static const Keys kRepeat{"times", "steps"};
  static const Keys kPattern{"contains", "matches", "one_of"};
  static const Keys kRules{"arrival", "text"};
  switch (part) {
    case Part::suite: return kSuite;
    case Part::test_case: return kCase;
    case Part::step: return kStep;
    case Part::call: return kCall;
    case Part::ringing: return kRinging;
    case Part::repeat: return kRepeat;
    case Part::pattern: return kPattern;
    case Part::rules: break;
  }
  return kRules;
}

std::string_view name_of(Part part) {
  switch (part) {
    case Part::suite: return "a suite file";
    case Part::test_case: return "a case";
    case Part::step: return "a step";
    case Part::call: return "'call:'";
    case Part::ringing: return "'ringing:'";
    case Part::repeat: return "'repeat:'";
    case Part::pattern: return "'expect:'";
    case Part::rules: break;
  }
  return "'rules:'";
}

const std::vector<std::string_view>& usual_parties() {
  static const std::vector<std::string_view> kParties{"boss", "second", "third", "stranger"};
  return kParties;
}

const std::vector<std::string_view>& model_names() {
  static const std::vector<std::string_view> kModels = [] {
    std::vector<std::string_view> names;
    for (unsigned i = 0; i <= static_cast<unsigned>(device::Model::smart_relay); ++i)
      names.push_back(device::name_of(static_cast<device::Model>(i)));
    return names;
  }();
  return kModels;
}

}  // namespace isocket::suite
