#include "former_run.h"

#include <ostream>

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

}  // namespace isocket::cli
