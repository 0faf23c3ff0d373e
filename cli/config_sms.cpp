// isocket config read, diff, write: by SMS, to a device of the inventory or of the lab.
#include <functional>
#include <ostream>

#include "config_file.h"
#include "config_outcome.h"
#include "config_ways.h"
#include "device/features.h"
#include "interrupts.h"
#include "provision/apply.h"

namespace isocket::cli {
namespace {

/// One run: the device, what was asked for, and what came of it.
struct SmsRun {
  const ConfigOptions& options;
  Terminal& terminal;
  std::unique_ptr<Target> target;
  device::Model model = device::Model::environment_pro;
  ConfigOutcome outcome;
  ExitCode code = ExitCode::pass;  ///< anything else: it has ended, and why has been said
};

using SmsWork = std::function<asio::awaitable<void>(provision::Dialogue&, SmsRun&)>;

/// "12 SMS to dut1 (environment-pro)".
std::string messages_to(const SmsRun& run, std::size_t count) {
  return std::to_string(count) + " SMS to " +
         (run.options.target.lab.empty() ? run.target->name() : "the lab") + " (" + run.target->model() + ")";
}

/// Opens what the options name; nothing is sent yet. @return  false: `code` says why not
bool open(SmsRun& run) {
  run.target = open_target(run.options.target, run.terminal, run.code);
  if (!run.target) return false;
  run.model = *device::parse_model(run.target->model());
  run.outcome.actual.model = run.model;
  run.outcome.when_in_doubt = "the next 'config diff' tells what the device has";
  if (run.target->number_of(run.options.from) != nullptr) return true;
  run.terminal.err << "isocket: --from: no modem is bound to the party '" << run.options.from << "'\n";
  run.code = ExitCode::usage;
  return false;
}

/// What has to be known of the sender before the device is reached.
provision::Sender sender_of(const SmsRun& run) {
  return {run.target->number_of(run.options.from)->digits(), run.target->password()};
}

/// Whether so many messages are allowed.
bool affordable(SmsRun& run, std::size_t count, const std::string& what_for) {
  if (!run.options.max_sms || count <= *run.options.max_sms) return true;
  run.terminal.err << "isocket: " << messages_to(run, count) << what_for << ", and --max-sms allows "
                   << *run.options.max_sms << "\n";
  run.code = ExitCode::usage;
  return false;
}

ExitCode code_of(const Error& error, const ConfigOutcome& outcome, ExitCode refused) {
  switch (error.code) {
    case Errc::refused: return refused;
    case Errc::timed_out: return ExitCode::inconclusive;
    case Errc::stopped: return outcome.asked.value_or(ExitCode::interrupted);
    case Errc::overflow:
    case Errc::not_found:
    case Errc::bad_value: return ExitCode::usage;
    default: return ExitCode::equipment;
  }
}

asio::awaitable<void> work_with(SmsRun& run, const SmsWork& work, Interrupts& interrupts) {
  Target& target = *run.target;
  auto ready = co_await target.start();
  if (ready && !run.options.target.lab.empty()) ready = co_await target.table().bench.reset();
  if (ready) {
    provision::DialogueOptions options;
    options.party = run.options.from;
    options.password = target.password();
    options.seed = run.options.target.seed;
    options.most = run.options.max_sms;
    options.stop_asked = [&interrupts] { return interrupts.asked(); };
    provision::Dialogue dialogue{target.table(), std::move(options)};
    co_await work(dialogue, run);
  } else {
    run.terminal.err << "isocket: " << describe(ready.error()) << "\n";
    run.code = ExitCode::equipment;
  }
  co_await target.end();
  interrupts.done();
}

/// Lets `work` happen with the device. @return  the code, where there is trouble before anything was written
std::optional<ExitCode> by_sms(SmsRun& run, const SmsWork& work) {
  {
    Interrupts interrupts{run.target->loop(), "the message under way"};
    run.target->loop().run_to_end(work_with(run, work, interrupts));
    if (interrupts.asked()) run.outcome.asked = interrupts.code();
  }
  const auto ended = [&](ExitCode code) {
    return traced(*run.target, run.options.target, run.terminal, code);
  };
  if (run.code != ExitCode::pass) return ended(run.code);
  if (!run.outcome.trouble) return std::nullopt;
  run.terminal.err << "isocket: " << describe(*run.outcome.trouble) << "\n";
  return ended(code_of(*run.outcome.trouble, run.outcome, ExitCode::equipment));
}

asio::awaitable<void> read_these(provision::Dialogue& dialogue, SmsRun& run,
                                 std::vector<device::SettingQuery> queries) {
  auto done = co_await provision::read(dialogue, std::move(queries), run.outcome.actual);
  if (!done) run.outcome.trouble = std::move(done.error());
}

/// Reads them; says before how many messages that takes.
std::optional<ExitCode> read_with(SmsRun& run, const std::vector<device::SettingQuery>& queries) {
  run.terminal.err << messages_to(run, queries.size()) << " to read it\n" << std::flush;
  return by_sms(
      run, [&](provision::Dialogue& dialogue, SmsRun& its) { return read_these(dialogue, its, queries); });
}

/// What the file asks for, if SMS can bring it about. Nothing after a message.
std::optional<device::Configuration> attainable(SmsRun& run, std::size_t& most) {
  const auto desired = read_configuration_file(run.options.file, run.terminal);
  run.code = ExitCode::usage;
  if (!desired || !open(run) || !fits(run.model, *desired, run.terminal)) return std::nullopt;
  for (const std::string& secret : secrets_of(*desired)) run.target->journal().redact(secret);
  const auto longest = provision::longest_plan(*desired, sender_of(run));
  if (!longest) {
    run.terminal.err << "isocket: " << describe(longest.error()) << "\n";
    return std::nullopt;
  }
  most = longest->messages();
  run.code = ExitCode::pass;
  return desired;
}

/// What the model has and the device did not tell.
std::vector<std::string> untold(const device::Configuration& actual) {
  std::vector<std::string> names;
  for (const device::Group group : device::kGroups)
    for (const device::NamedSetting& setting : device::settings_of(actual.model, group))
      if (actual.value(group, setting.name) == nullptr) names.push_back(setting.name);
  return names;
}

GroupEnd sms_end_of(const provision::GroupOutcome& group, const ConfigOutcome& outcome) {
  GroupEnd end;
  end.group = group.group;
  end.written = group.fate == provision::Fate::written;
  end.fate = provision::name_of(group.fate);
  if (!group.error) return end;
  end.why = describe(*group.error);
  end.code = code_of(*group.error, outcome, ExitCode::fail);
  return end;
}

asio::awaitable<void> write_what_differs(provision::Dialogue& dialogue, SmsRun& run,
                                         const device::Configuration& desired,
                                         std::vector<device::SettingQuery> queries) {
  co_await read_these(dialogue, run, std::move(queries));
  if (run.outcome.trouble) co_return;
  auto plan = provision::plan(run.outcome.actual, desired, sender_of(run));
  if (!plan) {
    run.outcome.trouble = std::move(plan.error());
    co_return;
  }
  run.outcome.changes = plan->changes;
  run.outcome.unknown = plan->unknown;
  for (const device::GroupChange& change : plan->changes) print_change(run.model, change, run.terminal.out);
  run.terminal.out << std::flush;
  if (plan->messages() == 0) co_return;
  const std::size_t in_all = dialogue.sent() + plan->messages();
  if (!affordable(run, in_all, " in all would read, write and read back; nothing has been written"))
    co_return;
  run.terminal.err << messages_to(run, plan->messages()) << ": " << plan->commands.size() << " to write, "
                   << plan->queries() << " to read back\n"
                   << std::flush;
  provision::Plan its = std::move(*plan);
  const auto groups = co_await provision::apply(dialogue, std::move(its), run.outcome.actual);
  for (const provision::GroupOutcome& group : groups)
    if (group.fate != provision::Fate::unchanged || group.error)
      run.outcome.ends.push_back(sms_end_of(group, run.outcome));
}

}  // namespace

ExitCode read_by_sms(const ConfigOptions& options, Terminal& terminal) {
  SmsRun run{options, terminal, {}, {}, {}, {}};
  if (!open(run)) return run.code;
  const auto queries = provision::queries_for_all(run.model);
  if (!affordable(run, queries.size(), " would read it")) return run.code;
  if (options.dry_run) {
    terminal.out << messages_to(run, queries.size()) << " would read it\n";
    return ExitCode::pass;
  }
  if (const auto ended = read_with(run, queries)) return *ended;
  const std::string* hardware = run.outcome.actual.value(device::Group::info, "HARDWARE");
  if (hardware != nullptr && device::model_of(*hardware).value_or(run.model) != run.model) {
    terminal.err << "isocket: the device calls itself '" << *hardware << "', and is not the "
                 << name_of(run.model) << " of the inventory\n";
    return ExitCode::usage;
  }
  mind_the_clock(run.outcome.actual, terminal);
  return traced(*run.target, options.target, terminal,
                write_out(run.outcome.actual, options.output, terminal, untold(run.outcome.actual)));
}

ExitCode diff_by_sms(const ConfigOptions& options, Terminal& terminal) {
  SmsRun run{options, terminal, {}, {}, {}, {}};
  std::size_t most = 0;
  const auto desired = attainable(run, most);
  if (!desired) return run.code;
  const auto queries = provision::queries_for_named(*desired);
  if (!affordable(run, queries.size(), " would read what the file names")) return run.code;
  if (options.dry_run) {
    terminal.out << messages_to(run, queries.size()) << " would read what the file names\n";
    return ExitCode::pass;
  }
  if (const auto ended = read_with(run, queries)) return *ended;
  const auto as_read = provision::as_read(run.outcome.actual, *desired, sender_of(run));
  auto changes = device::difference(run.outcome.actual, as_read);
  // The one in front of our messages is in force, or the device would not have answered.
  leave_out_passwords(run.model, changes, {"PASSWORD"}, terminal.err);
  for (const auto& change : changes) print_change(run.model, change, terminal.out);
  return traced(*run.target, options.target, terminal, changes.empty() ? ExitCode::pass : ExitCode::fail);
}

ExitCode write_by_sms(const ConfigOptions& options, Terminal& terminal) {
  SmsRun run{options, terminal, {}, {}, {}, {}};
  std::size_t most = 0;
  const auto desired = attainable(run, most);
  if (!desired) return run.code;
  const auto queries = provision::queries_before(*desired);
  if (!affordable(run, queries.size(), " would read it before anything is written")) return run.code;
  if (options.dry_run) {
    terminal.out << messages_to(run, queries.size()) << " would read it, and then at most " << most
                 << " more would write what differs and read it back\n";
    return ExitCode::pass;
  }
  terminal.err << messages_to(run, queries.size()) << " to read what it has\n" << std::flush;
  const auto ended = by_sms(run, [&](provision::Dialogue& dialogue, SmsRun& its) {
    return write_what_differs(dialogue, its, *desired, queries);
  });
  if (ended) return *ended;
  return traced(*run.target, options.target, terminal, conclude(run.outcome, terminal));
}

}  // namespace isocket::cli
