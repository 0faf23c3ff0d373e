#include "report/console.h"

#include <algorithm>
#include <map>
#include <ostream>
#include <string_view>
#include <utility>

#include "report/describe.h"
#include "report/text.h"

namespace isocket::report {
namespace {

constexpr std::string_view kIndent = "        ";  // below the word that a block begins with

enum class Style { plain, dim, bold, green, yellow, red, magenta, cyan };

std::string styled(const ConsoleOptions& options, Style style, std::string_view text) {
  static constexpr const char* kCodes[] = {"", "2", "1", "32", "1;33", "1;31", "1;35", "36"};
  if (!options.color || style == Style::plain) return std::string{text};
  return std::string{"\x1b["} + kCodes[static_cast<std::size_t>(style)] + 'm' + std::string{text} + "\x1b[0m";
}

struct Look {
  std::string_view word;
  Style style;
};

Look look_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::pass: return {"pass", Style::green};
    case Outcome::skipped: return {"skipped", Style::dim};
    case Outcome::flaky: return {"FLAKY", Style::yellow};
    case Outcome::inconc: return {"INCONC", Style::yellow};
    case Outcome::fail: return {"FAIL", Style::red};
    case Outcome::error: return {"ERROR", Style::magenta};
    case Outcome::unfinished: return {"STOPPED", Style::yellow};
  }
  return {"ERROR", Style::magenta};
}

/// The word, coloured and padded to the indentation of its block.
std::string head(const ConsoleOptions& options, Look look) {
  const std::size_t pad = kIndent.size() > look.word.size() ? kIndent.size() - look.word.size() : 1;
  return styled(options, look.style, look.word) + std::string(pad, ' ');
}

std::string title_of(const Case& c) {
  return visible(suite_title(c)) + " / " + visible(c.id);
}

std::string target_for(const ConsoleOptions& options, const Case& c) {
  static constexpr std::string_view kDevice = "{device}";
  std::string target = options.target;
  if (const auto at = target.find(kDevice); at != std::string::npos)
    target.replace(at, kDevice.size(), c.device);
  return target;
}

std::string rendered(const ConsoleOptions& options, const std::vector<Row>& rows) {
  const std::size_t width = static_cast<std::size_t>(std::max(options.width, 40));
  const std::size_t room = width - kIndent.size() - kLabelWidth;
  std::string text;
  for (const Row& row : rows) {
    const bool message = row.label == "sent" || row.label == "expected" || row.label == "received" ||
                         row.label == "at" || row.label == "again";
    std::vector<std::string> lines;
    for (const std::string& line : row.lines) {
      if (message) {
        lines.push_back(line);  // as it was, even if it is longer than the terminal is wide
      } else {
        for (std::string& part : wrap(line, room)) lines.push_back(std::move(part));
      }
    }
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const bool marked = row.marked == i;
      std::string label = i == 0 ? row.label : "";
      label.resize(kLabelWidth, ' ');
      if (marked && lines.size() > 1) label[kLabelWidth - 2] = '>';
      const Style style = !marked ? Style::plain : row.label == "expected" ? Style::green : Style::red;
      text += kIndent;
      text += lines[i].empty() ? label.substr(0, label.find_last_not_of(' ') + 1)
                               : styled(options, Style::dim, label) + styled(options, style, lines[i]);
      text += '\n';
      if (marked && row.caret)
        text += std::string{kIndent} + std::string(kLabelWidth + *row.caret, ' ') +
                styled(options, Style::red, "^") + '\n';
    }
  }
  return text;
}

