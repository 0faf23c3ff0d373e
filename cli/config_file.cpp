#include "config_file.h"

#include <filesystem>
#include <ostream>

#include "config/configuration_file.h"
#include "core/output_file.h"

namespace isocket::cli {

bool is_card_file(const std::string& path) {
  return std::filesystem::path{path}.extension() == ".json";
}

void show(yaml::Problems& problems, Terminal& terminal) {
  for (yaml::Diagnostic& problem : problems.take()) {
    yaml::conceal(problem, {"PASSWORD", "RENEWINTERVALPW"}, "set");
    terminal.err << render(problem);
  }
}

std::optional<yaml::Source> open_source(const std::string& path, Terminal& terminal) {
  auto source = yaml::Source::read(path);
  if (source) return std::move(*source);
  terminal.err << "isocket: " << describe(source.error()) << "\n";
  return std::nullopt;
}

std::optional<config::Card> read_card_file(const std::string& path, Terminal& terminal) {
  const auto source = open_source(path, terminal);
  if (!source) return std::nullopt;
  auto card = config::read_card(source->text());
  if (card) return std::move(*card);
  const Error& error = card.error();
  if (error.field == "card")  // the text itself, and where
    terminal.err << render(source->diagnostic(source->at(error.offset), error.detail));
  else
    terminal.err << source->name() << ": " << error.field << ": " << error.detail << "\n";
  return std::nullopt;
}

std::optional<device::Configuration> read_configuration_file(const std::string& path, Terminal& terminal) {
  if (is_card_file(path)) {
    auto card = read_card_file(path, terminal);
    if (!card) return std::nullopt;
    return std::move(card->configuration);
  }
  const auto source = open_source(path, terminal);
  if (!source) return std::nullopt;
  yaml::Problems problems;
  auto configuration = config::read_configuration(*source, problems);
  show(problems, terminal);
  return configuration;
}

ExitCode write_text(const std::string& path, const std::string& text, Terminal& terminal) {
  const auto written = write_file(path, text);
  if (written) return ExitCode::pass;
  terminal.err << "isocket: " << path << ": it cannot be written: " << written.error().detail << "\n";
  return ExitCode::not_recorded;
}

}  // namespace isocket::cli
