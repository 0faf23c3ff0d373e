#include "lab/calls.h"

namespace isocket::lab {

Calls::Calls(Directory& directory, Cells& cells) : directory_{directory} {
  cells.on_change([this](Subscriber& who) {
    if (!who.reachable() && who.call != 0) end(who.call, CallEnd::network, nullptr);
  });
}

void Calls::tell(Subscriber* who, const CallEvent& event) {
  if (who && who->handset) who->handset->call_changed(event);
}

CallId Calls::dial(Subscriber& from, std::string_view digits, bool international, bool withheld) {
  if (from.call != 0 || !from.reachable()) return 0;
  auto call = std::make_unique<Call>(directory_.clock());
  Call& made = *call;
  made.id = ++last_;
  made.caller = &from;
  made.withheld = withheld;
  from.call = made.id;
  calls_.emplace(made.id, std::move(call));
  Subscriber* callee = directory_.find(digits, international);
  made.timer.after(directory_.timing().set_up.draw(from.random),
                   [this, &made, callee] { ring(made, callee); });
  return made.id;
}

void Calls::ring(Call& call, Subscriber* callee) {
  if (!callee) return end(call.id, CallEnd::unassigned, nullptr);
  if (!callee->reachable()) return end(call.id, CallEnd::unreachable, nullptr);
  if (callee->call != 0) return end(call.id, CallEnd::busy, nullptr);
  call.state = State::ringing;
  call.callee = callee;
  callee->call = call.id;
  const CallId id = call.id;
  call.timer.after(directory_.timing().no_answer, [this, id] { end(id, CallEnd::no_answer, nullptr); });
  CallEvent incoming{id, CallEvent::Kind::incoming, {}, {}};
  if (!call.withheld) incoming.caller = directory_.presented(*call.caller, *callee);
  Subscriber* const caller = call.caller;
  tell(callee, incoming);  // whoever is told may end the call at once
  if (calls_.contains(id)) tell(caller, CallEvent{id, CallEvent::Kind::alerting, {}, {}});
}

bool Calls::answer(Subscriber& who) {
  const auto found = calls_.find(who.call);
  if (found == calls_.end()) return false;
  Call& call = *found->second;
  if (call.callee != &who || call.state != State::ringing) return false;
  call.state = State::connecting;
  call.timer.after(directory_.timing().connect.draw(who.random), [this, &call] {
    call.state = State::active;
    const CallEvent connected{call.id, CallEvent::Kind::connected, {}, {}};
    Subscriber* const callee = call.callee;
    tell(call.caller, connected);
    if (calls_.contains(connected.call)) tell(callee, connected);
  });
  return true;
}

bool Calls::hang_up(Subscriber& who) {
  const auto found = calls_.find(who.call);
  if (found == calls_.end()) return false;
  const Call& call = *found->second;
  const bool refused = call.callee == &who && call.state == State::ringing;
  end(call.id, refused ? CallEnd::rejected : CallEnd::normal, &who);
  return true;
}

void Calls::end(CallId id, CallEnd why, const Subscriber* silent) {
  const auto found = calls_.find(id);
  if (found == calls_.end()) return;
  const auto call = std::move(found->second);
  calls_.erase(found);
  for (Subscriber* who : {call->caller, call->callee})
    if (who) who->call = 0;
  for (Subscriber* who : {call->caller, call->callee})
    if (who != silent) tell(who, CallEvent{id, CallEvent::Kind::ended, {}, why});
}

}  // namespace isocket::lab
