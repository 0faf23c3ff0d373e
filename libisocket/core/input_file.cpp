#include "core/input_file.h"

#include <algorithm>
#include <cerrno>
#include <fstream>

#include "core/system_error.h"

namespace isocket {

namespace {

constexpr std::size_t kMebi = std::size_t{1} << 20;
constexpr std::size_t kPiece = 64 * 1024;

}  // namespace

Result<std::string> read_file(const std::filesystem::path& path, std::size_t most) {
  const std::string name = path.string();
  std::error_code ec;
  const auto status = std::filesystem::status(path, ec);
  if (status.type() == std::filesystem::file_type::not_found)
    return fail(Errc::not_found, name, 0, "there is no such file");
  if (std::filesystem::is_directory(status)) return fail(Errc::bad_value, name, 0, "this is a folder");
  errno = 0;
  std::ifstream in{path, std::ios::binary};
  if (!in) return fail(system_error(errno, name));
  std::string text;
  while (in && text.size() <= most) {
    const std::size_t known = text.size();
    const std::size_t piece = std::min(std::max(kPiece, known), most + 1 - known);
    text.resize(known + piece);
    in.read(text.data() + known, static_cast<std::streamsize>(piece));
    text.resize(known + static_cast<std::size_t>(in.gcount()));
  }
  if (in.bad()) return fail(system_error(errno, name));
  if (text.size() > most)
    return fail(Errc::overflow, name, 0,
                "the file is larger than " + std::to_string(most / kMebi) + " MiB, the most that is read");
  return text;
}

void drop_byte_order_mark(std::string& text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
}

}  // namespace isocket
