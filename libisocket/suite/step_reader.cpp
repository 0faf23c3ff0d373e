#include "suite/step_reader.h"

#include <algorithm>

#include "suite/step_parts.h"

namespace isocket::suite {
namespace {

constexpr std::size_t kMostSteps = 10'000;
constexpr std::size_t kDeepestUse = 16;

using Names = std::vector<std::string_view>;

const Names kDoing{"send", "call", "hang_up", "bench", "wait", "ask"};
const Names kSeeing{"expect", "silence", "observe", "ringing"};
const Names kAlone{"repeat", "use"};

bool is_one_of(std::string_view word, const Names& names) {
  return std::find(names.begin(), names.end(), word) != names.end();
}

/// One list of steps; `use:` and `repeat:` make further ones.
class StepReader {
 public:
  StepReader(const Source& source, Problems& problems, const Surroundings& around, std::size_t& budget)
      : reader_{source, problems}, problems_{problems}, around_{around}, budget_{budget} {}

  std::vector<std::string> uses;  // the names that are being resolved, outermost first
  std::vector<Place> used_from;

  std::vector<Step> read(const YamlNode& list) {
    std::vector<Step> steps;
    if (!reader_.list(list, "'steps:'", "'- send: STATUS'")) return steps;
    for (const YamlNode& item : list.items) item_of(item, steps);
    return steps;
  }

 private:
  void item_of(const YamlNode& item, std::vector<Step>& steps) {
    if (!reader_.table(item, Part::step)) return;
    std::vector<const YamlEntry*> actions;
    for (const YamlEntry& entry : item.entries)
      if (is_one_of(entry.key, kDoing) || is_one_of(entry.key, kSeeing) || is_one_of(entry.key, kAlone))
        actions.push_back(&entry);
    if (actions.empty()) {
      const bool unknown = std::any_of(item.entries.begin(), item.entries.end(), [](const YamlEntry& e) {
        return !is_one_of(e.key, keys_of(Part::step));
      });
      if (!unknown)
        reader_.say(item.place,
                    "this step does nothing; it needs 'send:', 'expect:', 'call:' or another of the steps");
      return;
    }
    if (!sensible(actions)) return;
    used_.clear();
    for (std::size_t i = 0; i < actions.size(); ++i) {
      const std::size_t before = steps.size();
      action(item, *actions[i], steps);
      // The rules are about what is seen: the last part of an item.
      if (i + 1 == actions.size()) rules(item, steps, before);
    }
    for (const YamlEntry& entry : item.entries) {
      const bool modifier = is_one_of(entry.key, keys_of(Part::step)) &&
                            std::find(actions.begin(), actions.end(), &entry) == actions.end();
      if (modifier && !is_one_of(entry.key, used_))
        reader_.say(entry.place, "'" + entry.key + ":' says nothing about '" + actions.back()->key + ":'");
    }
  }

  /// At most one thing is done in an item, and then things are seen.
  bool sensible(const std::vector<const YamlEntry*>& actions) {
    for (std::size_t i = 0; i < actions.size(); ++i) {
      const std::string& key = actions[i]->key;
      if (actions.size() > 1 && is_one_of(key, kAlone)) {
        reader_.say(actions[i]->place, "'" + key + ":' stands in an item of its own");
        return false;
      }
      if (i > 0 && is_one_of(key, kDoing)) {
        reader_.say(actions[i]->place, "'" + key + ":' cannot follow '" + actions[i - 1]->key +
                                           ":' in one item; begin a new one with '-'");
        return false;
      }
    }
    return true;
  }

  Step& put(std::vector<Step>& steps, const YamlEntry& entry, Action action) {
    Step step;
    step.action = std::move(action);
    step.place = entry.place;
    std::string_view line = reader_.source().line(entry.place.line);
    line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
    step.line = line;
    step.used_from = used_from;
    steps.push_back(std::move(step));
    if (budget_ > 0) --budget_;
    return steps.back();
  }

