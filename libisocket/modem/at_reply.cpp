#include "modem/at_reply.h"

#include <cctype>
#include <charconv>

namespace isocket::modem {
namespace {

std::string_view trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

std::string_view unquote(std::string_view text) {
  text = trim(text);
  if (text.size() >= 2 && text.front() == '"' && text.back() == '"') return text.substr(1, text.size() - 2);
  return text;
}

}  // namespace

std::string_view name_of(AtResult result) {
  switch (result) {
    case AtResult::ok: return "ok";
    case AtResult::connect: return "connect";
    case AtResult::error: return "error";
    case AtResult::cme_error: return "cme_error";
    case AtResult::cms_error: return "cms_error";
    case AtResult::no_carrier: return "no_carrier";
    case AtResult::busy: return "busy";
    case AtResult::no_answer: return "no_answer";
    case AtResult::no_dialtone: return "no_dialtone";
    case AtResult::not_supported: return "not_supported";
    case AtResult::aborted: return "aborted";
    case AtResult::expired: return "expired";
    case AtResult::restarted: return "restarted";
    case AtResult::lost: return "lost";
    case AtResult::closed: return "closed";
  }
  return "unknown";
}

std::string_view AtReply::cause() const {
  if (result != AtResult::cme_error && result != AtResult::cms_error) return {};
  const std::size_t colon = text.find(':');
  return colon == std::string::npos ? std::string_view{} : trim(std::string_view{text}.substr(colon + 1));
}

std::optional<std::string_view> AtReply::find(std::string_view name) const {
  for (const std::string& line : information)
    if (at_name(line) == name) return trim(std::string_view{line}.substr(name.size() + 1));
  return std::nullopt;
}

std::string_view at_name(std::string_view line) {
  if (line.size() < 2 || (line[0] != '+' && line[0] != '^' && line[0] != '*' && line[0] != '#' &&
                          line[0] != '$' && line[0] != '%' && line[0] != '_'))
    return {};
  for (std::size_t i = 1; i < line.size(); ++i) {
    if (line[i] == ':') return line.substr(0, i);
    if (std::isalnum(static_cast<unsigned char>(line[i])) == 0 && line[i] != ' ') return {};
  }
  return {};
}

std::optional<std::uint8_t> reference_of(std::string_view parameters) {
  const std::string text = at_fields(parameters).front();
  unsigned value = 256;
  const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (ec != std::errc{} || end != text.data() + text.size() || value > 255) return std::nullopt;
  return static_cast<std::uint8_t>(value);
}

int at_number(std::string_view field) {
  int value = -1;
  std::from_chars(field.data(), field.data() + field.size(), value);
  return value;
}

std::vector<std::string> at_fields(std::string_view parameters) {
  std::vector<std::string> fields;
  bool quoted = false;
  int depth = 0;
  std::size_t first = 0;
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    const char c = parameters[i];
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    if (c == '(') ++depth;
    if (c == ')' && depth > 0) --depth;
    if (c != ',' || depth > 0) continue;
    fields.emplace_back(unquote(parameters.substr(first, i - first)));
    first = i + 1;
  }
  fields.emplace_back(unquote(parameters.substr(first)));
  return fields;
}

}  // namespace isocket::modem
