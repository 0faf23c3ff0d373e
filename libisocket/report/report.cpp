#include "report/report.h"

#include <iostream>

#include "report/formats.h"

namespace isocket::report {
namespace {

constexpr std::string_view kForms = "'junit=FILE', 'ctrf=FILE' or 'tap=FILE'";

Result<void> as_report(Result<void> done) {
  if (!done) done.error().field = "report " + done.error().field;
  return done;
}

}  // namespace

ReportFile::ReportFile(Format format, std::filesystem::path path) : format_{format}, file_{std::move(path)} {}

Result<void> ReportFile::probe() {
  if (to_output()) return {};
  return as_report(file_.probe());
}

Result<void> ReportFile::finish(const Run& run, const WallTime& wall) {
  if (to_output()) {
    write_report(std::cout, format_, run, wall);
    if (!std::cout.flush()) return fail(Errc::io, "report -", 0, "the standard output is gone");
    return {};
  }
  return as_report(file_.write([&](std::ostream& out) { write_report(out, format_, run, wall); }));
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
