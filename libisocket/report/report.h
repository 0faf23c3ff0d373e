#pragma once

#include <chrono>
#include <filesystem>
#include <iosfwd>
#include <memory>
#include <string>
#include <string_view>

#include "core/output_file.h"
#include "core/result.h"
#include "report/results.h"

namespace isocket::report {

/// The caller's stopwatch: the journal holds no wall time, so that runs can be compared octet for octet.
struct WallTime {
  std::chrono::sys_time<std::chrono::milliseconds> began{};
  std::chrono::milliseconds took{};
};

enum class Format : std::uint8_t { junit, ctrf, tap };

/// A report that is to be written once the run is over. Without finish(), nothing is left behind.
class ReportFile {
 public:
  ReportFile(Format format, std::filesystem::path path);

  [[nodiscard]] Format format() const { return format_; }
  [[nodiscard]] const std::filesystem::path& path() const { return file_.path(); }
  /// Is the place writable? Asked before a run, which may cost money and hours.
  [[nodiscard]] Result<void> probe();
  /// @return  or io: the report is not there, and the program's exit code is 7
  [[nodiscard]] Result<void> finish(const Run& run, const WallTime& wall);

 private:
  [[nodiscard]] bool to_output() const { return path() == "-"; }

  Format format_;
  OutputFile file_;
};

/// @param spec  "junit=out.xml", "ctrf=out.json" or "tap=out.tap"; "-" is the standard output
/// @return      or bad_value, not_found, no_permission, io; `detail` says what would be right
Result<ReportFile> open_report(std::string_view spec);

/// "report out/x.xml: No such file or directory"
std::string words_of(const Error& error);

/// Writes a report in that format to a stream.
void write_report(std::ostream& out, Format format, const Run& run, const WallTime& wall);

}  // namespace isocket::report
