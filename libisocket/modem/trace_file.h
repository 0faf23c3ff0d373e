#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "core/byte_stream.h"
#include "core/clock.h"
#include "journal/redactor.h"
#include "modem/port_source.h"

namespace isocket::modem {

/// A trace that is being written (see modem/trace.h): what goes over the ports, as it comes.
///
/// A stretch is written when it ends a line or is the prompt, so that a secret never stands in two of them;
/// what ends neither is written after a second of silence, and when the port is closed. Each line goes to the
/// file at once and whole: a program that is killed leaves a valid trace.
class TraceFile {
 public:
  /// Creates the file, or empties it. @param redactor  takes secrets out; outlives the streams
  /// Errors: not_found, no_permission, io, with the path as field.
  static Result<std::unique_ptr<TraceFile>> create(Clock& clock, const std::string& path,
                                                   const journal::Redactor& redactor);
  ~TraceFile();
  TraceFile(const TraceFile&) = delete;
  TraceFile& operator=(const TraceFile&) = delete;

  /// `stream`, which from now on is recorded under this port's name.
  std::unique_ptr<ByteStream> record(std::string port, std::unique_ptr<ByteStream> stream);
  /// The same for a port each time it is opened; a remark tells where it was found.
  std::unique_ptr<PortSource> record(std::string port, std::unique_ptr<PortSource> source);
  void remark(std::string_view words);
  /// False: something could not be written, and the trace has gaps.
  [[nodiscard]] bool whole() const;

  struct State;  ///< its own

 private:
  explicit TraceFile(std::shared_ptr<State> state);
  std::shared_ptr<State> state_;  // shared with the streams, which readers may keep after this
};

}  // namespace isocket::modem