  void action(const YamlNode& item, const YamlEntry& entry, std::vector<Step>& steps) {
    if (budget_ == 0) {
      reader_.say(entry.place, "the case has more than 10,000 steps; use 'repeat:'");
      return;
    }
    if (entry.key == "send") send(item, entry, steps);
    if (entry.key == "expect") expect(item, entry, steps);
    if (entry.key == "silence") silence(item, entry, steps);
    if (entry.key == "call") call(item, entry, steps);
    if (entry.key == "ringing") ringing(item, entry, steps);
    if (entry.key == "hang_up") put(steps, entry, HangUp{}).party = party(&entry.value, "boss");
    if (entry.key == "observe") observe(item, entry, steps);
    if (entry.key == "bench") bench(entry, steps);
    if (entry.key == "repeat") repeat(entry, steps);
    if (entry.key == "use") use(entry, steps);
    if (entry.key == "wait")
      if (const auto time = reader_.duration(entry.value, "'wait:'")) put(steps, entry, Wait{*time});
    if (entry.key == "ask")
      if (auto text = reader_.text(entry.value, "'ask:'")) put(steps, entry, Ask{std::move(*text)});
  }

  /// The value of a further key of the item, which is now accounted for.
  const YamlNode* modifier(const YamlNode& item, std::string_view key) {
    const YamlEntry* entry = find(item, key);
    if (entry == nullptr) return nullptr;
    used_.push_back(key);
    return &entry->value;
  }

  std::string party(const YamlNode* node, std::string otherwise) {
    if (node == nullptr) return otherwise;
    const auto name = reader_.text(*node, "a party");
    if (!name) return otherwise;
    if (std::find(around_.parties.begin(), around_.parties.end(), *name) == around_.parties.end()) {
      const Names known(around_.parties.begin(), around_.parties.end());
      reader_.say(node->place, "there is no party '" + *name + "'" + suggest(*name, known) +
                                   " (a suite may name further ones in 'parties:')");
    }
    return *name;
  }
  /// Who is to receive: `to:`, or who sent in the same item.
  std::string receiver(const YamlNode& item) {
    const YamlNode* from = nullptr;
    if (const YamlEntry* entry = find(item, "from")) from = &entry->value;
    const YamlNode* to = modifier(item, "to");
    return party(to != nullptr ? to : from, "boss");
  }
  std::string sender(const YamlNode& item) { return party(modifier(item, "from"), "boss"); }

  std::optional<Duration> within(const YamlNode& item) {
    const YamlNode* node = modifier(item, "within");
    return node == nullptr ? std::nullopt : reader_.duration(*node, "'within:'");
  }

  void send(const YamlNode& item, const YamlEntry& entry, std::vector<Step>& steps) {
    Send send;
    if (entry.value.kind == YamlNode::Kind::list) {
      for (const YamlNode& one : entry.value.items)
        if (auto text = reader_.message(one, "'send:'")) send.texts.push_back(std::move(*text));
    } else if (auto text = reader_.message(entry.value, "'send:'")) {
      send.texts.push_back(std::move(*text));
    }
    if (const YamlNode* node = modifier(item, "withheld"))
      send.withheld = reader_.flag(*node, "'withheld:'").value_or(false);
    if (const YamlNode* node = modifier(item, "alphabet"))
      if (const auto index = reader_.choice(*node, "'alphabet:'", {"gsm7", "ucs2", "data8"}))
        send.alphabet = static_cast<Alphabet>(*index);
    std::string from = sender(item);
    if (send.texts.empty()) {
      if (entry.value.kind == YamlNode::Kind::list && entry.value.items.empty())
        reader_.say(entry.place, "'send:' is an empty list; it needs at least one text");
      return;
    }
    put(steps, entry, std::move(send)).party = std::move(from);
  }

  void expect(const YamlNode& item, const YamlEntry& entry, std::vector<Step>& steps) {
    const std::string to = receiver(item);
    const auto limit = within(item);
    const auto one = [&](const YamlNode& node) {
      Expect expect;
      read_patterns(reader_, node, expect.one_of);
      if (expect.one_of.empty()) return;
      Step& step = put(steps, entry, std::move(expect));
      step.party = to;
      step.within = limit;
    };
    if (entry.value.kind != YamlNode::Kind::list) {
      one(entry.value);
    } else if (reader_.list(entry.value, "'expect:'", "[A, B], one message each")) {
      for (const YamlNode& node : entry.value.items) one(node);
    }
  }

  void silence(const YamlNode& item, const YamlEntry& entry, std::vector<Step>& steps) {
    Silence silence;
    if (const YamlNode* node = modifier(item, "proof"))
      if (const auto index = reader_.choice(*node, "'proof:'", {"now", "later"}))
        silence.proof = static_cast<Silence::Proof>(*index);
    std::string to = receiver(item);
    const auto time = reader_.duration(entry.value, "'silence:'");
    if (!time) return;
    silence.duration = *time;
    put(steps, entry, silence).party = std::move(to);
  }

