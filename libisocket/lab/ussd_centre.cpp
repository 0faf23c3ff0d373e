#include "lab/ussd_centre.h"

namespace isocket::lab {

UssdCentre::UssdCentre(Directory& directory, Cells& cells) : directory_{directory} {
  cells.on_change([this](Subscriber& who) {
    if (!who.reachable()) cancel(who);
  });
}

void UssdCentre::request(Subscriber& from, const std::string& text) {
  from.ussd_timer.after(directory_.timing().ussd.draw(from.random),
                        [this, &from, text] { answer(from, text); });
}

void UssdCentre::set(Subscriber& who, const std::string& code, UssdReply reply) {
  who.session = nullptr;  // it points into the table
  who.ussd[code] = std::move(reply);
}

void UssdCentre::cancel(Subscriber& from) {
  from.ussd_timer.cancel();
  from.session = nullptr;
}

void UssdCentre::answer(Subscriber& from, const std::string& text) {
  if (!from.reachable()) return;
  const auto& table = from.session ? from.session->choices : from.ussd;
  const bool in_session = std::exchange(from.session, nullptr) != nullptr;
  const auto found = table.find(text);
  UssdAnswer answer;
  if (found == table.end()) {
    answer.kind = in_session ? UssdAnswer::Kind::terminated : UssdAnswer::Kind::unsupported;
  } else if (found->second.kind == UssdReply::Kind::no_answer) {
    return;
  } else if (found->second.kind == UssdReply::Kind::reject) {
    answer.kind = UssdAnswer::Kind::terminated;
  } else {
    answer.text = found->second.text;
    if (found->second.kind == UssdReply::Kind::menu) {
      answer.kind = UssdAnswer::Kind::menu;
      from.session = &found->second;
    }
  }
  from.handset->ussd_answered(answer);
}

}  // namespace isocket::lab