std::string block(const ConsoleOptions& options, const Case& c, Look look, const Judgement* judgement) {
  std::string text = head(options, look) + styled(options, Style::bold, title_of(c)) + '\n';
  const auto width = static_cast<std::size_t>(std::max(options.width, 40));
  if (!c.purpose.empty())
    for (const std::string& line : wrap(visible(c.purpose), width - kIndent.size()))
      text += std::string{kIndent} + line + '\n';
  text += '\n';
  std::vector<Row> rows;
  if (judgement != nullptr) {
    rows = describe(c, *judgement);
  } else {
    std::string place = c.file;
    if (c.line != 0) place += ':' + std::to_string(c.line);
    rows.push_back({"at", {visible(place)}});
    rows.push_back({"what", lines_of(visible(headline(c)))});
  }
  rows.push_back({"again", {visible(again(c, target_for(options, c)))}});
  return text + rendered(options, rows) + '\n';
}

std::string case_line(const ConsoleOptions& options, const Case& c) {
  const Look look = look_of(c.outcome());
  std::string text = head(options, look) + title_of(c);
  std::string rest;
  if (c.skipped) {
    rest = visible(c.reason);
  } else {
    rest = duration_words(c.device_s);
    if (c.attempts.size() > 1) rest += ", attempts: " + history(c);
  }
  if (!rest.empty()) text += "  " + styled(options, Style::dim, '(' + rest + ')');
  return text + '\n';
}

/// "112 cases: 108 pass, 1 fail, 2 inconclusive"
std::string sentence(const ConsoleOptions& options, const Counts& counts) {
  struct Part {
    int number;
    std::string_view word;
    Style style;
  };
  const Part parts[] = {
      {counts.pass, "pass", Style::green},      {counts.fail, "fail", Style::red},
      {counts.error, "error", Style::magenta},  {counts.inconc, "inconclusive", Style::yellow},
      {counts.flaky, "flaky", Style::yellow},   {counts.unfinished, "unfinished", Style::yellow},
      {counts.skipped, "skipped", Style::plain}};
  std::string text = counted(counts.all(), "case", "cases");
  const char* separator = ": ";
  for (const Part& part : parts) {
    if (part.number == 0) continue;
    text += std::exchange(separator, ", ") +
            styled(options, part.style, grouped(part.number) + ' ' + std::string{part.word});
  }
  return text;
}

/// The one word for the whole, in the order of the exit codes.
Look verdict_look(bool complete, const Counts& counts) {
  if (counts.error > 0) return look_of(Outcome::error);
  if (counts.fail > 0) return look_of(Outcome::fail);
  if (counts.inconc > 0) return look_of(Outcome::inconc);
  if (counts.flaky > 0) return look_of(Outcome::flaky);
  if (!complete) return {"STOPPED", Style::yellow};
  if (counts.pass == 0) return {"NOTHING", Style::yellow};
  return {"PASS", Style::green};
}

std::string times(const Run& run, const WallTime& wall) {
  const double wall_s = std::chrono::duration<double>(wall.took).count();
  const bool long_waits = run.counted_s > 0 && run.counted_s < run.device_s - 1;
  std::string text = "device time " + duration_words(run.device_s);
  if (long_waits) text += " (" + duration_words(run.counted_s) + " if no wait counts for more than an hour)";
  text += ", wall time " + duration_words(wall_s);
  const double counted_s = long_waits ? run.counted_s : run.device_s;
  if (wall.took.count() > 0 && counted_s >= 2 * wall_s) {
    const double ratio = counted_s / wall_s;
    text += ": " +
            (ratio < 10 ? decimal_seconds(ratio).substr(0, 3) : grouped(static_cast<std::int64_t>(ratio))) +
            " times real time";
  }
  return text;
}

std::string explanation(const Counts& counts) {
  std::string text;
  if (counts.error > 0)
    text += "error: the harness or its equipment is in trouble; that says nothing about the device\n";
  if (counts.inconc > 0)
    text += "inconclusive: no pass. What was seen may be the network's doing; a repetition can tell\n";
  if (counts.flaky > 0) text += "flaky: no pass. It passed after it had failed\n";
  return text;
}

}  // namespace