  void call(const YamlNode& item, const YamlEntry& entry, std::vector<Step>& steps) {
    Call call;
    std::string from = sender(item);
    if (!reader_.table(entry.value, Part::call)) return;
    using namespace std::chrono_literals;
    call.ring = 30s;  // longer than a device needs, shorter than networks let it ring
    if (const YamlEntry* ring = find(entry.value, "ring"))
      call.ring = reader_.duration(ring->value, "'ring:'").value_or(call.ring);
    if (const YamlEntry* withheld = find(entry.value, "withheld"))
      call.withheld = reader_.flag(withheld->value, "'withheld:'").value_or(false);
    if (const YamlEntry* local = find(entry.value, "local")) {
      call.local = reader_.flag(local->value, "'local:'").value_or(false);
      if (call.local && call.withheld)
        reader_.say(local->place, "a number that is withheld has no local form");
    }
    if (const YamlEntry* outcome = find(entry.value, "outcome")) {
      if (const auto i = reader_.choice(outcome->value, "'outcome:'",
                                        {"rejected", "answered", "busy", "unanswered", "unreachable"}))
        call.outcome = static_cast<Call::Outcome>(*i);
    } else {
      reader_.say(entry.place,
                  "'call:' needs an 'outcome:': rejected, answered, busy, unanswered or unreachable");
    }
    talk_of(entry.value, call);
    put(steps, entry, call).party = std::move(from);
  }

  /// What comes after an answer: `for:` or `then: talk`.
  void talk_of(const YamlNode& node, Call& call) {
    const YamlEntry* lasts = find(node, "for");
    const YamlEntry* then = find(node, "then");
    if (lasts != nullptr) call.lasts = reader_.duration(lasts->value, "'for:'");
    if (then != nullptr)
      if (const auto i = reader_.choice(then->value, "'then:'", {"hang up", "talk"})) call.talks_on = *i == 1;
    if (call.talks_on && lasts != nullptr)
      reader_.say(lasts->place, "a call that goes on ends with 'hang_up:', not with 'for:'");
    for (const YamlEntry* entry : {lasts, then})
      if (entry != nullptr && call.outcome != Call::Outcome::answered)
        reader_.say(entry->place, "'" + entry->key + ":' is about a call that is answered");
  }

  void ringing(const YamlNode& item, const YamlEntry& entry, std::vector<Step>& steps) {
    if (!reader_.table(entry.value, Part::ringing)) return;
    Ringing ringing;
    std::string to = receiver(item);
    auto limit = within(item);
    if (const YamlEntry* who = find(entry.value, "party")) {
      to = party(&who->value, to);
      if (const YamlEntry* other = find(item, "to"))
        reader_.say(other->place, "who is called stands in 'party:' already");
    }
    if (const YamlEntry* time = find(entry.value, "within"))
      limit = reader_.duration(time->value, "'within:'");
    if (const YamlEntry* then = find(entry.value, "then")) {
      if (const auto i = reader_.choice(then->value, "'then:'", {"answer", "reject", "let ring", "talk"}))
        ringing.then = static_cast<Ringing::Then>(*i);
    } else {
      reader_.say(entry.place, "'ringing:' needs 'then:': answer, reject, let ring or talk");
    }
    if (const YamlEntry* lasts = find(entry.value, "for")) {
      ringing.lasts = reader_.duration(lasts->value, "'for:'");
      if (ringing.then != Ringing::Then::let_ring && ringing.then != Ringing::Then::answer)
        reader_.say(lasts->place,
                    "'for:' says how long it rings, or how long the call lasts; it needs 'then: let ring' or "
                    "'then: answer'");
    }
    Step& step = put(steps, entry, ringing);
    step.party = std::move(to);
    step.within = limit;
  }

  void bench(const YamlEntry& entry, std::vector<Step>& steps) {
    BenchStep bench;
    bench.changes = read_changes(reader_, entry.value);
    if (!bench.changes.empty()) put(steps, entry, std::move(bench));
  }

