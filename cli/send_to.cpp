// isocket send --to NUMBER: plain messages through one modem.
#include "send_to.h"

#include <algorithm>
#include <iostream>
#include <nlohmann/json.hpp>
#include <ostream>
#include <utility>

#include "chosen_modems.h"
#include "core/duration.h"
#include "core/input_file.h"
#include "core/notifier.h"
#include "interrupts.h"
#include "journal/journal_file.h"
#include "modem/modem.h"
#include "modem/trace_file.h"
#include "sms/segments.h"
#include "trace_option.h"

namespace isocket::cli {
namespace {

using SubmitOutcome = modem::Submission::Outcome;

/// One part of a text on its way.
struct Part {
  sms::Submit submit;
  modem::Submission submission;
  std::string report;  ///< what the status report said: "short message received by the SME"; empty: none came
  bool delivered = false;
};

/// One text, and what became of it.
struct Letter {
  std::string text;
  std::vector<Part> parts;
  bool begun = false;

  [[nodiscard]] SubmitOutcome outcome() const {
    SubmitOutcome worst = SubmitOutcome::sent;
    for (const Part& part : parts) {
      if (part.submission.outcome == SubmitOutcome::refused) return SubmitOutcome::refused;
      if (part.submission.outcome == SubmitOutcome::unknown) worst = SubmitOutcome::unknown;
    }
    return worst;
  }
  /// Why it is not sent, in the words of the first part that is not.
  [[nodiscard]] std::string reason() const {
    for (const Part& part : parts)
      if (part.submission.outcome != SubmitOutcome::sent) return part.submission.reason;
    return {};
  }
};

/// All texts, in parts. False after a message.
bool prepare(const SendToOptions& options, const PhoneNumber& to, std::vector<Letter>& letters,
             Terminal& terminal) {
  std::vector<std::string> texts;
  for (const std::string& text : options.texts) {
    if (text != "-") {
      texts.push_back(text);
      continue;
    }
    bool first = true;  // a last line without its end is a text, unless it is nothing but a mark
    for (std::string line; std::getline(std::cin, line);) {
      if (std::exchange(first, false)) drop_byte_order_mark(line);
      if (line.ends_with('\r')) line.pop_back();
      if (!line.empty() || !std::cin.eof()) texts.push_back(line);
    }
  }
  sms::Submit prototype;
  prototype.destination = sms::Address{to};
  prototype.status_report_request = options.reports;
  std::uint64_t messages = 0;
  std::uint16_t reference = 0;
  for (std::string& text : texts) {
    sms::Splitting splitting;
    splitting.reference = ++reference;
    auto parts = sms::split(prototype, text, splitting);
    if (!parts || text.empty()) {
      terminal.err << "isocket: text " << letters.size() + 1 << " of " << texts.size() << ": "
                   << (parts ? "it is empty; a message has at least one character" : describe(parts.error()))
                   << "\n";
      return false;
    }
    Letter& letter = letters.emplace_back();
    letter.text = std::move(text);
    for (sms::Submit& part : *parts) letter.parts.push_back({std::move(part), {}, {}, false});
    messages += letter.parts.size();
  }
  if (options.max_sms == 0 || messages <= options.max_sms) return true;
  terminal.err << "isocket: this would take " << messages << " SMS, and --max-sms allows " << options.max_sms
               << "\n";
  return false;
}

/// Hands the letters to one modem, and hears their status reports.
class Sender {
 public:
  Sender(EventLoop& loop, modem::Modem& modem, std::vector<Letter>& letters)
      : loop_{loop}, modem_{modem}, letters_{letters}, heard_{loop, loop.executor()} {
    modem_.on_event([this](const modem::ModemEvent& event) { on_event(event); });
  }
  ~Sender() { modem_.on_event({}); }
  Sender(const Sender&) = delete;
  Sender& operator=(const Sender&) = delete;

