#include "provision/apply.h"

#include <algorithm>
#include <map>

namespace isocket::provision {
namespace {

using device::Configuration;
using device::Group;
using device::GroupChange;
using device::SettingCommand;
using device::SettingQuery;

/// How often one command is sent, each time after a proof that the device has not carried it out.
constexpr unsigned kSentAtMost = 3;

constexpr std::string_view kSaysNotWhy =
    "with ERROR=OFF it does not say why; its configuration window may be closed";

/// The command as people may see it.
std::string label(const SettingCommand& command) {
  return command.readable ? command.text : command.text.substr(0, command.text.find('='));
}

bool names(const SettingCommand& command, std::string_view setting) {
  return std::find(command.settings.begin(), command.settings.end(), setting) != command.settings.end();
}

/// One run of a plan.
class Application {
 public:
  using Maybe = std::optional<Error>;

  Application(Dialogue& dialogue, Plan plan, Configuration& actual)
      : dialogue_{dialogue}, plan_{std::move(plan)}, actual_{actual} {
    for (const GroupChange& change : plan_.changes) outcomes_.push_back({change.group, Fate::unchanged, {}});
    for (const SettingCommand& command : plan_.commands)
      if (!command.readable) dialogue_.conceal(command.text.substr(command.text.find('=') + 1));
  }

  asio::awaitable<std::vector<GroupOutcome>> run();

 private:
  asio::awaitable<Maybe> carry_out(const SettingCommand& command, GroupOutcome& outcome);
  asio::awaitable<Maybe> settle_doubt(const SettingCommand& command, const Answer& answer, bool& done);
  asio::awaitable<Maybe> settle_password(const SettingCommand& command, bool& done);
  asio::awaitable<Maybe> settle_renew_password(const SettingCommand& command, bool& done);
  asio::awaitable<Maybe> read_back(std::size_t group);
  asio::awaitable<Result<void>> refresh(std::vector<std::string> settings);
  /// Its place in the plan's changes; behind them: it is none of the plan.
  [[nodiscard]] std::size_t group_of(const SettingCommand& command) const;
  [[nodiscard]] bool is_last_of_group(std::size_t command) const;
  [[nodiscard]] bool still_needed(const SettingCommand& command) const;
  [[nodiscard]] bool has(std::string_view setting, std::string_view value) const;
  void carried_out(const SettingCommand& command);

