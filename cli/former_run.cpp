#include "former_run.h"

#include <filesystem>
#include <ostream>
#include <utility>

#include "core/input_file.h"
#include "yaml/source.h"

namespace isocket::cli {

void FormerRun::replay(journal::Sink& sink) const {
  for (const journal::Event& event : recording.events) sink.on_event(event);
}

void FormerRun::continue_in(journal::Journal& journal) const {
  if (!recording.events.empty()) journal.continue_after(recording.events.back().seq, past.last());
}

std::unique_ptr<FormerRun> read_former_run(const std::string& file, Terminal& terminal) {
  const auto text = read_file(file);
  if (!text) {
    terminal.err << "isocket: --resume: " << file << ": " << text.error().detail
                 << "; without --resume a run begins\n";
    return nullptr;
  }
  auto recording = journal::read_journal(*text);
  if (!recording) {
    const yaml::Source source{file, *text};
    terminal.err << yaml::render(
        source.diagnostic(source.at(recording.error().offset), recording.error().detail));
    return nullptr;
  }
  if (recording->torn > 0)
    terminal.err << "isocket: " << file << ": the last line was cut in its middle; its " << recording->torn
                 << " octets are left out\n";
  auto former = std::make_unique<FormerRun>();
  former->recording = std::move(*recording);
  former->replay(former->past);
  return former;
}

bool may_begin_in(const std::string& file, Terminal& terminal) {
  std::error_code none;
  if (!std::filesystem::is_regular_file(file, none)) return true;
  const auto text = read_file(file);
  if (!text || text->empty()) return true;  // what cannot be opened is said where it is opened
  FormerRun former;
  if (auto recording = journal::read_journal(*text)) {
    former.recording = std::move(*recording);
    former.replay(former.past);
    if (!former.past.begun() || former.past.complete()) return true;
    terminal.err << "isocket: --events: " << file
                 << " holds a run that can go on: add --resume, or name another file, or remove it\n";
  } else {
    terminal.err
        << "isocket: --events: " << file
        << " is there already, and is no journal that can be read; name another file, or remove it\n";
  }
  return false;
}

}  // namespace isocket::cli
