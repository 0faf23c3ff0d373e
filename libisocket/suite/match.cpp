#include "suite/match.h"

#include <re2/re2.h>

#include <algorithm>
#include <memory>
#include <vector>

#include "suite/placeholder.h"

namespace isocket::suite {
namespace {

// The dashes that stand for a hyphen-minus: hyphens, figure, en and em dash, minus (Unicode U+2010 to U+2015,
// U+2212), and the soft hyphen that some networks put in its place.
constexpr std::string_view kDashes[] = {"\u2010", "\u2011", "\u2012", "\u2013", "\u2014",
                                        "\u2015", "\u2212", "\u00AD", "-"};
constexpr std::string_view kBlanks[] = {"\u00A0", "\u2007", "\u202F", " ", "\t"};

template <std::size_t N>
std::size_t starts_with_one_of(std::string_view text, const std::string_view (&words)[N]) {
  for (const std::string_view word : words)
    if (text.starts_with(word)) return word.size();
  return 0;
}

/// One kind of dash, single blanks, single line feeds; nothing at the end.
std::string normalise(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size();) {
    const std::string_view rest = text.substr(i);
    if (const auto dash = starts_with_one_of(rest, kDashes)) {
      result += '-';
      i += dash;
    } else if (const auto blank = starts_with_one_of(rest, kBlanks)) {
      if (!result.ends_with(' ')) result += ' ';
      i += blank;
    } else {
      if (!rest.starts_with("\r\n")) result += rest.front() == '\r' ? '\n' : rest.front();
      ++i;
    }
  }
  while (result.ends_with('\n')) result.pop_back();
  return result;
}

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  for (std::size_t start = 0;;) {
    const auto end = text.find('\n', start);
    lines.emplace_back(text.substr(start, end - start));
    if (end == std::string_view::npos) return lines;
    start = end + 1;
  }
}

constexpr std::string_view kRest = "<...>";

std::string_view expression_of(std::string_view type) {
  if (type == "int") return "[+-]?[0-9]+";
  if (type == "number") return "[+-]?[0-9]+(?:[.,][0-9]+)?";
  if (type == "word") return "[^ \\n]+";
  if (type == "date") return "[0-9]{2}/[0-9]{2}/[0-9]{2},[0-9]{2}:[0-9]{2}:[0-9]{2}(?:[+-][0-9]{2})?";
  return "[^\\n]+";
}

/// The regular expression for a filled text without line feeds.
/// @param loose  blanks may come and go anywhere but inside a capture
Result<std::string> line_expression(std::string_view line, bool loose, std::vector<std::string>& names) {
  auto pieces = cut(line);
  if (!pieces) return fail(std::move(pieces.error()));
  constexpr std::string_view kAnyBlanks = "[ \\n]*";
  std::string expression;
  for (const Piece& piece : *pieces) {
    if (piece.kind == Piece::Kind::capture) {
      if (std::find(names.begin(), names.end(), piece.text) != names.end())
        return fail(Errc::bad_value, "placeholder", piece.offset,
                    "'" + piece.text + "' is captured twice in one text");
      names.push_back(piece.text);
      expression += "(" + std::string{expression_of(piece.type)} + ")";
      if (loose) expression += kAnyBlanks;
      continue;
    }
    const std::string literal = normalise(piece.text);
    if (!loose) {
      expression += RE2::QuoteMeta(literal);
      continue;
    }
    for (std::size_t i = 0; i < literal.size();) {
      std::size_t length = 1;  // of the character: RE2 wants whole ones
      while (i + length < literal.size() && (static_cast<unsigned char>(literal[i + length]) & 0xC0) == 0x80)
        ++length;
      if (literal[i] != ' ') expression += RE2::QuoteMeta(literal.substr(i, length));
      expression += kAnyBlanks;
      i += length;
    }
  }
  return expression;
}

