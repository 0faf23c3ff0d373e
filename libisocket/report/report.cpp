#include "report/report.h"

#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iostream>
#include <system_error>

#include "report/formats.h"

namespace isocket::report {
namespace {

constexpr std::string_view kForms = "'junit=FILE', 'ctrf=FILE' or 'tap=FILE'";

Errc errc_of(int error) {
  switch (error) {
    case ENOENT:
    case ENOTDIR: return Errc::not_found;
    case EACCES:
    case EPERM:
    case EROFS: return Errc::no_permission;
    default: return Errc::io;
  }
}

tl::unexpected<Error> cannot_write(const std::filesystem::path& path, int error) {
  return fail(errc_of(error), "report " + path.string(), 0, std::strerror(error));
}

}  // namespace

ReportFile::ReportFile(Format format, std::filesystem::path path) : format_{format}, path_{std::move(path)} {
  std::error_code none;
  const auto status = std::filesystem::status(path_, none);
  const bool regular = !std::filesystem::exists(status) || std::filesystem::is_regular_file(status);
  // A link stays one: what it points at is written in place.
  if (path_ != "-" && regular && !std::filesystem::is_symlink(std::filesystem::symlink_status(path_, none)))
    beside_ = path_.string() + '.' + std::to_string(::getpid()) + ".new";
}

ReportFile::ReportFile(ReportFile&& other) noexcept
    : format_{other.format_}, path_{std::move(other.path_)}, beside_{std::move(other.beside_)} {
  other.beside_.clear();
}

ReportFile::~ReportFile() {
  std::error_code none;
  if (!beside_.empty()) std::filesystem::remove(beside_, none);
}

Result<void> ReportFile::probe() {
  if (path_ == "-") return {};
  std::error_code none;
  if (std::filesystem::is_directory(path_, none)) return cannot_write(path_, EISDIR);
  errno = 0;
  const std::ofstream out{beside_.empty() ? path_ : beside_, std::ios::binary | std::ios::app};
  if (!out) return cannot_write(path_, errno != 0 ? errno : EIO);
  return {};
}

Result<void> ReportFile::finish(const Run& run, const WallTime& wall) {
  if (path_ == "-") {
    write_report(std::cout, format_, run, wall);
    if (!std::cout.flush()) return fail(Errc::io, "report -", 0, "the standard output is gone");
    return {};
  }
  errno = 0;
  std::ofstream out{beside_.empty() ? path_ : beside_, std::ios::binary | std::ios::trunc};
  if (out) write_report(out, format_, run, wall);
  out.close();
  if (!out) return cannot_write(path_, errno != 0 ? errno : EIO);
  if (beside_.empty()) return {};
  std::error_code moved;
  std::filesystem::rename(beside_, path_, moved);
  if (moved) return cannot_write(path_, moved.value());
  beside_.clear();
  return {};
}

Result<ReportFile> open_report(std::string_view spec) {
  const std::size_t equals = spec.find('=');
  const std::string_view name = spec.substr(0, equals);
  const std::string_view path = equals == std::string_view::npos ? "" : spec.substr(equals + 1);
  static constexpr std::pair<std::string_view, Format> kFormats[] = {
      {"junit", Format::junit}, {"ctrf", Format::ctrf}, {"tap", Format::tap}};
  for (const auto& [known, format] : kFormats) {
    if (name != known) continue;
    if (path.empty())
      return fail(Errc::bad_value, "--report " + std::string{spec}, 0,
                  "the file is missing; right would be " + std::string{kForms});
    ReportFile report{format, std::filesystem::path{path}};
    if (auto writable = report.probe(); !writable) return fail(std::move(writable.error()));
    return report;
  }
  return fail(Errc::bad_value, "--report " + std::string{spec}, 0,
              "'" + std::string{name} + "' is no format; right would be " + std::string{kForms});
}

std::string words_of(const Error& error) {
  return error.field + ": " + error.detail;
}

void write_report(std::ostream& out, Format format, const Run& run, const WallTime& wall) {
  switch (format) {
    case Format::junit: return write_junit(out, run, wall);
    case Format::ctrf: return write_ctrf(out, run, wall);
    case Format::tap: return write_tap(out, run, wall);
  }
}

}  // namespace isocket::report
