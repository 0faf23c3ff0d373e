// Any octets give suites or messages, never a crash, and never more than they should cost. What loads is
// used: its patterns are compared with the rest of the input.
#include <cassert>
#include <cstdint>
#include <string_view>

#include "suite/load.h"
#include "suite/match.h"

using namespace isocket::suite;

namespace {

void use(const std::vector<Step>& steps, std::string_view received) {
  for (const Step& step : steps) {
    if (const auto* expect = std::get_if<Expect>(&step.action)) {
      const Values values{{"boss.number", "358912345601"}, {"password", "12abc"}};
      const auto result = match(*expect, received, values);
      // A difference is told exactly when there is one.
      if (result) assert(result->difference.empty() == (result->outcome == Match::match));
    }
    if (const auto* repeat = std::get_if<Repeat>(&step.action)) use(repeat->steps, received);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  const Loaded loaded = load_text("/nowhere/fuzz.yaml", std::string{text});
  for (const Diagnostic& diagnostic : loaded.diagnostics) {
    const std::string shown = render(diagnostic);
    assert(!diagnostic.message.empty());
    assert(shown.ends_with('\n'));
    assert(shown.size() < 8192 + 4 * diagnostic.message.size());
  }
  assert(loaded.ok() || loaded.suites.empty());
  for (const Suite& suite : loaded.suites)
    for (const Case& c : suite.cases) {
      assert(!c.steps.empty());
      needs_of(c);
      use(c.steps, text.substr(0, 300));
    }
  return 0;
}
