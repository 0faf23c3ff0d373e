#pragma once

#include <memory>
#include <string>

#include "command.h"
#include "journal/journal_reader.h"
#include "run/past.h"

namespace isocket::cli {

/// A run that broke off, as its journal has it.
struct FormerRun {
  journal::Recording recording;
  run::Past past;

  /// Lets `sink` hear what has happened.
  void replay(journal::Sink& sink) const;
  /// `journal` goes on where this one ended.
  void continue_in(journal::Journal& journal) const;
};

/// Reads `file` for `--resume`. Null after a message.
std::unique_ptr<FormerRun> read_former_run(const std::string& file, Terminal& terminal);

/// Whether a run that can be resumed may write its journal over `file`: over none, or over that of a run that
/// has come to its end. False after a message.
bool may_begin_in(const std::string& file, Terminal& terminal);

}  // namespace isocket::cli
