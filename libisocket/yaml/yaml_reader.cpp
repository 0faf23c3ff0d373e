#include "yaml/yaml_reader.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <sstream>

namespace isocket::yaml {
namespace {

constexpr std::size_t kDeepest = 64;
constexpr std::size_t kMostNodes = 50'000;

/// Ends the reading from inside a handler; yaml-cpp lets it pass.
struct Refused {
  Place place;
  std::string message;
};

/// Length of the UTF-8 character at `i`, or 0 when there is none (RFC 3629 §4).
std::size_t utf8_length(std::string_view text, std::size_t i) {
  const auto at = [&](std::size_t k) {
    return i + k < text.size() ? static_cast<unsigned char>(text[i + k]) : 0U;
  };
  const auto more = [&](std::size_t k) { return (at(k) & 0xC0) == 0x80; };
  const unsigned lead = at(0);
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return more(1) ? 2 : 0;
  if (lead >= 0xE0 && lead <= 0xEF) {
    if (lead == 0xE0 && at(1) < 0xA0) return 0;  // overlong
    if (lead == 0xED && at(1) > 0x9F) return 0;  // surrogates
    return more(1) && more(2) ? 3 : 0;
  }
  if (lead >= 0xF0 && lead <= 0xF4) {
    if (lead == 0xF0 && at(1) < 0x90) return 0;
    if (lead == 0xF4 && at(1) > 0x8F) return 0;
    return more(1) && more(2) && more(3) ? 4 : 0;
  }
  return 0;
}

std::string hex(unsigned char octet) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  return {'0', 'x', kDigits[octet >> 4], kDigits[octet & 15]};
}

/// The first octet that no text has.
std::optional<Diagnostic> find_rubbish(const Source& source) {
  const std::string& text = source.text();
  for (std::size_t i = 0; i < text.size();) {
    const auto octet = static_cast<unsigned char>(text[i]);
    const std::size_t length = utf8_length(text, i);
    if (length == 0)
      return source.diagnostic(source.at(i),
                               "this is not UTF-8 text (octet " + hex(octet) + "); write the file in UTF-8");
    if ((octet < 0x20 && octet != '\n' && octet != '\r' && octet != '\t') || octet == 0x7F)
      return source.diagnostic(source.at(i), "a control character (octet " + hex(octet) +
                                                 ") cannot stand here; this does not look like a text file");
    i += length;
  }
  return std::nullopt;
}

/// yaml-cpp takes "%..." for a directive and silently gives an empty document.
std::optional<Diagnostic> find_directive(const Source& source) {
  std::size_t number = 1;
  for (std::size_t start = 0; start < source.text().size(); ++number) {
    const std::string_view line = source.line(number);
    if (line.starts_with('%'))
      return source.diagnostic(source.at(start),
                               "a line that begins with '%' is a YAML directive, which is not used here");
    const auto first = line.find_first_not_of(" \t");
    if (first != std::string_view::npos && line[first] != '#') return std::nullopt;
    const auto end = source.text().find('\n', start);
    if (end == std::string::npos) break;
    start = end + 1;
  }
  return std::nullopt;
}

/// Does the quoted scalar that begins at `start` end? yaml-cpp takes the end of the file for the quote.
bool quote_ends(const std::string& text, std::size_t start) {
  const char quote = text[start];
  for (std::size_t i = start + 1; i < text.size(); ++i) {
    if (quote == '"' && text[i] == '\\') {
      ++i;
    } else if (text[i] == quote) {
      if (quote == '\'' && i + 1 < text.size() && text[i + 1] == '\'')
        ++i;
      else
        return true;
    }
  }
  return false;
}

class Builder : public YAML::EventHandler {
 public:
  Builder(const Source& source, std::vector<Diagnostic>& problems) : source_{source}, problems_{problems} {}

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (documents_++ > 0)
      throw Refused{place(mark), "a second document begins here; a file holds one, without '---' in it"};
  }
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    no_anchor(mark, anchor);
    YamlNode node;
    node.place = place(mark);
    put(std::move(node));
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
    throw Refused{place(mark),
                  "YAML aliases are not used here; a text that begins with '*' must be quoted, "
                  "such as \"*100#\", and steps of a suite are shared with 'use:'"};
  }
  void OnAnchor(const YAML::Mark& mark, const std::string&) override { no_anchor(mark, 1); }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    no_anchor(mark, anchor);
    no_tag(mark, tag);
    YamlNode node;
    node.kind = YamlNode::Kind::scalar;
    node.place = place(mark);
    node.text = value;
    node.plain = tag == "?";
    const std::string& text = source_.text();
    const std::size_t at = offset(mark);
    const char first = at < text.size() ? text[at] : '\0';
    if (!node.plain && (first == '"' || first == '\'') && !quote_ends(text, at))
      throw Refused{node.place, std::string{"this "} + first + " has no closing " + first};
    node.block = !node.plain && (first == '|' || first == '>');
    node.folded = node.plain && text.compare(at, value.size(), value) != 0;
    put(std::move(node));
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open(mark, tag, anchor, YamlNode::Kind::list);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    open(mark, tag, anchor, YamlNode::Kind::table);
  }
  void OnMapEnd() override { close(); }

  [[nodiscard]] int documents() const { return documents_; }
  YamlNode take() { return std::move(root_); }

 private:
  struct Open {
    YamlNode node;
    std::optional<YamlEntry> entry;  // of a table: the key that waits for its value
    std::vector<std::string> keys;   // of a table, sorted
  };

  static std::size_t offset(const YAML::Mark& mark) {
    return static_cast<std::size_t>(std::max(mark.pos, 0));
  }
  /// As Source::at, but marks come in order: counting goes on from the last one, or a long line is counted
  /// through for each of its values.
  Place place(const YAML::Mark& mark) const {
    const auto line = static_cast<std::size_t>(std::max(mark.line, 0));
    const auto octet = static_cast<std::size_t>(std::max(mark.column, 0));
    if (line != last_line_ || octet < last_octet_) last_place_ = source_.at(line, last_octet_ = 0);
    last_line_ = line;
    const std::string_view text = source_.line(line + 1);
    for (; last_octet_ < octet && last_octet_ < text.size(); ++last_octet_)
      if ((static_cast<unsigned char>(text[last_octet_]) & 0xC0) != 0x80) ++last_place_.column;
    return last_place_;
  }
  void no_anchor(const YAML::Mark& mark, YAML::anchor_t anchor) const {
    if (anchor != 0)
      throw Refused{place(mark),
                    "YAML anchors are not used here; a text that begins with '&' must be quoted, "
                    "and steps of a suite are shared with 'use:'"};
  }
  void no_tag(const YAML::Mark& mark, const std::string& tag) const {
    if (tag != "?" && tag != "!" && !tag.empty())
      throw Refused{place(mark), "YAML tags are not used here; a text that begins with '!' must be quoted"};
  }
  void open(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, YamlNode::Kind kind) {
    no_anchor(mark, anchor);
    no_tag(mark, tag);
    if (open_.size() >= kDeepest)
      throw Refused{place(mark), "this is nested more than 64 levels deep; fewer than 10 are needed"};
    Open next;
    next.node.kind = kind;
    next.node.place = place(mark);
    open_.push_back(std::move(next));
    count();
  }
  void close() {
    YamlNode node = std::move(open_.back().node);
    open_.pop_back();
    put(std::move(node), false);
  }
  void count() {
    if (++nodes_ > kMostNodes)
      throw Refused{{source_.name(), 0, 0}, "the file has more than 50,000 values; split it"};
  }
  void put(YamlNode node, bool counted = true) {
    if (counted) count();
    if (open_.empty()) {
      root_ = std::move(node);
      return;
    }
    Open& parent = open_.back();
    if (parent.node.kind == YamlNode::Kind::list) {
      parent.node.items.push_back(std::move(node));
    } else if (!parent.entry) {
      if (node.kind == YamlNode::Kind::empty) throw Refused{node.place, "a key is missing before the ':'"};
      if (node.kind != YamlNode::Kind::scalar)
        throw Refused{node.place, "a key must be a text; quote it if it begins with '[' or '{'"};
      parent.entry = YamlEntry{std::move(node.text), node.place, {}};
    } else {
      add(parent, std::move(node));
    }
  }
  void add(Open& parent, YamlNode value) {
    YamlEntry entry = std::move(*parent.entry);
    parent.entry.reset();
    const auto where = std::lower_bound(parent.keys.begin(), parent.keys.end(), entry.key);
    if (where != parent.keys.end() && *where == entry.key) {
      std::string first;
      for (const YamlEntry& other : parent.node.entries)
        if (other.key == entry.key) first = std::to_string(other.place.line);
      problems_.push_back(source_.diagnostic(
          entry.place,
          "the key '" + entry.key + "' stands here a second time (first in line " + first + ")"));
      return;
    }
    parent.keys.insert(where, entry.key);
    entry.value = std::move(value);
    parent.node.entries.push_back(std::move(entry));
  }

  const Source& source_;
  std::vector<Diagnostic>& problems_;
  YamlNode root_;
  std::vector<Open> open_;
  std::size_t nodes_ = 0;
  int documents_ = 0;
  mutable std::size_t last_line_ = static_cast<std::size_t>(-1);
  mutable std::size_t last_octet_ = 0;
  mutable Place last_place_;
};

