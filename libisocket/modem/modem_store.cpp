// Which store messages are read from, and reading it where it cannot be listed.
#include "modem/at_lines.h"
#include "modem/modem_state.h"

namespace isocket::modem {
namespace {

/// Where a modem does not tell how many places there are: a SIM has 10 to 50, and messages fill the first
/// ones.
constexpr int kPlaces = 20;

}  // namespace

/// Messages arrive in <mem3>, and <mem1> is read (3GPP TS 27.005 §3.2.2).
asio::awaitable<void> Modem::State::choose_store(Shared s) {
  if (!s->dialect->store.empty() && !s->options.keep) {
    const std::string name = '"' + std::string{s->dialect->store} + '"';
    static_cast<void>(co_await insist(s, "AT+CPMS=" + name + "," + name + "," + name));
  }
  const AtReply stores = co_await s->channel.command("AT+CPMS?");
  const auto told = stores.find("+CPMS");
  const std::vector<std::string> fields = told ? at_fields(*told) : std::vector<std::string>{""};
  s->store = fields[0];
  s->inbox = fields.size() > 6 && !fields[6].empty() ? fields[6] : s->store;
}

asio::awaitable<void> Modem::State::open_store(Shared s, std::string name) {
  const std::string quoted = '"' + name + '"';
  AtReply chosen = co_await s->channel.command("AT+CPMS=" + quoted);
  // Some take all three or none: then messages arrive there, too, from now on.
  if (chosen.answered() && !chosen.ok())
    chosen = co_await s->channel.command("AT+CPMS=" + quoted + "," + quoted + "," + quoted);
  if (chosen.ok()) s->store = std::move(name);
}

asio::awaitable<bool> Modem::State::read_each(Shared s) {
  const AtReply stores = co_await s->channel.command("AT+CPMS?");
  const auto told = stores.find("+CPMS");
  const std::vector<std::string> fields = told ? at_fields(*told) : std::vector<std::string>{};
  int used = fields.size() > 1 ? at_number(fields[1]) : -1;
  const int places = fields.size() > 2 ? at_number(fields[2]) : -1;
  if (used == 0) co_return true;
  bool shows = false;
  // Some count from 0, others from 1.
  for (int place = 0; place <= (places < 0 ? kPlaces : places) && used != 0; ++place) {
    const AtReply reply = co_await s->channel.command("AT+CMGR=" + std::to_string(place));
    if (!reply.answered()) co_return shows;
    shows = shows || reply.ok() || error_of(reply).code == 321;
    for (const std::string& line : reply.information) {
      if (!is_hexadecimal(line)) continue;
      --used;
      co_await take_stored(s, place, line, s->draining);
      break;
    }
  }
  co_return shows;
}

/// The store of arrivals, and the one where room is wanted, as far as something lies there (3GPP TS 27.005
/// §3.2.2: <mem3>, <mem1>).
asio::awaitable<void> Modem::State::clear_stores(Shared s) {
  const AtReply stores = co_await s->channel.command("AT+CPMS?");
  const auto told = stores.find("+CPMS");
  const std::vector<std::string> fields = told ? at_fields(*told) : std::vector<std::string>{};
  const auto is_used = [&](std::size_t at) {
    return fields.size() <= at + 1 || at_number(fields[at + 1]) != 0;
  };
  if (is_used(6)) s->tasks.emplace_back();
  if (fields.size() > 6 && fields[0] != fields[6] && is_used(0)) {
    ReadTask first;
    first.store = fields[0];
    s->tasks.push_back(std::move(first));
  }
  while (s->reading) co_await sleep_for(s->loop, std::chrono::milliseconds{100});
  s->reading = true;
  co_await read_stored(s);
}

}  // namespace isocket::modem