  Dialogue& dialogue_;
  Plan plan_;
  Configuration& actual_;
  std::vector<GroupOutcome> outcomes_;
  std::map<std::string, unsigned> sent_;  ///< how often, by the command's text
};

std::size_t Application::group_of(const SettingCommand& command) const {
  for (std::size_t i = 0; i < plan_.changes.size(); ++i)
    for (const device::SettingChange& change : plan_.changes[i].settings)
      if (names(command, change.name)) return i;
  return plan_.changes.size();
}

bool Application::is_last_of_group(std::size_t command) const {
  const std::size_t group = group_of(plan_.commands[command]);
  return std::none_of(plan_.commands.begin() + static_cast<std::ptrdiff_t>(command) + 1, plan_.commands.end(),
                      [&](const SettingCommand& later) { return group_of(later) == group; });
}

bool Application::has(std::string_view setting, std::string_view value) const {
  const auto known = device::find_setting(actual_.model, setting);
  const std::string* now = known ? actual_.value(known->row->group, setting) : nullptr;
  return now != nullptr && *now == value;
}

/// What is wanted and known to have been done; lists are known only when they have been read.
void Application::carried_out(const SettingCommand& command) {
  if (command.settings.size() != 1) return;
  const auto setting = device::find_setting(actual_.model, command.settings.front());
  using Form = device::ConsoleSetting::Form;
  if (!setting || setting->row->form == Form::numbers || setting->row->form == Form::rule) return;
  const std::string* wanted = plan_.desired.value(setting->row->group, setting->name);
  if (wanted == nullptr) return;
  if (setting->name == "PASSWORD") dialogue_.use_password(*wanted == "NO" ? "" : *wanted);
  std::string now = *wanted;
  if (setting->row->form == Form::secret && now != "NO") now = device::mask_of(actual_.model, *setting);
  plan_.desired.at(setting->row->group).set(setting->name, now);
  actual_.at(setting->row->group).set(setting->name, std::move(now));
}

bool Application::still_needed(const SettingCommand& command) const {
  const auto left = plan(actual_, plan_.desired, {});
  if (!left) return true;
  return std::any_of(left->commands.begin(), left->commands.end(),
                     [&](const SettingCommand& other) { return other.text == command.text; });
}

asio::awaitable<Result<void>> Application::refresh(std::vector<std::string> settings) {
  std::vector<device::NamedSetting> named;
  for (const std::string& name : settings)
    if (const auto setting = device::find_setting(actual_.model, name)) named.push_back(*setting);
  auto queries = device::queries_for(actual_.model, named);
  co_return co_await read(dialogue_, std::move(queries), actual_);
}

asio::awaitable<std::vector<GroupOutcome>> Application::run() {
  for (std::size_t i = 0; i < plan_.commands.size(); ++i) {
    const SettingCommand& command = plan_.commands[i];
    const std::size_t group = group_of(command);
    GroupOutcome& outcome = outcomes_[group];
    Maybe error = co_await carry_out(command, outcome);
    if (!error && is_last_of_group(i)) {
      error = co_await read_back(group);
      if (!error) outcome.fate = Fate::written;
    }
    if (!error) continue;
    outcome.error = std::move(error);
    break;
  }
  co_return std::move(outcomes_);
}

/// Nothing, when the command has done its work.
asio::awaitable<Application::Maybe> Application::carry_out(const SettingCommand& command,
                                                           GroupOutcome& outcome) {
  const bool tells_of_itself = names(command, "SMSCONFIRM");  // EP-6.1-06, GS-6.1-05, SR-U6-02
  for (;;) {
    if (sent_[command.text] == kSentAtMost)
      co_return Error{Errc::timed_out, label(command), 0,
                      "sent " + std::to_string(kSentAtMost) + " times, and the device reads as before"};
    const bool withheld = !tells_of_itself && has("SMSCONFIRM", "OFF");
    auto answer = co_await dialogue_.tell(command.text, withheld);
    if (!answer) co_return Error{answer.error().code, label(command), 0, answer.error().detail};
    ++sent_[command.text];
    const Fate before = std::exchange(outcome.fate, Fate::unknown);
    bool done = answer->kind == Answer::Kind::confirmed;
    if (!done && answer->kind == Answer::Kind::silent && withheld && answer->delivered && command.readable)
      done = true;  // the group is read back
    Maybe error;
    if (!done) error = co_await settle_doubt(command, *answer, done);
    if (done) {
      carried_out(command);
      outcome.fate = Fate::partly;
      co_return std::nullopt;
    }
    const bool settled = !error || error->code == Errc::refused;
    if (settled) outcome.fate = before;
    if (error) co_return error;
  }
}

/// Finds out whether the device has carried a command out. Neither done nor an error: it has not, and nothing
/// is on its way.
asio::awaitable<Application::Maybe> Application::settle_doubt(const SettingCommand& command,
                                                              const Answer& answer, bool& done) {
  co_await dialogue_.settle();
  Maybe error;
  if (command.readable) {
    auto read = co_await refresh(command.settings);
    if (!read) error = std::move(read.error());
    done = read && !still_needed(command);
  } else if (names(command, "PASSWORD")) {
    error = co_await settle_password(command, done);
  } else {
    error = co_await settle_renew_password(command, done);
  }
  if (error || done) co_return error;
  if (answer.kind == Answer::Kind::refused) co_return Error{Errc::refused, label(command), 0, answer.words};
  if (answer.delivered && has("ERROR", "OFF"))
    co_return Error{Errc::refused, label(command), 0,
                    "the device has the message and does not carry it out; " + std::string{kSaysNotWhy}};
  co_return std::nullopt;
}

/// Its query tells whether there is one (GS-5.3-14, SR-U5.3-10): a proof where there was none.
asio::awaitable<Application::Maybe> Application::settle_renew_password(const SettingCommand& command,
                                                                       bool& done) {
  const std::string& name = command.settings.front();
  const bool had_none = has(name, "NO");
  auto read = co_await refresh(command.settings);
  if (!read) co_return std::move(read.error());
  done = had_none && !has(name, "NO");
  if (done || has(name, "NO")) co_return std::nullopt;
  co_return Error{Errc::timed_out, name, 0, "no answer; whether it has been changed is not known"};
}

/// No query tells a password; but the device is opened by the one that is in force, and no other.
asio::awaitable<Application::Maybe> Application::settle_password(const SettingCommand& command, bool& done) {
  const std::string* wanted = plan_.desired.value(Group::security, "PASSWORD");
  const auto seclist = device::find_setting(actual_.model, "SECLIST");
  const Error doubt{Errc::timed_out, label(command), 0,
                    "no answer; whether it has been changed is not known"};
  if (wanted == nullptr || !seclist) co_return doubt;
  const SettingQuery query = device::queries_for(actual_.model, {*seclist}).front();
  const std::string now = *wanted == "NO" ? std::string{} : *wanted;
  auto opens = co_await dialogue_.opens(now, query);
  if (opens && *opens) {
    done = true;
    co_return std::nullopt;
  }
  if (!opens && opens.error().code != Errc::timed_out) co_return std::move(opens.error());
  const std::string before = dialogue_.password();
  opens = co_await dialogue_.opens(before, query);
  if (opens && *opens) co_return std::nullopt;
  co_return doubt;
}

asio::awaitable<Application::Maybe> Application::read_back(std::size_t group) {
  for (;;) {
    auto queries = plan_.read_back[group];
    auto done = co_await read(dialogue_, std::move(queries), actual_);
    if (!done) {
      outcomes_[group].fate = Fate::unknown;
      co_return std::move(done.error());
    }
    const auto left = plan(actual_, plan_.desired, {});
    if (!left) co_return left.error();
    const auto change = std::find_if(left->changes.begin(), left->changes.end(),
                                     [&](const GroupChange& c) { return c.group == outcomes_[group].group; });
    if (change == left->changes.end()) co_return std::nullopt;
    // Those whose replies are withheld may have been lost after all.
    std::vector<SettingCommand> again;
    for (const SettingCommand& command : left->commands)
      if (group_of(command) == group && sent_[command.text] < kSentAtMost) again.push_back(command);
    if (again.empty()) {
      const device::SettingChange& setting = change->settings.front();
      co_return Error{Errc::refused, setting.name, 0,
                      "it reads back as " + setting.from.value_or("?") + " and not as " + setting.to +
                          (has("ERROR", "OFF") ? "; " + std::string{kSaysNotWhy} : "")};
    }
    for (const SettingCommand& command : again) {
      Maybe error = co_await carry_out(command, outcomes_[group]);
      if (error) co_return error;
    }
  }
}

}  // namespace

std::string_view name_of(Fate fate) {
  switch (fate) {
    case Fate::written: return "written";
    case Fate::unchanged: return "unchanged";
    case Fate::partly: return "written in part";
    case Fate::unknown: return "unknown";
  }
  return "";
}

asio::awaitable<Result<void>> read(Dialogue& dialogue, std::vector<SettingQuery> queries,
                                   Configuration& configuration) {
  for (const SettingQuery& query : queries) {
    const auto values = co_await dialogue.ask(query);
    if (!values) co_return fail(values.error());
    for (const auto& [name, value] : *values)
      if (const auto setting = device::find_setting(configuration.model, name))
        configuration.at(setting->row->group).set(name, value);
    // It has answered to this password, and would to no other (EP-5.2-05, GS-4.1-01, SR-U5.2-03).
    const auto password = device::find_setting(configuration.model, "PASSWORD");
    configuration.at(Group::security)
        .set("PASSWORD",
             dialogue.password().empty() ? "NO" : device::mask_of(configuration.model, *password));
  }
  co_return Result<void>{};
}

asio::awaitable<std::vector<GroupOutcome>> apply(Dialogue& dialogue, Plan plan, Configuration& actual) {
  Application application{dialogue, std::move(plan), actual};
  co_return co_await application.run();
}

}  // namespace isocket::provision