/// Fills in what has a value, and leaves captures and <...> as they are. Values may hold any text.
Result<std::string> fill_values(std::string_view text, const Values& values) {
  auto pieces = cut(text);
  if (!pieces) return fail(std::move(pieces.error()));
  std::string result;
  const auto literal = [&](std::string_view part) {
    for (const char c : part) result += c == '<' ? "<<" : std::string(1, c);
  };
  for (const Piece& piece : *pieces) {
    switch (piece.kind) {
      case Piece::Kind::literal: literal(piece.text); break;
      case Piece::Kind::capture: result += "<" + piece.text + ":" + piece.type + ">"; break;
      case Piece::Kind::rest: result += kRest; break;
      case Piece::Kind::value: {
        const std::string digits = piece.digits == 0 ? "" : ":" + std::to_string(piece.digits);
        auto value = fill("<" + piece.text + digits + ">", values);
        if (!value) {
          value.error().offset = piece.offset;
          return fail(std::move(value.error()));
        }
        literal(*value);
      }
    }
  }
  return result;
}

struct Expression {
  std::string text;
  std::vector<std::string> names;
};

/// For a filled text; it is compared with the message behind one line feed, so that <...> can be no line.
Result<Expression> expression(std::string_view filled, bool whole, bool loose) {
  Expression result;
  std::string text = normalise(filled);  // placeholders have neither dashes nor blanks
  bool first = true;
  for (const std::string& line : lines_of(text)) {
    if (line == kRest) {
      result.text += "(?:\\n[^\\n]*)*";
    } else {
      auto part = line_expression(line, loose, result.names);
      if (!part) return fail(std::move(part.error()));
      if (whole || !first) result.text += loose ? "[ \\n]*" : "\\n";
      result.text += *part;
    }
    first = false;
  }
  result.text = (loose ? "(?i)" : "") + (whole ? "\\A" + result.text + "\\z" : result.text);
  return result;
}

RE2::Options options() {
  RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(4 << 20);
  options.set_never_nl(false);
  return options;
}

/// The captures when `text` fits, in the order of the expression.
std::optional<std::vector<std::string>> captures_of(const RE2& re, std::string_view text) {
  const auto groups = static_cast<std::size_t>(std::max(re.NumberOfCapturingGroups(), 0)) + 1;
  std::vector<re2::StringPiece> found(groups);
  if (!re.Match(re2::StringPiece{text.data(), text.size()}, 0, text.size(), RE2::UNANCHORED, found.data(),
                static_cast<int>(groups)))
    return std::nullopt;
  std::vector<std::string> result;
  for (std::size_t i = 1; i < groups; ++i) result.emplace_back(found[i].data() ? found[i].as_string() : "");
  return result;
}

bool fits(std::string_view filled, bool whole, std::string_view message) {
  const auto e = expression(filled, whole, false);
  if (!e) return false;
  const RE2 re{e->text, options()};
  return re.ok() && captures_of(re, message).has_value();
}

std::string in_quotes(std::string_view text) {
  return "'" + std::string{text} + "'";
}

/// The first line that differs, in words.
std::string difference(std::string_view filled, const std::string& message) {
  const auto expected = lines_of(normalise(filled));
  const auto received = lines_of(message);
  for (std::size_t i = 0; i < expected.size(); ++i) {
    const std::string number = "line " + std::to_string(i + 1) + ": ";
    if (expected[i] == kRest) {
      std::string rest;
      for (std::size_t k = i + 1; k < expected.size(); ++k) rest += (k == i + 1 ? "" : "\n") + expected[k];
      return "after line " + std::to_string(i) + ": expected the message to end with " + in_quotes(rest) +
             ", received " + in_quotes(received.back());
    }
    if (i >= received.size())
      return number + "expected " + in_quotes(expected[i]) + ", but the message ends before it";
    if (!fits(expected[i], true, "\n" + received[i]))
      return number + "expected " + in_quotes(expected[i]) + ", received " + in_quotes(received[i]);
  }
  return "line " + std::to_string(expected.size() + 1) + ": expected the message to end, received " +
         in_quotes(received[std::min(expected.size(), received.size() - 1)]);
}

