#include "cable/client.h"

#include <algorithm>
#include <charconv>

namespace isocket::cable {
namespace {

using Kind = Dialogue::Kind;

Error lost(Ending ending, const std::string& request) {
  const std::string what = request.substr(0, request.find_first_of(" ="));
  switch (ending) {
    case Ending::closed: return {Errc::closed, what, 0, "the cable was pulled, or the port is gone"};
    case Ending::damaged: return {Errc::bad_value, what, 0, "the answer arrives damaged, again and again"};
    case Ending::silent:
    case Ending::answered: break;
  }
  return {Errc::timed_out, what, 0,
          "the device does not answer: does it have power and a SIM card that asks for no PIN?"};
}

Error refusal(const Block& block, const std::string& request) {
  return {Errc::refused, request.substr(0, request.find_first_of(" =")), 0,
          "ERR " + std::to_string(block.error) + " " + block.text};
}

Error nonsense(const std::string& what) {
  return {Errc::bad_value, what, 0, "this is no answer of a device's configuration port"};
}

std::optional<int> number_of(std::string_view text) {
  int number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  if (read.ec != std::errc{} || read.ptr != text.data() + text.size()) return std::nullopt;
  return number;
}

/// "SECURITY RW REV=5"
std::optional<GroupInfo> parse_group(std::string_view line) {
  GroupInfo group;
  const auto blank = line.find(' ');
  if (blank == std::string_view::npos) return std::nullopt;
  group.name = line.substr(0, blank);
  line.remove_prefix(blank + 1);
  group.writable = line.starts_with("RW ");
  if (!group.writable && !line.starts_with("RO ")) return std::nullopt;
  line.remove_prefix(3);
  if (!line.starts_with("REV=")) return std::nullopt;
  const auto revision = number_of(line.substr(4));
  if (!revision) return std::nullopt;
  group.revision = *revision;
  return group;
}

int next_revision(int revision) {
  return revision == 65535 ? 1 : revision + 1;  // MU-P4-07
}

/// The values after a change; nothing else differs.
Result<std::vector<Value>> merged(const GroupValues& group, const std::vector<Value>& changes) {
  std::vector<Value> all = group.values;
  for (const Value& change : changes) {
    const auto at =
        std::find_if(all.begin(), all.end(), [&](const Value& v) { return v.name == change.name; });
    if (at == all.end())
      return fail(Errc::not_found, change.name, 0, "the device has no such setting in " + group.name);
    at->value = change.value;
  }
  return all;
}

bool holds(const GroupValues& now, const std::vector<Value>& wanted) {
  return std::all_of(wanted.begin(), wanted.end(), [&](const Value& value) {
    const std::string* there = now.find(value.name);
    if (there == nullptr) return false;
    return *there == value.value || (is_masked(*there) && there->size() == value.value.size());
  });
}

std::vector<std::string> lines_of(const std::vector<Value>& values) {
  std::vector<std::string> lines;
  for (const Value& value : values) lines.push_back(value.name + "=" + value.value);
  return lines;
}

WriteResult unchanged(Error why) {
  WriteResult result;
  result.error = std::move(why);
  return result;
}

}  // namespace

std::string_view name_of(Fate fate) {
  switch (fate) {
    case Fate::unchanged: return "unchanged";
    case Fate::written: return "written";
    case Fate::unknown: return "unknown";
  }
  return {};
}

const std::string* GroupValues::find(std::string_view setting) const {
  for (const Value& value : values)
    if (value.name == setting) return &value.value;
  return nullptr;
}

bool is_masked(std::string_view value) {
  return !value.empty() && value.find_first_not_of('*') == std::string_view::npos;
}

asio::awaitable<Result<Block>> Client::ask(std::string request, Kind kind) {
  const Answer answer = co_await channel_.ask(request, kind);
  if (answer.ending != Ending::answered) co_return fail(lost(answer.ending, request));
  // The first of two SETs was heard after all (MU-P2-10).
  const bool done = answer.repeated && answer.block.error == 32;
  if (!answer.block.ok() && !done) co_return fail(refusal(answer.block, request));
  co_return answer.block;
}

asio::awaitable<Result<Identity>> Client::connect() {
  co_await channel_.begin();
  auto block = co_await ask("CONNECT");
  if (!block) co_return fail(std::move(block.error()));
  const auto& data = block->data;
  constexpr std::string_view kTime = "TIME=";
  if (data.size() != 5 || !data[3].starts_with("PROTOCOL=") || !data[4].starts_with(kTime))
    co_return fail(nonsense("CONNECT"));
  if (data[3] != "PROTOCOL=1")
    co_return fail(Errc::unsupported, "CONNECT", 0,
                   "the device speaks " + data[3] + "; this program speaks 1");
  constexpr std::string_view kSerial = "S/N: ";
  Identity identity{data[0], data[1], data[2], data[4].substr(kTime.size())};
  if (identity.serial.starts_with(kSerial)) identity.serial.erase(0, kSerial.size());
  co_return identity;
}

asio::awaitable<Result<std::vector<GroupInfo>>> Client::groups() {
  auto block = co_await ask("GROUPS");
  if (!block) co_return fail(std::move(block.error()));
  std::vector<GroupInfo> groups;
  for (const std::string& line : block->data) {
    auto group = parse_group(line);
    if (!group) co_return fail(nonsense("GROUPS"));
    groups.push_back(std::move(*group));
  }
  co_return groups;
}

asio::awaitable<Result<GroupValues>> Client::read(std::string group) {
  auto block = co_await ask("READ " + group);
  if (!block) co_return fail(within(group, 0, std::move(block.error())));
  if (!block->revision || !block->check) co_return fail(nonsense("READ " + group));
  GroupValues values;
  values.name = std::move(group);
  values.revision = *block->revision;
  for (const std::string& line : block->data) {
    const auto equals = line.find('=');
    if (equals == std::string::npos) co_return fail(nonsense("READ " + values.name));
    values.values.push_back({line.substr(0, equals), line.substr(equals + 1)});
  }
  co_return values;
}

asio::awaitable<WriteResult> Client::write(std::string group, std::vector<Value> changes) {
  committed_ = false;
  for (int attempt = 0;; ++attempt) {
    auto before = co_await read(group);
    if (!before) co_return unchanged(std::move(before.error()));
    auto wanted = merged(*before, changes);
    if (!wanted) co_return unchanged(std::move(wanted.error()));
    if (*wanted == before->values) {
      WriteResult result;
      result.now = std::move(*before);
      co_return result;
    }
    GroupValues read_before = *before;
    std::vector<Value> sending = *wanted;
    auto sent = co_await send(std::move(read_before), std::move(sending));
    // The device has changed the group by itself between READ and WRITE: once more, from what it is now.
    const bool stale = !sent && sent.error().detail.starts_with("ERR 21 ");
    if (stale && attempt < 2) continue;
    if (sent) {
      WriteResult result = co_await read_back(std::move(*before));
      co_return result;
    }
    if (committed_ && sent.error().code != Errc::refused) {
      WriteResult result =
          co_await settle(std::move(*before), std::move(*wanted), within(group, 0, std::move(sent.error())));
      co_return result;
    }
    if (!channel_.closed()) co_await ask("ABORT");
    co_return unchanged(within(group, 0, std::move(sent.error())));
  }
}

/// WRITE, a SET for every setting, COMMIT. @return what answers COMMIT
asio::awaitable<Result<Block>> Client::send(GroupValues before, std::vector<Value> wanted) {
  const std::vector<std::string> lines = lines_of(wanted);
  auto answer = co_await ask("WRITE " + before.name + " " + std::to_string(before.revision), Kind::opening);
  for (const std::string& line : lines) {
    if (!answer) co_return fail(std::move(answer.error()));
    answer = co_await ask("SET " + line);
  }
  if (!answer) co_return fail(std::move(answer.error()));
  committed_ = true;
  answer = co_await ask("COMMIT " + std::to_string(lines.size()) + " " + check_text(check_of(lines)),
                        Kind::commit);
  co_return answer;
}

/// After a COMMIT that was taken.
asio::awaitable<WriteResult> Client::read_back(GroupValues before) {
  WriteResult result;
  result.fate = Fate::written;
  auto now = co_await read(before.name);
  if (!now) {
    result.error = std::move(now.error());
    co_return result;
  }
  if (now->revision != next_revision(before.revision))
    result.error = Error{Errc::bad_value, before.name, 0, "the device has changed it again since"};
  result.now = std::move(*now);
  co_return result;
}

/// After a COMMIT that was not answered: which of the two is it? (MU-P2-10)
asio::awaitable<WriteResult> Client::settle(GroupValues before, std::vector<Value> wanted, Error why) {
  WriteResult result;
  result.fate = Fate::unknown;
  result.error = std::move(why);
  if (channel_.closed()) co_return result;
  auto connected = co_await connect();
  if (!connected) co_return result;
  auto now = co_await read(before.name);
  if (!now) co_return result;
  if (now->revision == before.revision) {
    result.fate = Fate::unchanged;
  } else if (now->revision == next_revision(before.revision) && holds(*now, wanted)) {
    result.fate = Fate::written;
    result.error.reset();
  }
  result.now = std::move(*now);
  co_return result;
}

asio::awaitable<Result<std::vector<std::string>>> Client::command(std::string text) {
  auto block = co_await ask("CMD " + text, Kind::command);
  if (!block) co_return fail(std::move(block.error()));
  co_return std::move(block->data);
}

asio::awaitable<void> Client::disconnect() {
  if (!channel_.closed()) co_await ask("DISCONNECT");
  channel_.close();
}

}  // namespace isocket::cable
