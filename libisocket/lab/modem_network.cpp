#include <cstdio>

#include "lab/virtual_modem.h"

namespace isocket::lab {
namespace {

/// Location area and cell, the only ones of this network.
constexpr const char* kPlace = "\"00C3\",\"0000A1B2\"";

std::string clock_string(const Directory& directory, Calendar utc, bool long_year) {
  const auto local = std::chrono::floor<std::chrono::seconds>(utc) + directory.zone();
  const auto day = std::chrono::floor<std::chrono::days>(local);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss time{local - day};
  const auto quarters = static_cast<int>(directory.zone().count() / 15);
  char text[40];
  std::snprintf(text, sizeof text, "%02d/%02u/%02u,%02d:%02d:%02d%c%02d",
                static_cast<int>(date.year()) % (long_year ? 10000 : 100),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
                static_cast<int>(time.seconds().count()), quarters < 0 ? '-' : '+', std::abs(quarters));
  return text;
}

}  // namespace

void VirtualModem::add_network() {
  on("+CPIN", [this](const AtCommand& command) { return pin(command); });
  if (!dialect.tries_command.empty())
    on(std::string{dialect.tries_command}, [this](const AtCommand& command) { return tries(command); });
  on("+CFUN", [this](const AtCommand& command) { return functionality(command); });
  on("+COPS", [this](const AtCommand& command) { return operator_selection(command); });
  on("+CREG", [this](const AtCommand& command) { return registration(command, "+CREG", creg_); });
  on("+CGREG", [this](const AtCommand& command) { return registration(command, "+CGREG", cgreg_); });
  on("+CEREG", [this](const AtCommand& command) { return registration(command, "+CEREG", cereg_); });
  on("+CGATT", [this](const AtCommand& command) {
    if (command.form == AtCommand::Form::read) info(account.reachable() ? "+CGATT: 1" : "+CGATT: 0");
    return Final::ok();
  });
  on("+CSQ", [this](const AtCommand& command) {
    if (command.form == AtCommand::Form::test) {
      info("+CSQ: (0-31,99),(0-7,99)");
    } else {
      info("+CSQ: " + std::to_string(radio_ ? network.cells().csq(account) : 99) +
           (dialect.comma_commas ? ",0" : ",99"));
    }
    return Final::ok();
  });
  on("+CCLK", [this](const AtCommand& command) {
    if (command.form == AtCommand::Form::read)
      info("+CCLK: \"" +
           clock_string(network.directory(), network.directory().clock().calendar(), dialect.long_year) +
           "\"");
    return Final::ok();
  });
}

void VirtualModem::report_registration(std::string_view name, int level) {
  std::string line{name};
  line += ": " + std::to_string(static_cast<int>(account.registration));
  if (level >= 2 && account.registration == Registration::home) line += std::string{","} + kPlace;
  unsolicited(line);
}

Final VirtualModem::registration(const AtCommand& command, std::string_view name, int& level) {
  std::string line{name};
  switch (command.form) {
    case AtCommand::Form::test: info(line + ": (0-2)"); return Final::ok();
    case AtCommand::Form::set: {
      const auto wanted = command.number(0);
      if (!wanted || *wanted < 0 || *wanted > 2) return Final::cme(50);
      level = *wanted;
      return Final::ok();
    }
    case AtCommand::Form::execute: return Final::cme(50);
    case AtCommand::Form::read: break;
  }
  line += ": " + std::to_string(level) + "," + std::to_string(static_cast<int>(account.registration));
  if (level >= 2 && account.registration == Registration::home) line += std::string{","} + kPlace;
  info(line);
  return Final::ok();
}

Final VirtualModem::pin(const AtCommand& command) {
  if (!card.inserted) return card_error();
  if (command.form == AtCommand::Form::read) {
    info(!locked ? "+CPIN: READY" : card.tries == 0 ? "+CPIN: SIM PUK" : "+CPIN: SIM PIN");
    return dialect.pin_without_ok ? Final::silent() : Final::ok();
  }
  if (command.form != AtCommand::Form::set) return Final::ok();
  if (!locked) return Final::cme(3);
  if (card.tries == 0) return Final::cme(12);
  if (command.parameter(0) != *card.pin) {
    --card.tries;
    return Final::cme(16);
  }
  card.tries = 3;
  locked = false;
  radio(true);
  boot_goes_on();
  return Final::ok();
}

/// How many PINs and PUKs the card still takes, in the words of the make.
Final VirtualModem::tries(const AtCommand& command) {
  if (command.form == AtCommand::Form::test) return Final::ok();
  if (!card.inserted) return card_error();
  const std::string pins = std::to_string(card.tries);
  const bool puk = card.tries == 0;
  const std::string_view name = dialect.tries_command;
  if (name == "+CPINR") {  // 3GPP TS 27.007 §8.65: left, and at most
    info("+CPINR: SIM PIN," + pins + ",3");
    info("+CPINR: SIM PUK,10,10");
  } else if (name == "^CPIN") {
    info(!locked ? "^CPIN: READY,,10," + pins + ",10,3"
                 : std::string{"^CPIN: SIM "} + (puk ? "PUK" : "PIN") + ",," + "10," + pins + ",10,3");
  } else if (name == "+QPINC") {
    info("+QPINC: \"SC\"," + pins + ",10");
    info("+QPINC: \"P2\",3,10");
  } else if (name == "+SPIC") {
    info("+SPIC: " + pins + ",10,3,10");
  } else {  // of what is asked for
    info(std::string{name} + ": " + (puk ? "10" : pins));
  }
  return Final::ok();
}

Final VirtualModem::functionality(const AtCommand& command) {
  if (command.form == AtCommand::Form::read) {
    info(radio_ ? "+CFUN: 1" : "+CFUN: 0");
    return Final::ok();
  }
  if (command.form == AtCommand::Form::test) {
    info("+CFUN: (0,1,4),(0,1)");
    return Final::ok();
  }
  const auto level = command.number(0);
  if (level && *level == dialect.reset_functionality) {
    restart_after_answer_ = true;
    return Final::ok();
  }
  if (!level || (*level != 0 && *level != 1 && *level != 4)) return Final::cme(50);
  if (command.number(1) == 1) {
    restart_after_answer_ = true;
    return Final::ok();
  }
  radio(*level == 1 && card_ready());
  return Final::ok();
}

Final VirtualModem::operator_selection(const AtCommand& command) {
  switch (command.form) {
    case AtCommand::Form::test: info("+COPS: (2,\"isocket lab\",\"lab\",\"24405\"),,(0,1,3),(0,2)"); break;
    case AtCommand::Form::read:
      if (!account.reachable())
        info("+COPS: 0");
      else
        info("+COPS: 0," + std::to_string(cops_format_) + ",\"" +
             (cops_format_ == 2   ? "24405"
              : cops_format_ == 1 ? "lab"
                                  : "isocket lab") +
             "\"");
      break;
    case AtCommand::Form::set:
      if (command.number(0) == 3) cops_format_ = command.number(1).value_or(0);
      break;
    case AtCommand::Form::execute: break;
  }
  return Final::ok();
}

}  // namespace isocket::lab
