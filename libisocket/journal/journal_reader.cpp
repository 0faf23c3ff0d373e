#include "journal/journal_reader.h"

#include <charconv>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>

#include "journal/json_lines.h"

namespace isocket::journal {
namespace {

/// What line_of() writes, token by token: one object, no lists, and `seq`, `t` and `type` in front.
class LineReader final : public nlohmann::json_sax<nlohmann::json> {
 public:
  LineReader(Recording& names, Event& event) : names_{names}, event_{event} {}

  /// What is wrong, and where in the line; empty: nothing.
  std::string wrong;
  std::size_t at = 0;

  bool null() override { return value(std::numeric_limits<double>::quiet_NaN()); }
  bool boolean(bool flag) override { return value(flag); }
  bool number_integer(number_integer_t number) override { return value(std::int64_t{number}); }
  bool number_unsigned(number_unsigned_t number) override {
    if (place_ == Place::seq) {
      event_.seq = number;
      return leave(Place::t);
    }
    if (number > static_cast<number_unsigned_t>(std::numeric_limits<std::int64_t>::max()))
      return refuse("a number that is too large");
    return value(static_cast<std::int64_t>(number));
  }
  bool number_float(number_float_t number, const string_t& text) override {
    if (place_ != Place::t) return value(number);
    const auto time = time_of(text);
    if (!time) return refuse("a time that is none; it is in seconds with six decimals, such as 3.000000");
    event_.at = *time;
    return leave(Place::type);
  }
  bool string(string_t& text) override {
    if (place_ != Place::type) return value(std::move(text));
    if (text.empty()) return refuse("an event without a type");
    event_.type = names_.keep(text);
    return leave(Place::fields);
  }
  bool binary(binary_t&) override { return refuse("octets where a value belongs"); }
  bool start_object(std::size_t) override {
    if (place_ != Place::outside) return refuse("an object where a value belongs");
    place_ = Place::seq;
    return true;
  }
  bool end_object() override {
    if (place_ != Place::fields) return refuse("no " + std::string{name_of(place_)});
    return true;
  }
  bool start_array(std::size_t) override { return refuse("a list where a value belongs"); }
  bool end_array() override { return false; }
  bool key(string_t& name) override {
    if (place_ != Place::fields) {
      return name == name_of(place_) ||
             refuse("\"" + name + "\" where \"" + std::string{name_of(place_)} + "\" belongs");
    }
    if (event_.find(name) != nullptr || name == "seq" || name == "t" || name == "type")
      return refuse("\"" + name + "\" a second time");
    key_ = names_.keep(name);
    return true;
  }
  bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception&) override {
    at = position > 0 ? position - 1 : 0;
    wrong = "this is no JSON";
    return false;
  }

 private:
  enum class Place { outside, seq, t, type, fields };
  static std::string_view name_of(Place place) {
    switch (place) {
      case Place::seq: return "seq";
      case Place::t: return "t";
      case Place::type: return "type";
      case Place::outside:
      case Place::fields: break;
    }
    return {};
  }
  static std::optional<Instant> time_of(std::string_view text) {
    const std::size_t dot = text.find('.');
    if (dot == std::string_view::npos || dot == 0 || text.size() != dot + 7 || text[0] == '-')
      return std::nullopt;
    std::int64_t seconds = 0;
    std::int64_t micros = 0;
    const auto whole = std::from_chars(text.data(), text.data() + dot, seconds);
    const auto part = std::from_chars(text.data() + dot + 1, text.data() + text.size(), micros);
    constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max() / 1'000'000 - 1;
    if (whole.ec != std::errc{} || whole.ptr != text.data() + dot || part.ec != std::errc{} ||
        part.ptr != text.data() + text.size() || seconds > kMost || micros < 0)
      return std::nullopt;
    return Instant{Duration{seconds * 1'000'000 + micros}};
  }
  bool value(Value v) {
    if (place_ == Place::outside) return refuse("a value where an event belongs");
    if (place_ != Place::fields)
      return refuse("a \"" + std::string{name_of(place_)} + "\" of the wrong kind");
    event_.fields.emplace_back(key_, std::string{});
    event_.fields.back().value = std::move(v);
    return true;
  }
  bool leave(Place next) {
    place_ = next;
    return true;
  }
  bool refuse(std::string what) {
    wrong = std::move(what);
    return false;
  }

  Recording& names_;
  Event& event_;
  Place place_ = Place::outside;
  std::string_view key_;
};

/// Where lines begin, and what to say of one.
struct Lines {
  std::string_view text;
  std::size_t begin = 0;
  std::size_t number = 1;

  [[nodiscard]] tl::unexpected<Error> wrong(std::size_t column, std::string what,
                                            Errc code = Errc::bad_value) const {
    return fail(code, "line " + std::to_string(number) + ", column " + std::to_string(column + 1),
                begin + column, std::move(what));
  }
};

/// Whether this is the journal of a program that reads as we do.
Result<void> check_header(const Lines& lines, std::string_view line) {
  const auto header = nlohmann::json::parse(line, nullptr, false);
  const bool ours = header.is_object() && header.contains("format") && header["format"] == "isocket-events" &&
                    header.contains("version") && header["version"].is_number_integer();
  if (!ours)
    return lines.wrong(0, "this is no journal of isocket, which begins with " +
                              header_line().substr(0, header_line().size() - 1));
  if (header["version"] != kFormatVersion)
    return lines.wrong(0,
                       "a journal of version " + header["version"].dump() + "; this program reads version " +
                           std::to_string(kFormatVersion),
                       Errc::unsupported);
  return {};
}

}  // namespace

std::string_view Recording::keep(std::string_view name) {
  const auto known = names_.find(name);
  return known != names_.end() ? *known : *names_.emplace(name).first;
}

Result<Recording> read_journal(std::string_view text) {
  Recording recording;
  Lines lines{text};
  Instant latest{};
  for (; lines.begin < text.size(); ++lines.number) {
    const std::size_t end = text.find('\n', lines.begin);
    const std::string_view line = text.substr(lines.begin, end - lines.begin);
    if (end == std::string_view::npos) {
      if (lines.number == 1 && !header_line().starts_with(line)) {
        if (auto ours = check_header(lines, line); !ours) return fail(std::move(ours.error()));
      }
      recording.torn = line.size();
      break;
    }
    if (lines.number == 1) {
      if (auto ours = check_header(lines, line); !ours) return fail(std::move(ours.error()));
    } else {
      Event event;
      LineReader reader{recording, event};
      if (!nlohmann::json::sax_parse(line, &reader))
        return lines.wrong(
            std::min(reader.at, line.size()),
            reader.wrong + "; an event is one line of JSON, as docs/reference/journal.md shows it");
      const std::uint64_t next = recording.events.size() + 1;
      if (event.seq != next)
        return lines.wrong(0, "event " + std::to_string(event.seq) + " where " + std::to_string(next) +
                                  " belongs: a line is missing, or doubled");
      if (event.at < latest)
        return lines.wrong(0, "an event before the one above it: the lines are in the wrong order");
      latest = event.at;
      recording.events.push_back(std::move(event));
    }
    lines.begin = end + 1;
    recording.whole = lines.begin;
  }
  return recording;
}

}  // namespace isocket::journal
