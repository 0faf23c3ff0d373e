#include "config/card_words.h"
#include "device/features.h"

namespace isocket::config {
namespace {

/// Nothing is fetched: fonts are those of the machine. On paper no row, heading or small table is torn apart,
/// and a table that goes on begins with its headings again.
constexpr std::string_view kStyle = R"css(
  @page { size: A4; margin: 14mm 14mm 16mm }
  * { box-sizing: border-box }
  html { color: #1c2024; background: #fff; font: 9pt/1.3 "Helvetica Neue", Helvetica, Arial, "Liberation Sans", "DejaVu Sans", sans-serif;
         -webkit-print-color-adjust: exact; print-color-adjust: exact }
  body { max-width: 182mm; margin: 0 auto }
  header { border-bottom: 1.4pt solid #1c2024; padding-bottom: 3mm; margin-bottom: 5mm }
  header p { margin: 0; color: #59636e; letter-spacing: .06em; text-transform: uppercase; font-size: 8pt }
  h1 { margin: .5mm 0 2.5mm; font-size: 19pt; font-weight: 600; letter-spacing: -.01em }
  dl { display: flex; flex-wrap: wrap; gap: 2mm 9mm; margin: 0 }
  dt { color: #59636e; font-size: 7.5pt }
  dd { margin: 0; font-weight: 600 }
  h2 { margin: 5mm 0 1mm; font-size: 11pt; font-weight: 600; break-after: avoid }
  h2 small { color: #59636e; font-weight: 400; font-size: 8pt; margin-left: 2mm }
  table { width: 100%; border-collapse: collapse }
  section.whole { break-inside: avoid }
  thead { display: table-header-group }
  tr { break-inside: avoid }
  th, td { text-align: left; vertical-align: top; padding: .8mm 2mm; border-bottom: .4pt solid #c9d0d6 }
  thead th { color: #59636e; font-size: 7.5pt; font-weight: 600; vertical-align: bottom; border-bottom: .8pt solid #1c2024 }
  thead th i { display: block; min-height: 1.35em; font-weight: 400 }
  tbody.group th { padding-top: 2.4mm; font-weight: 600; border-bottom: .8pt solid #8b959e; break-after: avoid }
  tbody { break-inside: avoid }
  table.fields { table-layout: fixed }
  .setting { width: 43% } .chapter { width: 9% } .translation { width: 23% } .value { width: 25% }
  td.chapter { color: #59636e } td.value { font-weight: 600; overflow-wrap: anywhere }
  table.rows td { font-variant-numeric: tabular-nums; overflow-wrap: anywhere; height: 5.4mm }
  table.rows th.name { width: 11mm; font-weight: 600; color: #1c2024; font-size: inherit }
  td div { white-space: pre-wrap }
  footer { margin-top: 6mm; padding-top: 2mm; border-top: .4pt solid #c9d0d6; color: #59636e; font-size: 7.5pt; break-inside: avoid }
  @media screen { body { padding: 10mm 6mm } }
)css";

std::string escaped(std::string_view text) {
  std::string result;
  for (const char c : text) {
    switch (c) {
      case '&': result += "&amp;"; break;
      case '<': result += "&lt;"; break;
      case '>': result += "&gt;"; break;
      case '"': result += "&quot;"; break;
      default: result += c;
    }
  }
  return result;
}

/// What stands at the foot of every printed page: pages of several devices may lie together.
std::string page_style(const Card& card) {
  std::string serial;  // in a CSS string: nothing that could end it
  for (const char c : info_of(card, "SERIALNUM"))
    if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-') serial += c;
  const std::string font = "; font: 7.5pt sans-serif; color: #59636e } ";
  return "  @page { @bottom-left { content: \"" +
         std::string{device::product_name(card.configuration.model)} + ", " + serial + "\"" + font +
         "@bottom-right { content: counter(page) \" / \" counter(pages)" + font + "}\n";
}

std::string values_html(const std::vector<std::string>& values) {
  std::string html;
  for (const std::string& value : values) html += "<div>" + escaped(value) + "</div>";
  return html;
}

std::string fact(std::string_view name, std::string_view value) {
  return "<div><dt>" + escaped(name) + "</dt><dd>" + escaped(value) + "</dd></div>";
}

std::string header_html(const Card& card) {
  return "<header>\n<p>Product Information Card</p>\n<h1>" +
         escaped(device::product_name(card.configuration.model)) + "</h1>\n<dl>" +
         fact("Serial number", info_of(card, "SERIALNUM")) + fact("Settings read", time_words(card)) +
         "</dl>\n</header>\n";
}

std::string fields_html(const Card& card) {
  std::string html =
      "<table class=\"fields\">\n<thead><tr><th class=\"setting\">Setting</th><th "
      "class=\"chapter\">Chapter</th>"
      "<th class=\"translation\">Translation</th><th class=\"value\">Value</th></tr></thead>\n";
  for (const Section& section : sections_of(card)) {
    html += "<tbody class=\"group\">\n<tr><th colspan=\"4\">" + escaped(section.title) + "</th></tr>\n";
    for (const CardField* field : section.fields)
      html += "<tr><td>" + escaped(field->label) + "</td><td class=\"chapter\">" + escaped(field->chapter) +
              "</td><td>" + escaped(card.translation(field->key)) + "</td><td class=\"value\">" +
              values_html(shown_values(card, *field, 0)) + "</td></tr>\n";
    html += "</tbody>\n";
  }
  return html + "</table>\n";
}

std::string table_html(const Card& card, const CardTable& table) {
  constexpr int kFitsOnAPage = 10;
  std::string head = "<th class=\"name\"></th>", rows;
  for (const CardField& column : table.columns) {
    const std::string key = std::string{table.key} + "." + std::string{column.key};
    head += "<th>" + escaped(column.label) + "<i>" + escaped(card.translation(key)) + "</i></th>";
  }
  for (int row = 1; row <= table.rows; ++row) {
    rows += "<tr><th class=\"name\">" + row_name(table, row) + "</th>";
    for (const CardField& column : table.columns)
      rows += "<td>" + values_html(shown_values(card, column, row)) + "</td>";
    rows += "</tr>\n";
  }
  return std::string{"<section"} + (table.rows <= kFitsOnAPage ? " class=\"whole\"" : "") + ">\n<h2>" +
         escaped(table.title) + "<small>Chapter " + escaped(table.columns.back().chapter) +
         "</small></h2>\n<table class=\"rows\">\n<thead><tr>" + head +
         "</tr></thead>\n<tbody style=\"break-inside: auto\">\n" + rows + "</tbody>\n</table>\n</section>\n";
}

}  // namespace

std::string card_html(const Card& card) {
  const std::string product{device::product_name(card.configuration.model)};
  std::string html = "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>" +
                     escaped(product) + " " + escaped(info_of(card, "SERIALNUM")) +
                     " - Product Information Card</title>\n<style>" + std::string{kStyle} + page_style(card) +
                     "</style>\n</head>\n<body>\n" + header_html(card) + fields_html(card);
  for (const CardTable& table : card_tables(card.configuration.model)) html += table_html(card, table);
  return html + "<footer>Revisions of the settings: " + escaped(revision_words(card)) +
         "</footer>\n</body>\n</html>\n";
}

}  // namespace isocket::config