Result<MatchResult> match_text(const Pattern& pattern, std::string_view received, const Values& values) {
  const bool whole = pattern.kind == Pattern::Kind::exact;
  auto filled = fill_values(pattern.text, values);
  if (!filled) return fail(std::move(filled.error()));
  const std::string message = normalise(received);
  MatchResult result;
  for (const bool loose : {false, true}) {
    const auto e = expression(*filled, whole, loose);
    if (!e) return fail(e.error());
    const RE2 re{e->text, options()};
    if (!re.ok()) return fail(Errc::overflow, "pattern", 0, "the text is too long to be compared");
    const auto captures = captures_of(re, whole ? "\n" + message : message);
    if (!captures) continue;
    for (std::size_t i = 0; i < e->names.size(); ++i) result.captures[e->names[i]] = (*captures)[i];
    result.outcome = loose ? Match::variant : Match::match;
    if (!loose) return result;
    break;
  }
  result.difference = whole ? difference(*filled, message)
                            : "expected the message to contain " + in_quotes(normalise(*filled)) +
                                  ", received " + in_quotes(message);
  if (result.outcome == Match::variant)
    result.difference = "only blanks, line breaks or capitals differ: " + result.difference;
  return result;
}

Result<MatchResult> match_expression(const Pattern& pattern, std::string_view received) {
  const RE2 re{"\\A(?:" + pattern.text + ")\\z", options()};
  if (!re.ok()) return fail(Errc::bad_value, "matches", 0, "this is no regular expression: " + re.error());
  std::string message{received};
  while (message.ends_with('\n')) message.pop_back();
  MatchResult result;
  const auto captures = captures_of(re, message);
  if (!captures) {
    result.difference =
        "expected the message to match '" + pattern.text + "', received " + in_quotes(message);
    return result;
  }
  result.outcome = Match::match;
  for (const auto& [index, name] : re.CapturingGroupNames())
    result.captures[name] = (*captures)[static_cast<std::size_t>(index) - 1];
  return result;
}

}  // namespace

std::string_view name_of(Match outcome) {
  constexpr std::string_view kNames[] = {"match", "variant", "mismatch"};
  return kNames[static_cast<std::size_t>(outcome)];
}

Result<MatchResult> match(const Pattern& pattern, std::string_view received, const Values& values) {
  return pattern.kind == Pattern::Kind::matches ? match_expression(pattern, received)
                                                : match_text(pattern, received, values);
}

Result<MatchResult> match(const Expect& expect, std::string_view received, const Values& values) {
  MatchResult best;
  for (const Pattern& pattern : expect.one_of) {
    auto result = match(pattern, received, values);
    if (!result) return result;
    if (result->outcome == Match::match) return result;
    const bool better = result->outcome < best.outcome;
    if (better) {
      best = std::move(*result);
    } else if (result->outcome == Match::mismatch && best.outcome == Match::mismatch) {
      if (!best.difference.empty()) best.difference += "\nor ";
      best.difference += result->difference;
    }
  }
  return best;
}

Result<void> check(const Pattern& pattern) {
  if (pattern.kind == Pattern::Kind::matches) {
    const RE2 re{pattern.text, options()};
    if (!re.ok()) return fail(Errc::bad_value, "matches", 0, "this is no regular expression: " + re.error());
    return {};
  }
  if (normalise(pattern.text).empty())
    return fail(Errc::bad_value, "pattern", 0, "an empty text fits nothing; 'silence:' expects no message");
  if (auto pieces = cut(pattern.text); !pieces) return fail(std::move(pieces.error()));
  if (auto e = expression(pattern.text, true, false); !e) {
    e.error().offset = 0;
    return fail(std::move(e.error()));
  }
  return {};
}

std::vector<std::string> capture_names(const Pattern& pattern) {
  std::vector<std::string> names;
  if (pattern.kind == Pattern::Kind::matches) {
    const RE2 re{pattern.text, options()};
    if (re.ok())
      for (const auto& [name, index] : re.NamedCapturingGroups()) names.push_back(name);
  } else if (const auto pieces = cut(pattern.text)) {
    for (const Piece& piece : *pieces)
      if (piece.kind == Piece::Kind::capture) names.push_back(piece.text);
  }
  return names;
}

}  // namespace isocket::suite
