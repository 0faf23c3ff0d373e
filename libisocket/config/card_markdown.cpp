#include "config/card_words.h"
#include "device/features.h"

namespace isocket::config {
namespace {

/// Markdown reads none of its signs in it, and no cell ends.
std::string cell(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (std::string_view{"\\`*_{}[]<>#|~"}.find(c) != std::string_view::npos) result += '\\';
    result += c == '\n' ? ' ' : c;
  }
  return result;
}

std::string values_cell(const std::vector<std::string>& values) {
  std::string text;
  for (const std::string& value : values) text += (text.empty() ? "" : "<br>") + cell(value);
  return text;
}

std::string fields_text(const Card& card) {
  std::string text;
  for (const Section& section : sections_of(card)) {
    text += "\n## " + cell(section.title) +
            "\n\n| setting | chapter | translation | value |\n|---|---|---|---|\n";
    for (const CardField* field : section.fields)
      text += "| " + cell(field->label) + " | " + field->chapter + " | " +
              cell(card.translation(field->key)) + " | " + values_cell(shown_values(card, *field, 0)) +
              " |\n";
  }
  return text;
}

std::string table_text(const Card& card, const CardTable& table) {
  std::string head = "|  |", rule = "|---|", rows;
  for (const CardField& column : table.columns) {
    const std::string key = std::string{table.key} + "." + std::string{column.key};
    const std::string translation = cell(card.translation(key));
    head += " " + cell(column.label) + (translation.empty() ? "" : "<br>" + translation) + " |";
    rule += "---|";
  }
  for (int row = 1; row <= table.rows; ++row) {
    rows += "| " + row_name(table, row) + " |";
    for (const CardField& column : table.columns)
      rows += " " + values_cell(shown_values(card, column, row)) + " |";
    rows += "\n";
  }
  return "\n## " + cell(table.title) + " (chapter " + table.columns.back().chapter + ")\n\n" + head + "\n" +
         rule + "\n" + rows;
}

}  // namespace

std::string card_markdown(const Card& card) {
  std::string text = "# Product Information Card\n\n" + cell(device::product_name(card.configuration.model)) +
                     ", serial number " + cell(info_of(card, "SERIALNUM")) + ", settings read " +
                     cell(time_words(card)) + "\n" + fields_text(card);
  for (const CardTable& table : card_tables(card.configuration.model)) text += table_text(card, table);
  return text + "\nRevisions of the settings: " + cell(revision_words(card)) + "\n";
}

}  // namespace isocket::config
