#include "lab/faulty_ports.h"

#include <algorithm>

namespace isocket::lab {

FaultyPorts::~FaultyPorts() {
  world_.network().messages().on_submission({});
}

bool FaultyPorts::concern(const ModemEntry& modem) const {
  return std::any_of(file_.modem_faults.begin(), file_.modem_faults.end(),
                     [&](const ModemFault& planned) { return planned.modem == modem.name; });
}

Result<FaultyPort*> FaultyPorts::add(const ModemEntry& modem, std::vector<std::string> names,
                                     FaultyPort::Where where) {
  auto port = FaultyPort::create(world_, modem.number, std::move(names), where, modem.spec);
  if (!port) return fail(std::move(port.error()));
  return (ports_[modem.name] = std::move(*port)).get();
}

void FaultyPorts::begin() {
  for (const ModemFault& planned : file_.modem_faults)
    if (!planned.after_submissions) ports_.at(planned.modem)->add(planned.fault);
  world_.network().messages().on_submission(
      [this](const Subscriber& who, int before) { on_submission(who, before); });
}

void FaultyPorts::on_submission(const Subscriber& who, int before) {
  for (const ModemFault& planned : file_.modem_faults) {
    if (planned.after_submissions != before) continue;
    for (const ModemEntry& modem : file_.modems) {
      if (modem.name != planned.modem || modem.number != who.number) continue;
      PortFault fault = planned.fault;
      fault.at = world_.loop().now();
      ports_.at(planned.modem)->add(fault);
    }
  }
}

}  // namespace isocket::lab
