#include "lab/virtual_modem.h"

namespace isocket::lab {

void VirtualModem::add_general() {
  const auto fine = [](const AtCommand&) { return Final::ok(); };
  on("E", [this](const AtCommand& command) {
    front_.set_echo(command.argument != "0");
    return Final::ok();
  });
  on("Z", [this](const AtCommand&) {
    factory_settings();
    return Final::ok();
  });
  on("&F", [this](const AtCommand&) {
    factory_settings();
    return Final::ok();
  });
  // Settings of the line and of data calls, which a pseudo-terminal or a pipe does not have.
  for (const char* name :
       {"X",  "L",  "M",    "&C",   "&D",   "&K",    "&S",    "&V",    "&W",    "S0",    "S3",   "S4",
        "S5", "S7", "+IPR", "+IFC", "+ICF", "+CSDH", "+CMER", "+CTZU", "+CTZR", "+CLTS", "+CSSN"})
    on(name, fine);
  // Results are words, and are said: who asks for numbers, or for silence, is told that there are none.
  on("V", [](const AtCommand& command) { return command.argument == "0" ? Final::error() : Final::ok(); });
  on("Q", [](const AtCommand& command) { return command.argument == "1" ? Final::error() : Final::ok(); });
  // What programs of the make say first, and its way to start anew.
  if (!dialect.chatter.empty())
    on("^CURC", [this](const AtCommand& command) {
      if (command.number(0) == 0) chatter_.cancel();
      return Final::ok();
    });
  if (!dialect.reset_command.empty())
    on(std::string{dialect.reset_command}, [this](const AtCommand&) {
      restart_after_answer_ = true;
      return Final::ok();
    });
  setting("+CMEE", &cmee, 0, 2, "(0-2)");
  on("+CSCS", [this](const AtCommand& command) {
    if (command.form == AtCommand::Form::read) {
      info("+CSCS: \"" + charset + "\"");
    } else if (command.form == AtCommand::Form::test) {
      info("+CSCS: (\"GSM\",\"UCS2\",\"HEX\",\"IRA\")");
    } else {
      const std::string wanted = command.parameter(0);
      if (wanted != "GSM" && wanted != "UCS2" && wanted != "HEX" && wanted != "IRA") return Final::cme(50);
      charset = wanted;
    }
    return Final::ok();
  });
}

void VirtualModem::add_identity() {
  const auto says = [this](std::initializer_list<const char*> names, std::string text, bool needs_card) {
    for (const char* name : names) {
      on(name, [this, text, needs_card](const AtCommand& command) {
        if (needs_card && !card_ready()) return card_error();
        if (command.form == AtCommand::Form::execute) info(text);
        return command.form == AtCommand::Form::execute || command.form == AtCommand::Form::test
                   ? Final::ok()
                   : Final::cme(4);
      });
    }
  };
  says({"+CGMI", "+GMI"}, std::string{dialect.manufacturer}, false);
  says({"+CGMM", "+GMM"}, std::string{dialect.model}, false);
  says({"+CGMR", "+GMR"}, std::string{dialect.revision}, false);
  says({"+CGSN", "+GSN"}, options_.imei, false);
  says({"+GCAP"}, "+GCAP: +CGSM", false);
  says({"+CIMI"}, card.imsi, true);
  const std::string iccid{dialect.iccid_command};
  says({iccid.c_str()},
       dialect.comma_commas              ? card.iccid
       : &dialect == &Dialect::generic() ? iccid + ": \"" + card.iccid + "\""
                                         : iccid + ": " + card.iccid,
       true);
  says({"+CNUM"}, "+CNUM: \"\",\"" + card.number.to_string() + "\",145", true);
  says({"+CBC"}, "+CBC: 0,100", false);
  on("I", [this](const AtCommand&) {
    info(std::string{dialect.manufacturer} + " " + std::string{dialect.model});
    return Final::ok();
  });
}

}  // namespace isocket::lab
