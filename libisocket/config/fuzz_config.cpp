// Files of people and programs: a configuration in YAML, a card in JSON, translations. The first octets
// choose a good file; the rest are changes to it, or take its place. Whatever comes of it, there is a value
// or a message, and a value comes back from its own file as it was.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "config/card.h"
#include "config/configuration_file.h"
#include "config/example.h"
#include "device/features.h"

namespace {

using namespace isocket;
using namespace isocket::config;

void demand(bool holds) {
  if (!holds) std::abort();
}

/// A device of the model with something to say of itself.
Card good_card(device::Model model) {
  if (model == device::Model::smart_relay) return {example_configuration(), {{"ring.action", "Soitto"}}};
  Card card{device::factory_configuration(model), {{"ring.action", "Soitto"}}};
  for (const auto& setting : device::settings_of(model, device::Group::info)) {
    const bool hardware = setting.name == "HARDWARE";
    card.configuration.at(device::Group::info)
        .set(setting.name, hardware ? std::string{device::product_name(model)} : "OK");
  }
  return card;
}

struct GoodFiles {
  explicit GoodFiles(device::Model m)
      : model{m}, configuration{to_yaml(good_card(m).configuration)}, card{card_json(good_card(m))} {}
  device::Model model;
  std::string configuration;
  std::string card;
  std::string translations = "security.list_enabled: Turvaluettelo\ninputs.alias: \"a\"\n";
};

/// Changes of a text: each is a place, how much goes, how much comes, and what.
std::string changed(std::string text, std::string_view changes) {
  const auto next = [&] {
    const auto octet = changes.empty() ? std::uint8_t{0} : static_cast<std::uint8_t>(changes.front());
    changes.remove_prefix(changes.empty() ? 0 : 1);
    return octet;
  };
  while (!changes.empty()) {
    const std::size_t place = (std::size_t{next()} * 256 + next()) % (text.size() + 1);
    const std::size_t away = std::min<std::size_t>(next() % 64, text.size() - place);
    const std::size_t more = std::min<std::size_t>(next() % 32, changes.size());
    text.replace(place, away, changes.substr(0, more));
    changes.remove_prefix(more);
  }
  return text;
}

/// @return whether there was none
bool told(yaml::Problems& problems) {
  const auto found = problems.take();
  for (const auto& problem : found) {
    demand(!problem.message.empty());
    demand(render(problem).ends_with('\n'));
  }
  return found.empty();
}

/// Without the order in which the settings of a group were read.
device::Configuration sorted(device::Configuration configuration) {
  for (auto& group : configuration.groups) std::sort(group.values.begin(), group.values.end());
  return configuration;
}

void use(const device::Configuration& configuration) {
  const std::string text = to_yaml(configuration);
  yaml::Problems problems;
  const auto again = read_configuration(yaml::Source{"again.yaml", text}, problems);
  demand(told(problems) && again && sorted(*again) == sorted(configuration));
  auto changes = device::difference(device::factory_configuration(configuration.model), configuration);
  device::take_unknown_passwords(configuration.model, changes);
}

void configuration_of(std::string text) {
  yaml::Problems problems;
  const auto configuration = read_configuration(yaml::Source{"a.yaml", std::move(text)}, problems);
  demand(told(problems) == configuration.has_value());
  if (configuration) use(*configuration);
}

void card_of(const std::string& text) {
  const auto card = read_card(text);
  if (!card) return demand(!card.error().detail.empty() && card.error().offset <= text.size());
  demand(!first_missing(card->configuration));
  use(card->configuration);
  const auto again = read_card(card_json(*card));
  demand(again && sorted(again->configuration) == sorted(card->configuration) &&
         again->translations == card->translations);
  demand(!card_markdown(*card).empty() && !card_html(*card).empty());
}

void translations_of(device::Model model, std::string text) {
  yaml::Problems problems;
  const auto translations = read_translations(model, yaml::Source{"fi.yaml", std::move(text)}, problems);
  demand(told(problems) == translations.has_value());
  if (!translations) return;
  Card card = good_card(model);
  card.translations = *translations;
  demand(!card_html(card).empty());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const std::vector<GoodFiles> kGood{std::begin(device::kModels), std::end(device::kModels)};
  if (size < 2) return 0;
  const GoodFiles& good = kGood[data[0] % kGood.size()];
  const std::string_view rest{reinterpret_cast<const char*>(data + 2), size - 2};
  switch (data[1] % 6) {
    case 0: configuration_of(changed(good.configuration, rest)); break;
    case 1: card_of(changed(good.card, rest)); break;
    case 2: translations_of(good.model, changed(good.translations, rest)); break;
    case 3: configuration_of(std::string{rest}); break;
    case 4: card_of(std::string{rest}); break;
    default: translations_of(good.model, std::string{rest});
  }
  return 0;
}
