#include "suite/placeholder.h"

#include <algorithm>

namespace isocket::suite {
namespace {

constexpr std::string_view kTypes[] = {"int", "number", "word", "date", "text"};

bool is_name(std::string_view name) {
  if (name.empty() || name.size() > 64 || name.front() < 'a' || name.front() > 'z') return false;
  char before = 'x';
  for (const char c : name) {
    const bool fine =
        (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || (c == '.' && before != '.');
    if (!fine) return false;
    before = c;
  }
  return before != '.';
}

std::optional<std::size_t> small_number(std::string_view text) {
  if (text.empty() || text.size() > 2) return std::nullopt;
  std::size_t value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + static_cast<std::size_t>(c - '0');
  }
  return value;
}

Result<Piece> placeholder(std::string_view inside, std::size_t offset) {
  Piece piece;
  piece.offset = offset;
  if (inside == "...") {
    piece.kind = Piece::Kind::rest;
    return piece;
  }
  const auto colon = inside.find(':');
  const std::string_view name = inside.substr(0, colon);
  if (!is_name(name))
    return fail(Errc::bad_value, "placeholder", offset,
                "'<" + std::string{inside} +
                    ">' is no placeholder; a name has small letters, digits and '_', and a '<' "
                    "of the text itself is written '<<'");
  piece.text = name;
  if (colon == std::string_view::npos) {
    piece.kind = Piece::Kind::value;
    return piece;
  }
  const std::string_view type = inside.substr(colon + 1);
  if (const auto digits = small_number(type)) {
    if (*digits < 1 || *digits > 20)
      return fail(Errc::bad_value, "placeholder", offset, "a number has 1 to 20 digits");
    piece.kind = Piece::Kind::value;
    piece.digits = *digits;
    return piece;
  }
  if (std::find(std::begin(kTypes), std::end(kTypes), type) == std::end(kTypes))
    return fail(
        Errc::bad_value, "placeholder", offset,
        "'" + std::string{type} + "' is no type of a capture; known are int, number, word, date and text");
  if (name.find('.') != std::string_view::npos)
    return fail(Errc::bad_value, "placeholder", offset, "the name of a capture has no '.'");
  piece.kind = Piece::Kind::capture;
  piece.type = type;
  return piece;
}

}  // namespace

Result<std::vector<Piece>> cut(std::string_view text) {
  std::vector<Piece> pieces;
  std::string literal;
  std::size_t literal_at = 0;
  const auto end_literal = [&] {
    if (!literal.empty()) pieces.push_back({Piece::Kind::literal, std::move(literal), {}, 0, literal_at});
    literal.clear();
  };
  for (std::size_t i = 0; i < text.size();) {
    if (text[i] != '<' || text.substr(i).starts_with("<<")) {
      if (literal.empty()) literal_at = i;
      literal += text[i];
      i += text[i] == '<' ? 2 : 1;
      continue;
    }
    const auto end = text.find('>', i);
    if (end == std::string_view::npos)
      return fail(Errc::bad_value, "placeholder", i,
                  "this '<' has no '>'; a '<' of the text itself is written '<<'");
    auto piece = placeholder(text.substr(i + 1, end - i - 1), i);
    if (!piece) return fail(std::move(piece.error()));
    if (piece->kind == Piece::Kind::rest) {
      const bool alone = (i == 0 || text[i - 1] == '\n') && (end + 1 == text.size() || text[end + 1] == '\n');
      if (!alone)
        return fail(Errc::bad_value, "placeholder", i,
                    "'<...>' stands alone on its line, for any further lines");
    }
    end_literal();
    pieces.push_back(std::move(*piece));
    i = end + 1;
  }
  end_literal();
  return pieces;
}

bool is_number_value(std::string_view name) {
  if (name.starts_with("nobody.")) {
    const auto number = small_number(name.substr(7));
    return number && *number >= 1 && *number <= 10 && name[7] != '0';
  }
  return name.ends_with(".number") || name.ends_with(".local");
}

bool is_known_value(std::string_view name, const std::vector<std::string>& parties) {
  if (name == "password") return true;
  if (!is_number_value(name)) return false;
  if (name.starts_with("nobody.")) return true;
  return std::find(parties.begin(), parties.end(), name.substr(0, name.rfind('.'))) != parties.end();
}

}  // namespace isocket::suite