  asio::awaitable<void> send(const Interrupts& interrupts, const journal::Sink* record) {
    for (Letter& letter : letters_) {
      // What cannot be recorded is not sent.
      if (interrupts.asked() || (record != nullptr && record->trouble() != nullptr)) co_return;
      letter.begun = true;
      for (Part& part : letter.parts) {
        part.submission = co_await modem_.submit(part.submit);
        if (part.submission.outcome != SubmitOutcome::sent) break;  // the rest would be no text
      }
    }
  }

  /// Until each part that was sent has its final status report.
  asio::awaitable<void> wait_for_reports(Instant deadline, const Interrupts& interrupts) {
    while (waiting() && !interrupts.asked()) {
      const bool heard = co_await heard_.wait_until(deadline);
      if (!heard) co_return;
    }
  }
  void wake() { heard_.notify(); }

 private:
  [[nodiscard]] bool waiting() const {
    for (const Letter& letter : letters_)
      for (const Part& part : letter.parts)
        if (letter.begun && part.submission.outcome == SubmitOutcome::sent && part.report.empty())
          return true;
    return false;
  }

  void on_event(const modem::ModemEvent& event) {
    if (const auto* settled = std::get_if<modem::SubmissionSettled>(&event)) {
      for (Letter& letter : letters_)
        for (Part& part : letter.parts)
          if (letter.begun && part.submission.intent == settled->intent) {
            part.submission.outcome = SubmitOutcome::sent;
            part.submission.reference = settled->reference;
          }
    } else if (const auto* received = std::get_if<modem::ReportReceived>(&event)) {
      const sms::StatusReport& report = received->report;
      if (!report.status.is_final()) return;
      // References come round after 256 messages: the latest that still waits is meant.
      for (auto letter = letters_.rbegin(); letter != letters_.rend(); ++letter)
        for (Part& part : letter->parts) {
          if (!letter->begun || part.submission.outcome != SubmitOutcome::sent || !part.report.empty() ||
              part.submission.reference != report.reference || part.submit.destination != report.recipient)
            continue;
          part.report = report.status.name();
          part.delivered = report.status.delivered();
          heard_.notify();
          return;
        }
    }
  }