  void observe(const YamlNode& item, const YamlEntry& entry, std::vector<Step>& steps) {
    Observe observe;
    observe.targets = read_targets(reader_, entry.value);
    const auto limit = within(item);
    if (const YamlNode* node = modifier(item, "for")) observe.holds = reader_.duration(*node, "'for:'");
    if (const YamlNode* node = modifier(item, "after")) observe.after = reader_.duration(*node, "'after:'");
    if (int{limit.has_value()} + int{observe.holds.has_value()} + int{observe.after.has_value()} > 1)
      reader_.say(entry.place, "'observe:' has one of 'within:', 'for:' and 'after:'");
    if (observe.targets.empty()) return;
    put(steps, entry, std::move(observe)).within = limit;
  }

  void repeat(const YamlEntry& entry, std::vector<Step>& steps) {
    if (!reader_.table(entry.value, Part::repeat)) return;
    Repeat repeat;
    const YamlEntry* times = find(entry.value, "times");
    const YamlEntry* inner = find(entry.value, "steps");
    if (times == nullptr || inner == nullptr) {
      reader_.say(entry.place, "'repeat:' needs 'times:' and 'steps:'");
      return;
    }
    if (const auto count = reader_.number(times->value, "'times:'")) {
      if (*count < 1 || *count > 10'000 || *count != static_cast<double>(static_cast<int>(*count)))
        reader_.say(times->value.place, "'times:' is a whole number from 1 to 10000");
      else
        repeat.times = static_cast<std::uint32_t>(*count);
    }
    repeat.steps = read_inner(inner->value);
    put(steps, entry, std::move(repeat));
  }

  std::vector<Step> read_inner(const YamlNode& list) {
    StepReader inner{reader_.source(), problems_, around_, budget_};
    inner.uses = uses;
    inner.used_from = used_from;
    return inner.read(list);
  }

  void use(const YamlEntry& entry, std::vector<Step>& steps) {
    const auto name = reader_.text(entry.value, "'use:'");
    if (!name) return;
    const auto fragment = around_.fragments->find(*name);
    if (fragment == around_.fragments->end()) {
      Names known;
      for (const auto& [other, unused] : *around_.fragments) known.push_back(other);
      reader_.say(entry.value.place,
                  "there is no fragment '" + *name + "'" + suggest(*name, known) +
                      (known.empty() ? "; 'fragments:' of the suite or of an included file has them" : ""));
      return;
    }
    if (std::find(uses.begin(), uses.end(), *name) != uses.end() || uses.size() >= kDeepestUse) {
      reader_.say(entry.value.place, "the fragment '" + *name + "' uses itself");
      return;
    }
    --budget_;  // or lists that only use each other would take for ever
    StepReader inner{*fragment->second.source, problems_, around_, budget_};
    inner.uses = uses;
    inner.uses.push_back(*name);
    inner.used_from = used_from;
    inner.used_from.push_back(entry.place);
    for (Step& step : inner.read(*fragment->second.steps)) steps.push_back(std::move(step));
  }

  std::optional<RuleRef> rule(const YamlNode& node) {
    auto id = reader_.text(node, "a rule");
    if (!id) return std::nullopt;
    check_rule(reader_, *id, node.place, around_.requirements);
    return RuleRef{std::move(*id), node.place};
  }

  void rules(const YamlNode& item, std::vector<Step>& steps, std::size_t from) {
    const YamlNode* node = modifier(item, "rules");
    if (node == nullptr) return;
    std::optional<RuleRef> arrival;
    std::optional<RuleRef> text;
    if (node->kind == YamlNode::Kind::scalar) {
      arrival = text = rule(*node);
    } else if (reader_.table(*node, Part::rules)) {
      if (const YamlEntry* entry = find(*node, "arrival")) arrival = rule(entry->value);
      if (const YamlEntry* entry = find(*node, "text")) text = rule(entry->value);
    }
    for (std::size_t i = from; i < steps.size(); ++i) {
      steps[i].arrival = arrival;
      steps[i].text = text;
    }
  }

  Reader reader_;
  Problems& problems_;
  const Surroundings& around_;
  std::size_t& budget_;
  Names used_;  // the further keys of the item that belonged to something
};

}  // namespace

std::vector<Step> read_steps(const Source& source, Problems& problems, const YamlNode& list,
                             const Surroundings& around) {
  std::size_t budget = kMostSteps;
  return StepReader{source, problems, around, budget}.read(list);
}

}  // namespace isocket::suite
