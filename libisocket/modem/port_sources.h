#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/turns.h"
#include "modem/discovery.h"
#include "modem/port_source.h"
#include "modem/serial_port.h"
#include "modem/usb_ports.h"

namespace isocket::modem {

/// What sources need of the world around them.
struct PortWorld {
  /// open_serial_port() in the end.
  std::function<Result<std::unique_ptr<ByteStream>>(const std::string& path, FlowControl flow)> open;
  std::function<std::vector<SerialPort>()> list;  ///< the ports that there are at the moment
  /// Whether another program has it open, with or without a lock.
  std::function<bool(const std::string& path)> held;
  /// Sources of one world look one after the other: while one searches, it has others' ports open, and they
  /// would find them taken. Null: they do not mind each other. Shared by all copies of the world.
  std::shared_ptr<Turns> turns;
};
/// This machine's ports, and besides them `more`: those that it does not list, such as pseudo-terminals. One
/// world for all modems of a program.
PortWorld world_of_ports(EventLoop& loop, std::vector<std::string> more = {});

/// The port of this path, whatever is plugged in there.
std::unique_ptr<PortSource> port_by_path(PortWorld world, std::string path,
                                         FlowControl flow = FlowControl::none);

/// The port of what is plugged in at this place of the USB. Without an interface, the device's control port,
/// or its first that may be asked.
std::unique_ptr<PortSource> port_by_usb(PortWorld world, UsbPlace place,
                                        FlowControl flow = FlowControl::none);

/// The port of the modem with this IMEI. All ports that may have a modem are asked at the same time, the one
/// where it was last alone and before all others; of several that answer, its control port is taken. Ports
/// that are held, by this program too, are left alone. Ports are asked without flow control: at those of
/// others it might wait for lines that nobody sets.
std::unique_ptr<PortSource> port_by_imei(EventLoop& loop, PortWorld world, std::string imei,
                                         FlowControl flow = FlowControl::none);

}  // namespace isocket::modem