/// What to say to a person about an error of yaml-cpp.
std::string in_words(std::string_view message, std::string_view line, std::size_t column) {
  const std::string_view rest = column > 0 && column <= line.size() ? line.substr(column - 1) : "";
  const auto indentation = line.substr(0, std::min(line.find_first_not_of(" \t"), line.size()));
  if (indentation.find('\t') != std::string_view::npos) return "a tab cannot indent; use blanks";
  if (message.starts_with("illegal map value"))
    return "a ':' cannot stand here; a text with ': ' in it must be quoted, such as \"TEMP: 25C\"";
  if (message.starts_with("the referenced anchor is not defined") || message.starts_with("alias not found") ||
      message.find("while scanning alias") != std::string_view::npos)
    return "a text that begins with '*' must be quoted, such as \"*100#\"";
  if (message.starts_with("anchor not found") ||
      message.find("while scanning anchor") != std::string_view::npos)
    return "a text that begins with '&' must be quoted";
  if (message.find("multiple anchors") != std::string_view::npos ||
      message.find("multiple tags") != std::string_view::npos)
    return "YAML anchors and tags are not used here; a text that begins with '&' or '!' must be quoted";
  if (message.starts_with("unknown token") && !rest.empty())
    return std::string{"a text that begins with '"} + rest.front() + "' must be quoted";
  if (message.starts_with("end of map not found"))
    return "the table does not go on here; check the indentation, and quote texts with ': ' or a leading "
           "quote";
  if (message.starts_with("end of sequence not found"))
    return "the list does not go on here; check the indentation and the '-' in front of the items";
  if (message.starts_with("end of map flow not found")) return "a '{' is not closed by '}'";
  if (message.starts_with("end of sequence flow not found")) return "a '[' is not closed by ']'";
  if (message.starts_with("illegal flow end")) return "this bracket closes nothing";
  if (message.starts_with("illegal EOF in scalar")) return "a quote is not closed";
  if (message.starts_with("unknown escape character"))
    return "an unknown escape after '\\'; in double quotes a backslash is written '\\\\'";
  if (message.starts_with("bad file")) return "this is nested too deep; fewer than 10 levels are needed";
  return "this is not YAML: " + std::string{message};
}

}  // namespace

