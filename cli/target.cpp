#include "target.h"

#include <algorithm>
#include <ostream>

#include "core/together.h"
#include "trace_option.h"

namespace isocket::cli {
namespace {

std::vector<journal::Field> fixed(const std::string& device) {
  return {{"device", device}};
}

/// "modem m1: /dev/ttyUSB2: not found: no such port"
Error trouble_of(const run::Switchboard& modem, Error error, EventLoop::Pace pace) {
  // Of a lab there is nothing more to be found out, and of a port that is not there all is said.
  if (pace != EventLoop::Pace::virtual_time && error.code != Errc::not_found)
    error.detail += (error.detail.empty() ? "" : "; ") + std::string{"'isocket doctor' looks for the reason"};
  error.field = "modem " + modem.name() + (error.field.empty() ? "" : ": " + error.field);
  return error;
}

}  // namespace

Target::Place::Place(EventLoop& loop, journal::Journal& whole, run::Pool& pool, const PhoneNumber& device,
                     const std::string& name)
    : view{name.empty() ? std::nullopt : std::optional<journal::Journal>{std::in_place, whole, fixed(name)}},
      journal{view ? *view : whole},
      heard{loop, loop.executor()},
      seats{pool, loop, journal, heard, view ? std::optional{device} : std::nullopt} {}

Target::Target(EventLoop::Pace pace, Calendar start) : loop_{pace, start}, journal_{loop_} {}
Target::~Target() = default;

void Target::share_modems(std::function<std::string(std::string_view digits)> whose) {
  pool_.share();
  whose_ = std::move(whose);
}

modem::ModemOptions Target::fitting(modem::ModemOptions options) const {
  // Months of waiting pass in virtual time, and nothing goes wrong there unseen.
  if (loop_.pace() == EventLoop::Pace::virtual_time && !ports_fail_) options.keep_alive = {};
  // While a message is handed over, no AT+CNMA can go out, and the network would hold back what comes behind
  // a message that is not acknowledged: with several devices that stalls all of them.
  if (pool_.shared()) options.acknowledge = false;
  options.whose = whose_;
  return options;
}

run::Switchboard& Target::add_modem(const PhoneNumber& number, std::unique_ptr<ByteStream> stream,
                                    modem::ModemOptions options) {
  if (trace_) stream = trace_->record(options.name, std::move(stream));
  return connect(
      number, std::make_unique<modem::Modem>(loop_, std::move(stream), fitting(std::move(options)), journal_),
      {});
}

run::Switchboard& Target::add_modem(const PhoneNumber& number, std::unique_ptr<modem::PortSource> source,
                                    modem::ModemOptions options, run::Allowance allowance) {
  if (trace_) source = trace_->record(options.name, std::move(source));
  return connect(
      number, std::make_unique<modem::Modem>(loop_, std::move(source), fitting(std::move(options)), journal_),
      allowance);
}

run::Switchboard& Target::connect(const PhoneNumber& number, std::unique_ptr<modem::Modem> modem,
                                  run::Allowance allowance) {
  modems_.push_back(std::move(modem));
  return pool_.add(std::make_unique<run::Switchboard>(loop_, *modems_.back(), number, journal_, allowance));
}

void Target::add_party(const std::string& name, const PhoneNumber& number, std::unique_ptr<ByteStream> stream,
                       modem::ModemOptions options) {
  pool_.bind(name, {&add_modem(number, std::move(stream), std::move(options))});
}

Result<void> Target::trace_to(const std::string& file) {
  if (file.empty()) return {};
  auto created = modem::TraceFile::create(loop_, file, journal_.redactor());
  if (!created) return fail(std::move(created.error()));
  trace_ = std::move(*created);
  return {};
}

const PhoneNumber* Target::number_of(std::string_view party) const {
  for (const auto& place : places_)
    for (const run::Party* each : place->seats.parties())
      if (each->name() == party) return &each->number();
  for (const run::Pool::Binding& each : pool_.bindings())
    if (each.party == party) return &each.modems.front()->number();
  return nullptr;
}

asio::awaitable<void> Target::start_modem(run::Switchboard& modem, std::string& trouble) {
  const auto identity = co_await modem.modem().start();
  if (identity) co_return;
  trouble = describe(trouble_of(modem, identity.error(), loop_.pace()));
  modem.set_aside(trouble);
}

bool Target::delays() const {
  return std::any_of(places_.begin(), places_.end(),
                     [](const auto& place) { return !place->table->bench.faultless(); });
}

void Target::tell_modems_of_past() {
  for (const auto& board : pool_.modems()) {
    board->begin_with(past_->submissions_at(board->name()));
    board->modem().take_over(past_->memory_of(board->name()), past_->awaits(board->name(), delays()));
  }
}

asio::awaitable<Result<void>> Target::start_modems() {
  if (past_ != nullptr) tell_modems_of_past();
  if (!pool_.shared()) {
    for (const auto& modem : pool_.modems()) {
      auto identity = co_await modem->modem().start();
      if (!identity) co_return fail(trouble_of(*modem, std::move(identity.error()), loop_.pace()));
    }
    co_return Result<void>{};
  }
  // Each takes its time to find the network. One that does not start is set aside; the others do its work.
  std::vector<std::string> troubles(pool_.modems().size());
  std::vector<asio::awaitable<void>> works;
  for (std::size_t i = 0; i < troubles.size(); ++i)
    works.push_back(start_modem(*pool_.modems()[i], troubles[i]));
  co_await together(loop_, std::move(works));
  std::string all;
  for (const std::string& trouble : troubles) {
    if (trouble.empty()) co_return Result<void>{};
    all += (all.empty() ? "" : "; ") + trouble;
  }
  co_return fail(Errc::closed, "modems", 0, "none of the modems could be started: " + all);
}

void Target::set_table(bench::Bench& bench, run::Device device, std::vector<PhoneNumber> nobody, bool strict,
                       std::string name) {
  places_.push_back(std::make_unique<Place>(loop_, journal_, pool_, device.number, name));
  Place& place = *places_.back();
  if (!pool_.shared()) place.seats.take_all();
  place.table = std::make_unique<run::Table>(run::Table{.loop = loop_,
                                                        .journal = place.journal,
                                                        .bench = bench,
                                                        .device = std::move(device),
                                                        .seats = place.seats,
                                                        .nobody = std::move(nobody),
                                                        .heard = place.heard,
                                                        .patience = {},
                                                        .name = std::move(name),
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