ConsoleOptions console_options(const Surroundings& surroundings) {
  const auto set = [](const char* variable) { return variable != nullptr && *variable != '\0'; };
  const bool dumb = surroundings.term != nullptr && std::string_view{surroundings.term} == "dumb";
  const bool forced =
      set(surroundings.clicolor_force) && std::string_view{surroundings.clicolor_force} != "0";
  ConsoleOptions options;
  options.live = surroundings.terminal && !dumb;
  options.color = !set(surroundings.no_color) && (forced || options.live);
  return options;
}

Console::Console(const Results& results, std::ostream& out, ConsoleOptions options)
    : results_{results}, out_{out}, options_{std::move(options)} {}

void Console::on_event(const journal::Event& event) {
  if (event.type == "run.begin") {
    const Run& run = results_.run();
    out_ << styled(options_, Style::bold, "isocket " + run.version) << ": " << visible(run.model)
         << (run.bench.empty()    ? ""
             : run.bench == "lab" ? " in the lab"
                                  : " on bench " + visible(run.bench));
    if (const auto devices = event.text("devices"); !devices.empty())
      out_ << ", " << devices << " devices, " << counted(run.modems, "modem", "modems");
    out_ << ", " << counted(run.planned, "case", "cases") << ", seed " << run.seed << "\n\n";
  } else if (event.type == "resume.begin") {
    erase();
    out_ << "        resumed after " << counted(counts_.all(), "case", "cases") << '\n' << std::flush;
    lines_ = true;
  } else if (event.type == "case.begin") {
    doing_.clear();
    draw();
  } else if (event.type == "step.begin") {
    doing_ = "step " + event.text("step") + ' ' + event.text("text");
    draw();
  } else if (event.type == "case.end" || event.type == "case.skipped") {
    case_ended();
  } else if (event.type == "sms.foreign" || event.type == "call.foreign") {
    foreign(event);
  }
}

/// What belongs to nobody's conversation is never dropped without a word.
void Console::foreign(const journal::Event& event) {
  const std::string from = event.text("from");
  std::string what = event.type == "call.foreign" ? "a call" : "a message";
  if (from.empty() && !event.text("mr").empty()) what = "a status report of a message to " + event.text("to");
  if (!from.empty()) what += " of " + from;
  what += " to " + (event.text("modem").empty() ? event.text("party") : event.text("modem"));
  what += " belongs to no conversation";
  if (const std::string text = event.text("text"); !text.empty()) what += ": " + text;
  erase();
  out_ << head(options_, {"note", Style::cyan}) << lines_of(visible(what)).front() << '\n';
  lines_ = true;
  draw();
}

void Console::case_ended() {
  const Case* c = results_.current();
  if (c == nullptr) return;
  const Outcome outcome = c->outcome();
  counts_.add(outcome);
  erase();
  for (const Judgement& finding : c->findings) {
    set_apart();
    out_ << block(options_, *c, {"FINDING", Style::cyan}, &finding);
  }
  const Judgement* judgement = c->decisive();
  if (judgement != nullptr && judgement->finding) return draw();  // it has just been told
  if (outcome == Outcome::pass || outcome == Outcome::skipped) {
    if (options_.live || !options_.cases) return draw();
    out_ << case_line(options_, *c) << std::flush;  // a program that is killed has shown what was judged
    lines_ = true;
  } else {
    set_apart();
    out_ << block(options_, *c, look_of(outcome), judgement);
  }
  draw();
}

/// A block stands apart from the lines before it.
void Console::set_apart() {
  if (lines_) out_ << '\n';
  lines_ = false;
}

void Console::erase() {
  if (drawn_) out_ << "\r\x1b[2K";
  drawn_ = false;
}