const YamlEntry* find(const YamlNode& table, std::string_view key) {
  for (const YamlEntry& entry : table.entries)
    if (entry.key == key) return &entry;
  return nullptr;
}

std::string_view kind_of(const YamlNode& node) {
  switch (node.kind) {
    case YamlNode::Kind::empty: return "nothing";
    case YamlNode::Kind::list: return "a list";
    case YamlNode::Kind::table: return "a table";
    case YamlNode::Kind::scalar: break;
  }
  return "a text";
}

std::optional<YamlNode> read_yaml(const Source& source, std::vector<Diagnostic>& problems) {
  for (auto* find : {find_rubbish, find_directive}) {
    if (auto problem = find(source)) {
      problems.push_back(std::move(*problem));
      return std::nullopt;
    }
  }
  Builder builder{source, problems};
  try {
    std::istringstream in{source.text()};
    YAML::Parser parser{in};
    // One call at a time: a loop over documents never ends for some broken input, such as "'a',".
    if (!parser.HandleNextDocument(builder)) {
      problems.push_back({{source.name(), 0, 0}, "the file is empty", {}});
      return std::nullopt;
    }
    parser.HandleNextDocument(builder);
    return builder.take();
  } catch (const Refused& refused) {
    problems.push_back(source.diagnostic(refused.place, refused.message));
  } catch (const YAML::Exception& e) {
    const Place place = e.mark.is_null() ? Place{source.name(), 1, 1}
                                         : source.at(static_cast<std::size_t>(std::max(e.mark.line, 0)),
                                                     static_cast<std::size_t>(std::max(e.mark.column, 0)));
    problems.push_back(source.diagnostic(place, in_words(e.msg, source.line(place.line), place.column)));
  } catch (const std::exception& e) {  // "vector too long" and the like
    problems.push_back({{source.name(), 0, 0}, std::string{"this cannot be read as YAML: "} + e.what(), {}});
  }
  return std::nullopt;
}

std::optional<YamlNode> read_yaml(const Source& source, Problems& problems) {
  std::vector<Diagnostic> found;
  auto root = read_yaml(source, found);
  for (Diagnostic& problem : found) problems.add(std::move(problem));
  return root;
}

}  // namespace isocket::yaml
