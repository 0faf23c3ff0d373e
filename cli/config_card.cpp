// isocket config card: the Product Information Card that the integrator hands over.
#include <CLI/CLI.hpp>
#include <filesystem>
#include <memory>
#include <ostream>

#include "config.h"
#include "config/card.h"
#include "config_file.h"
#include "pdf.h"
#include "trace_option.h"

namespace isocket::cli {
namespace {

namespace fs = std::filesystem;

struct CardOptions {
  std::string input;
  CablePort port;  ///< instead of a file
  std::string output;
  std::string translations;
};

/// One of the forms, by the file's ending.
struct CardForm {
  std::string_view ending;
  std::string (*text)(const config::Card&);
  bool printed = false;  ///< the text goes through a browser
};

constexpr CardForm kForms[] = {{".html", config::card_html},
                               {".pdf", config::card_html, true},
                               {".md", config::card_markdown},
                               {".json", config::card_json}};

const CardForm* form_of(const fs::path& file) {
  for (const CardForm& form : kForms)
    if (file.extension() == form.ending) return &form;
  return nullptr;
}

std::optional<config::Card> card_of_file(const std::string& path, Terminal& terminal) {
  if (is_card_file(path)) return read_card_file(path, terminal);
  auto configuration = read_configuration_file(path, terminal);
  if (!configuration) return std::nullopt;
  if (const auto missing = config::first_missing(*configuration)) {
    terminal.err << path << ": a card holds every setting, and " << *missing
                 << " is not in this file; it would be what was read back from the device\n";
    return std::nullopt;
  }
  return config::Card{*std::move(configuration), {}};
}

/// The card that the options ask for. Anything but `pass`: there is none, after a message.
ExitCode make_card(const CardOptions& options, Terminal& terminal, config::Card& card) {
  if (!options.port.path.empty()) {
    const ExitCode code = read_over_cable(options.port, terminal, card.configuration);
    if (code != ExitCode::pass) return code;
  } else {
    auto read = card_of_file(options.input, terminal);
    if (!read) return ExitCode::usage;
    card = *std::move(read);
  }
  if (options.translations.empty()) return ExitCode::pass;
  const auto words = open_source(options.translations, terminal);
  if (!words) return ExitCode::usage;
  yaml::Problems problems;
  auto translations = config::read_translations(card.configuration.model, *words, problems);
  show(problems, terminal);
  if (!translations) return ExitCode::usage;
  card.translations = *std::move(translations);
  return ExitCode::pass;
}

ExitCode write_card(const CardOptions& options, const CardForm& form, const config::Card& card,
                    Terminal& terminal) {
  const std::string text = form.text(card);
  if (form.printed) {
    const auto printed = print_pdf(text, options.output);
    if (printed) return ExitCode::pass;
    terminal.err << "isocket: " << describe(printed.error()) << "\n";
    return printed.error().code == Errc::io ? ExitCode::not_recorded : ExitCode::equipment;
  }
  return write_text(options.output, text, terminal);
}

ExitCode card(const CardOptions& options, Terminal& terminal) {
  const CardForm* form = form_of(options.output);
  if (options.input.empty() && options.port.path.empty()) {
    terminal.err << "isocket: a card is made of a FILE, or of the device at --port\n";
    return ExitCode::usage;
  }
  if (form == nullptr) {
    terminal.err << "isocket: " << options.output << ": a card ends in .html, .pdf, .md or .json\n";
    return ExitCode::usage;
  }
  config::Card made;
  if (const auto code = make_card(options, terminal, made); code != ExitCode::pass) return code;
  if (config::lacks_renew_password(made.configuration))  // MU-2-16
    terminal.err << "isocket: warning: RENEWINTERVALPW is not configured: once 30 minutes are over the "
                    "customer cannot "
                    "change the configuration by SMS\n";
  return write_card(options, *form, made, terminal);
}

}  // namespace

void add_config_card(CLI::App& config, Action& action) {
  auto options = std::make_shared<CardOptions>();
  CLI::App* command =
      config.add_subcommand("card", "Makes the Product Information Card, which the customer keeps.");
  CLI::Option* const file =
      command->add_option("FILE", options->input, "Configuration (.yaml), or another card (.json)");
  CLI::Option* const port = command->add_option("--port", options->port.path,
                                                "Read the device over its configuration cable instead");
  port->type_name("PORT")->excludes(file);
  add_trace_option(*command, options->port.trace);
  command->get_option(kTraceOption)->needs(port);
  command->add_option("-o,--output", options->output, "The card: .html, .pdf, .md or .json")->required();
  command->add_option("--translations", options->translations,
                      "Your words for the fields, as YAML: 'ring.action: ...'");
  command->footer(
      "A .pdf is printed by Chromium. How it is done: docs/how-to/product-card.md\n"
      "Examples:\n"
      "  isocket config card cottage.yaml -o cottage.html\n"
      "  isocket config card cottage.yaml -o cottage.pdf --translations finnish.yaml\n"
      "  isocket config card --port /dev/ttyACM0 -o cottage.html\n"
      "Exit codes: 0 written, 2 a file with mistakes or an incomplete configuration, 4 no Chromium or no "
      "device, 7 not "
      "written.");
  command->callback(
      [options, &action] { action = [options](Terminal& terminal) { return card(*options, terminal); }; });
}

}  // namespace isocket::cli