void Console::draw() {
  if (!options_.live) return;
  if (options_.now != nullptr) {
    const auto now = options_.now();
    if (drawn_ && now - last_drawn_ < std::chrono::milliseconds{100}) return;
    last_drawn_ = now;
  }
  const Run& run = results_.run();
  std::string text =
      '[' + std::to_string(counts_.all()) + '/' + std::to_string(std::max(run.planned, counts_.all())) + ']';
  if (counts_.fail > 0) text += ' ' + std::to_string(counts_.fail) + " fail";
  if (counts_.error > 0) text += ' ' + std::to_string(counts_.error) + " error";
  if (counts_.inconc > 0) text += ' ' + std::to_string(counts_.inconc) + " inconclusive";
  if (const Case* c = results_.current(); c != nullptr) text += "  " + title_of(*c);
  if (!doing_.empty()) text += ": " + lines_of(visible(doing_)).front();
  erase();
  out_ << cut(text, static_cast<std::size_t>(std::max(options_.width, 40) - 1)) << std::flush;
  drawn_ = true;
}

void Console::finish(const WallTime& wall) {
  erase();
  const Run& run = results_.run();
  const Counts counts = run.counts();
  set_apart();
  for (const Suite& suite : run.suites)  // a case that was open when the run broke off has not been shown
    for (const Case& c : suite.cases)
      if (!c.ended && !c.skipped) out_ << block(options_, c, look_of(c.outcome()), c.decisive());

  if (counts.all() - counts.pass - counts.skipped > 1) {
    out_ << styled(options_, Style::bold, "Not passed:") << '\n';
    for (const Suite& suite : run.suites)
      for (const Case& c : suite.cases)
        if (c.outcome() != Outcome::pass && c.outcome() != Outcome::skipped)
          out_ << head(options_, look_of(c.outcome())) << title_of(c) << '\n';
    out_ << '\n';
  }
  std::map<std::string, int> skips;
  for (const Suite& suite : run.suites)
    for (const Case& c : suite.cases)
      if (c.skipped) ++skips[c.reason];
  if (!skips.empty()) {
    out_ << styled(options_, Style::bold, "Skipped:") << '\n';
    for (const auto& [reason, number] : skips)
      out_ << std::string(std::max<std::size_t>(5, grouped(number).size()) - grouped(number).size(), ' ')
           << grouped(number) << "   " << visible(reason) << '\n';
    out_ << '\n';
  }

  if (!run.devices.empty()) {
    out_ << styled(options_, Style::bold, "Devices:") << '\n';
    std::size_t longest = 0;
    for (const DeviceRun& device : run.devices) longest = std::max(longest, visible(device.name).size());
    for (const DeviceRun& device : run.devices) {
      const Counts of_device = run.counts(device.name);
      std::string name = visible(device.name);
      name.resize(longest, ' ');
      out_ << head(options_, verdict_look(device.ended && !run.stopped, of_device)) << name << "  "
           << sentence(options_, of_device) << '\n';
    }
    out_ << '\n';
  }

  out_ << head(options_, verdict_look(run.complete(), counts)) << sentence(options_, counts) << '\n';
  if (!run.complete())
    out_ << kIndent << "stopped early: " << counts.all() - counts.unfinished << " of " << run.planned
         << " cases are judged\n";
  if (run.findings > 0)
    out_ << kIndent << counted(run.findings, "finding", "findings")
         << " about rules that no manual states: not judged, no failure of the device\n";
  for (const UnknownMessage& message : run.unknown)
    out_ << kIndent << "unknown whether it went out: " << visible(message.text) << " to "
         << visible(message.to) << '\n';
  for (const std::string& line :
       wrap(times(run, wall), static_cast<std::size_t>(std::max(options_.width, 40)) - kIndent.size()))
    out_ << kIndent << line << '\n';
  out_ << kIndent << grouped(run.sms) << " SMS, " << counted(run.calls, "call", "calls") << '\n';
  for (const std::string& line : lines_of(explanation(counts)))
    if (!line.empty()) out_ << kIndent << styled(options_, Style::dim, line) << '\n';
  out_.flush();
}

}  // namespace isocket::report
