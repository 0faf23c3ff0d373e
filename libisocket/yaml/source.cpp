#include "yaml/source.h"

#include <algorithm>

#include "core/input_file.h"

namespace isocket::yaml {

Source::Source(std::string name, std::string text) : name_{std::move(name)}, text_{std::move(text)} {
  if (text_.starts_with("\xEF\xBB\xBF")) text_.erase(0, 3);
  starts_.push_back(0);
  for (std::size_t i = 0; i < text_.size(); ++i)
    if (text_[i] == '\n') starts_.push_back(i + 1);
}

Result<Source> Source::read(const std::filesystem::path& path) {
  std::error_code ec;
  const auto status = std::filesystem::status(path, ec);
  // A device or a pipe could block.
  if (std::filesystem::exists(status) && !std::filesystem::is_regular_file(status))
    return fail(Errc::bad_value, path.string(), 0, "this is not a file");
  auto text = read_file(path, kMostOctets);
  if (text) return Source{path.string(), std::move(*text)};
  if (text.error().code == Errc::overflow) text.error().detail += "; split it";
  return fail(std::move(text.error()));
}

std::string_view Source::line(std::size_t number) const {
  if (number == 0 || number > starts_.size()) return {};
  const std::size_t start = starts_[number - 1];
  const std::size_t end = number < starts_.size() ? starts_[number] - 1 : text_.size();
  std::string_view line = std::string_view{text_}.substr(start, end - start);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

Place Source::at(std::size_t offset) const {
  offset = std::min(offset, text_.size());
  const auto after = std::upper_bound(starts_.begin(), starts_.end(), offset);
  const auto index = static_cast<std::size_t>(after - starts_.begin()) - 1;
  return at(index, offset - starts_[index]);
}

Place Source::at(std::size_t line_index, std::size_t octet) const {
  const std::string_view before = line(line_index + 1).substr(0, octet);
  // Continuation octets of UTF-8 are no characters of their own.
  const auto characters = std::count_if(
      before.begin(), before.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; });
  return Place{name_, static_cast<std::uint32_t>(line_index + 1), static_cast<std::uint32_t>(characters + 1)};
}

Diagnostic Source::diagnostic(const Place& place, std::string message) const {
  return Diagnostic{place, std::move(message), std::string{line(place.line)}};
}

}  // namespace isocket::yaml
