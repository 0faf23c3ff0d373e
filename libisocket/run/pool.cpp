#include "run/pool.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "run/party.h"

namespace isocket::run {
namespace {

/// Adds what the steps ask for.
void add_steps(const std::vector<suite::Step>& steps, std::uint64_t times, ModemNeeds& needs) {
  for (const suite::Step& step : steps) {
    if (const auto* send = std::get_if<suite::Send>(&step.action))
      needs.submissions[step.party] += send->texts.size() * times;
    if (std::holds_alternative<suite::Silence>(step.action)) needs.submissions["boss"] += times;  // its fence
    if (std::holds_alternative<suite::Call>(step.action) ||
        std::holds_alternative<suite::Ringing>(step.action))
      needs.calls = true;
    if (const auto* loop = std::get_if<suite::Repeat>(&step.action))
      add_steps(loop->steps, times * loop->times, needs);
  }
}

bool any(const Switchboard&, std::uint64_t) {
  return true;
}
bool affordable(const Switchboard& modem, std::uint64_t submissions) {
  return modem.has_left(submissions);
}
bool good(const Switchboard& modem, std::uint64_t submissions) {
  return modem.lost().empty() && modem.has_left(submissions);
}

std::string listed(const std::set<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

}  // namespace

ModemNeeds modem_needs(const suite::Case& test_case) {
  ModemNeeds needs;
  needs.submissions["boss"] = 1;  // the fence that closes the case
  for (const suite::Setting& setting : test_case.given)
    if (setting.key != suite::kVariantSetting)
      needs.submissions["boss"] += std::max<std::size_t>(1, setting.list().size());
  for (const std::string& party : suite::needs_of(test_case).parties) needs.submissions.try_emplace(party, 0);
  add_steps(test_case.steps, 1, needs);
  return needs;
}

Switchboard& Pool::add(std::unique_ptr<Switchboard> modem) {
  modems_.push_back(std::move(modem));
  return *modems_.back();
}

void Pool::bind(std::string party, std::vector<Switchboard*> modems) {
  bindings_.push_back({std::move(party), std::move(modems)});
}

const Pool::Binding* Pool::binding(std::string_view party) const {
  const auto found =
      std::find_if(bindings_.begin(), bindings_.end(), [&](const Binding& b) { return b.party == party; });
  return found == bindings_.end() ? nullptr : &*found;
}

bool Pool::is_bound(std::string_view party) const {
  return binding(party) != nullptr;
}

std::size_t Pool::index_of(const Switchboard* modem) const {
  const auto found =
      std::find_if(modems_.begin(), modems_.end(), [modem](const auto& each) { return each.get() == modem; });
  return static_cast<std::size_t>(found - modems_.begin());
}

/// Fills the seats from the first that has no modem on; false, and as it was: it cannot be done.
bool Pool::fill(const ModemNeeds& needs, Usable usable, std::vector<Seat>& seats) const {
  const auto next =
      std::find_if(seats.begin(), seats.end(), [](const Seat& seat) { return seat.modem == nullptr; });
  if (next == seats.end()) return true;
  const Binding* bound = binding(next->party);
  if (bound == nullptr) return false;
  std::vector<Switchboard*> candidates;
  for (Switchboard* modem : bound->modems) {
    const bool taken =
        std::any_of(seats.begin(), seats.end(), [modem](const Seat& seat) { return seat.modem == modem; });
    if (!taken && usable(*modem, next->promised)) candidates.push_back(modem);
  }
  const auto load = [&needs](const Switchboard* modem) {
    const Turns& seats_of = modem->seats();
    const std::size_t waits = seats_of.crowd(Sharing::alone) +
                              (needs.calls ? seats_of.crowd(Sharing::one_of_kind) : std::size_t{0});
    return std::tuple{waits, seats_of.crowd(), modem->used()};
  };
  std::stable_sort(candidates.begin(), candidates.end(),
                   [&](const Switchboard* a, const Switchboard* b) { return load(a) < load(b); });
  for (Switchboard* modem : candidates) {
    next->modem = modem;
    if (fill(needs, usable, seats)) return true;
  }
  next->modem = nullptr;
  return false;
}

std::optional<std::vector<Pool::Seat>> Pool::choose(const ModemNeeds& needs, Usable usable) const {
  std::vector<Seat> seats;
  for (const auto& [party, submissions] : needs.submissions) seats.push_back({party, nullptr, submissions});
  if (!fill(needs, usable, seats)) return std::nullopt;
  return seats;
}

bool Pool::can_go_on(const ModemNeeds& needs) const {
  return choose(needs, good).has_value();
}

Result<std::vector<Pool::Seat>> Pool::choose(const ModemNeeds& needs) const {
  for (const auto& [party, submissions] : needs.submissions)
    if (!is_bound(party))
      return fail(Errc::not_found, "modems", 0, "no modem is bound to the party '" + party + "'");
  auto seats = choose(needs, good);
  // A modem that is set aside says why as soon as something is asked of it.
  if (!seats) seats = choose(needs, affordable);
  if (seats) {
    if (shared_) return *std::move(seats);
    for (const Binding& other : bindings_) {  // everybody else listens too, where a modem is left
      if (needs.submissions.contains(other.party)) continue;
      seats->push_back({other.party, nullptr, 0});
      if (!fill(needs, any, *seats)) seats->pop_back();
    }
    return *std::move(seats);
  }
  if (!choose(needs, any)) {
    std::set<std::string> names;
    for (const auto& [party, submissions] : needs.submissions)
      for (const Switchboard* modem : binding(party)->modems) names.insert(modem->name());
    return fail(Errc::not_found, "modems", 0,
                "it needs " + std::to_string(needs.submissions.size()) +
                    " parties at once, a modem plays one of them, and there are " + listed(names) +
                    " for them");
  }
  std::set<std::string> spent;
  for (const auto& [party, submissions] : needs.submissions)
    for (const Switchboard* modem : binding(party)->modems)
      if (!modem->has_left(std::max<std::uint64_t>(submissions, 1))) spent.insert(modem->name());
  return fail(Errc::overflow, "modems", 0, "not run: the quota of " + listed(spent) + " is used up");
}

}  // namespace isocket::run
