#include "target.h"

#include <ostream>

#include "trace_option.h"

namespace isocket::cli {

Target::Target(EventLoop::Pace pace, Calendar start)
    : loop_{pace, start}, journal_{loop_}, heard_{loop_, loop_.executor()} {}
Target::~Target() = default;

namespace {

/// A port that is recorded each time it is opened. The first time it is open already.
class RecordedPort final : public modem::PortSource {
 public:
  RecordedPort(modem::OpenedPort first, std::unique_ptr<modem::PortSource> source, modem::TraceFile* trace,
               std::string name)
      : first_{std::move(first)}, source_{std::move(source)}, trace_{trace}, name_{std::move(name)} {}

  asio::awaitable<Result<modem::OpenedPort>> open() override {
    Result<modem::OpenedPort> opened = std::exchange(first_, {});
    if (opened->stream == nullptr) opened = co_await source_->open();
    if (opened && trace_ != nullptr) opened->stream = trace_->record(name_, std::move(opened->stream));
    co_return opened;
  }

 private:
  modem::OpenedPort first_;
  std::unique_ptr<modem::PortSource> source_;
  modem::TraceFile* trace_;
  std::string name_;
};

}  // namespace

modem::ModemOptions Target::paced(modem::ModemOptions options) const {
  // Months of waiting pass in virtual time, and nothing goes wrong there unseen.
  if (loop_.pace() == EventLoop::Pace::virtual_time) options.keep_alive = {};
  return options;
}

void Target::add_party(const std::string& name, const PhoneNumber& number, std::unique_ptr<ByteStream> stream,
                       modem::ModemOptions options) {
  if (trace_) stream = trace_->record(options.name, std::move(stream));
  seat(name, number,
       std::make_unique<modem::Modem>(loop_, std::move(stream), paced(std::move(options)), journal_));
}

void Target::add_party(const std::string& name, const PhoneNumber& number, modem::OpenedPort port,
                       std::unique_ptr<modem::PortSource> source, modem::ModemOptions options) {
  auto recorded =
      std::make_unique<RecordedPort>(std::move(port), std::move(source), trace_.get(), options.name);
  seat(name, number,
       std::make_unique<modem::Modem>(loop_, std::move(recorded), paced(std::move(options)), journal_));
}

void Target::seat(const std::string& party, const PhoneNumber& number, std::unique_ptr<modem::Modem> modem) {
  modems_.push_back(std::move(modem));
  parties_.push_back(std::make_unique<run::Party>(party, number, *modems_.back(), loop_, journal_, heard_));
}

Result<void> Target::trace_to(const std::string& file) {
  if (file.empty()) return {};
  auto created = modem::TraceFile::create(loop_, file, journal_.redactor());
  if (!created) return fail(std::move(created.error()));
  trace_ = std::move(*created);
  return {};
}

const PhoneNumber* Target::number_of(std::string_view party) const {
  for (const auto& each : parties_)
    if (each->name() == party) return &each->number();
  return nullptr;
}

asio::awaitable<Result<void>> Target::start_modems() {
  for (const auto& modem : modems_) {
    auto identity = co_await modem->start();
    if (!identity) co_return fail(within(modem->name(), 0, std::move(identity.error())));
  }
  co_return Result<void>{};
}

void Target::set_table(bench::Bench& bench, run::Device device, std::vector<PhoneNumber> nobody,
                       bool strict) {
  table_ = std::make_unique<run::Table>(run::Table{.loop = loop_,
                                                   .journal = journal_,
                                                   .bench = bench,
                                                   .device = std::move(device),
                                                   .parties = parties_,
                                                   .nobody = std::move(nobody),
                                                   .heard = heard_,
                                                   .patience = {},
                                                   .strict = strict});
}

std::unique_ptr<Target> open_target(const TargetOptions& options, Terminal& terminal, ExitCode& code) {
  std::vector<yaml::Diagnostic> problems;
  auto target = open_target(options, problems);
  for (const yaml::Diagnostic& problem : problems) terminal.err << yaml::render(problem);
  if (target) return std::move(*target);
  const Error& error = target.error();
  if (problems.empty()) terminal.err << "isocket: " << error.detail << "\n";
  const bool input = error.code == Errc::bad_value || error.code == Errc::not_found;
  code = error.field == kTraceOption ? ExitCode::not_recorded : input ? ExitCode::usage : ExitCode::equipment;
  return nullptr;
}

ExitCode traced(const Target& target, const TargetOptions& options, Terminal& terminal, ExitCode code) {
  if (target.traced()) return code;
  terminal.err << trace_has_gaps(options.trace);
  return ExitCode::not_recorded;
}

}  // namespace isocket::cli