  EventLoop& loop_;
  modem::Modem& modem_;
  std::vector<Letter>& letters_;
  Notifier heard_;
};

asio::awaitable<void> run_all(modem::Modem& modem, Sender& sender, const SendToOptions& options,
                              Duration within, EventLoop& loop, Interrupts& interrupts,
                              const journal::Sink* record, std::string& trouble) {
  const auto identity = co_await modem.start();
  if (!identity) {
    trouble = describe(identity.error());
  } else {
    co_await sender.send(interrupts, record);
    if (options.reports) co_await sender.wait_for_reports(loop.now() + within, interrupts);
  }
  interrupts.done();
}

/// "sent 17 18", "refused: +CMS ERROR: 1 (unassigned number)", "not sent"
std::string words_for(const Letter& letter, bool reports) {
  if (!letter.begun) return "not sent";
  if (letter.outcome() != SubmitOutcome::sent)
    return std::string{name_of(letter.outcome())} + ": " + letter.reason();
  std::string text = "sent";
  for (const Part& part : letter.parts) text += " " + std::to_string(part.submission.reference);
  if (!reports) return text;
  for (const Part& part : letter.parts)
    text +=
        (&part == &letter.parts.front() ? "; " : ", ") + (part.report.empty() ? "no report" : part.report);
  return text;
}

void print(const std::vector<Letter>& letters, const SendToOptions& options, Terminal& terminal) {
  if (!options.json) {
    for (const Letter& letter : letters) terminal.out << words_for(letter, options.reports) << "\n";
    return;
  }
  nlohmann::ordered_json document = nlohmann::ordered_json::array();
  for (const Letter& letter : letters) {
    nlohmann::ordered_json parts = nlohmann::ordered_json::array();
    for (const Part& part : letter.parts) {
      nlohmann::ordered_json one = nlohmann::ordered_json::object();
      if (letter.begun && part.submission.outcome == SubmitOutcome::sent)
        one["mr"] = part.submission.reference;
      if (!part.report.empty()) one["report"] = part.report;
      if (!part.report.empty()) one["delivered"] = part.delivered;
      parts.push_back(std::move(one));
    }
    document.push_back({{"text", letter.text},
                        {"outcome", letter.begun ? name_of(letter.outcome()) : "not_sent"},
                        {"reason", letter.begun ? letter.reason() : ""},
                        {"parts", std::move(parts)}});
  }
  terminal.out << document.dump(2) << "\n";
}

std::vector<std::string> named(const std::string& word) {
  return word.empty() ? std::vector<std::string>{} : std::vector<std::string>{word};
}

ExitCode code_of(const std::vector<Letter>& letters, const SendToOptions& options) {
  ExitCode code = ExitCode::pass;
  for (const Letter& letter : letters) {
    if (!letter.begun) continue;
    if (letter.outcome() == SubmitOutcome::refused) return ExitCode::fail;
    if (letter.outcome() == SubmitOutcome::unknown) code = ExitCode::inconclusive;
    for (const Part& part : letter.parts)
      if (options.reports && !part.delivered) code = ExitCode::inconclusive;
  }
  return code;
}

}  // namespace

ExitCode send_to(const SendToOptions& options, Terminal& terminal) {
  const auto to = PhoneNumber::parse(options.to);
  if (!to) {
    terminal.err << "isocket: --to " << options.to << ": " << describe(to.error())
                 << "; a number is such as +358912345678\n";
    return ExitCode::usage;
  }
  const auto within = parse_duration(options.within);
  if (!within) {
    terminal.err << "isocket: --within: " << within.error().detail << "\n";
    return ExitCode::usage;
  }
  std::vector<Letter> letters;
  if (!prepare(options, *to, letters, terminal)) return ExitCode::usage;
  if (letters.empty()) {
    terminal.err << "isocket: the standard input is empty; there is nothing to send\n";
    return ExitCode::nothing;
  }

  EventLoop loop{EventLoop::Pace::real_time};
  journal::Journal journal{loop};
  auto modems =
      choose_modems(named(options.modem), named(options.port), options.inventory, loop, terminal.err);
  if (!modems) return ExitCode::usage;
  if (modems->size() > 1) {
    terminal.err << "isocket: the inventory names " << modems->size()
                 << " modems; choose the one that sends with --modem\n";
    return ExitCode::usage;
  }
  ChosenModem chosen = std::move(modems->front());
  journal.redact(chosen.options.pin);

  std::unique_ptr<journal::JournalFile> record;
  if (!options.events.empty()) {
    auto created = journal::JournalFile::create(options.events);
    if (!created) {
      terminal.err << "isocket: --events " << options.events << ": " << describe(created.error()) << "\n";
      return ExitCode::not_recorded;
    }
    record = std::move(*created);
    journal.add_sink(*record);
  }
  std::unique_ptr<modem::TraceFile> trace;
  if (!options.trace.empty()) {
    auto created = modem::TraceFile::create(loop, options.trace, journal.redactor());
    if (!created) {
      terminal.err << "isocket: " << trace_error(created.error()).detail << "\n";
      return ExitCode::not_recorded;
    }
    trace = std::move(*created);
    chosen.source = trace->record(chosen.options.name, std::move(chosen.source));
  }

  modem::Modem modem{loop, std::move(chosen.source), chosen.options, journal};
  Sender sender{loop, modem, letters};
  Interrupts interrupts{loop, "the message under way", [&sender] { sender.wake(); }};
  std::string trouble;
  loop.run_to_end(run_all(modem, sender, options, *within, loop, interrupts, record.get(), trouble));
  if (!trouble.empty()) {
    terminal.err << "isocket: " << trouble << "\n";
    return ExitCode::equipment;
  }
  print(letters, options, terminal);
  if (record && record->trouble() != nullptr) {
    terminal.err << "isocket: --events " << options.events << ": " << describe(*record->trouble()) << "\n";
    return ExitCode::not_recorded;
  }
  if (trace && !trace->whole()) {
    terminal.err << trace_has_gaps(options.trace);
    return ExitCode::not_recorded;
  }
  return interrupts.asked() ? interrupts.code() : code_of(letters, options);
}

}  // namespace isocket::cli
