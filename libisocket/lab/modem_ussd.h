#pragma once

#include "lab/modem_core.h"

namespace isocket::lab {

/// The USSD part of a modem: +CUSD (3GPP TS 27.007 §7.15).
class ModemUssd {
 public:
  explicit ModemUssd(ModemCore& core);
  void reset() {
    show_ = 0;
    packed_ = core_.dialect.packed_ussd;
  }
  void answered(const UssdAnswer& answer);

 private:
  Final command(const AtCommand& command);
  ModemCore& core_;
  bool packed_ = false;  ///< codes and answers are packed 7-bit codes in hexadecimal
  int show_ = 0;         ///< 1: answers are written to the line
};

}  // namespace isocket::lab
