#include "modem/usb_ports.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

#include "modem/port_holder.h"
#include "modem/port_roles.h"

namespace isocket::modem {
namespace {

namespace fs = std::filesystem;

/// The kernel's view of devices and processes, laid out in a folder of this test's own.
class Sysfs : public ::testing::Test {
 protected:
  ~Sysfs() override { fs::remove_all(root); }

  void file(const fs::path& path, const std::string& text) const {
    fs::create_directories((root / path).parent_path());
    std::ofstream{root / path} << text << "\n";
  }
  void link(const fs::path& path, const fs::path& target) const {
    fs::create_directories((root / path).parent_path());
    fs::create_symlink(root / target, root / path);
  }
  void usb_device(const std::string& place, const std::string& vendor, const std::string& product,
                  const std::string& name) const {
    const fs::path folder = fs::path{"devices/pci/usb1"} / place;
    file(folder / "idVendor", vendor);
    file(folder / "idProduct", product);
    file(folder / "product", name);
    file(folder / "manufacturer", "Somebody");
    link(fs::path{"bus/usb/devices"} / place, folder);
  }
  /// A port of a USB serial driver, which stands a folder below the interface.
  void usb_port(const std::string& tty, const std::string& place, const std::string& number,
                const std::string& protocol = "ff") const {
    const fs::path interface = fs::path{"devices/pci/usb1"} / place /
                               (place + ":1." + std::to_string(std::stoi(number, nullptr, 16)));
    file(interface / "bInterfaceNumber", number);
    file(interface / "bInterfaceClass", "ff");
    file(interface / "bInterfaceSubClass", "02");
    file(interface / "bInterfaceProtocol", protocol);
    fs::create_directories(root / interface / tty);
    link(interface / tty / "driver", "bus/usb-serial/drivers/option1");
    link(fs::path{"class/tty"} / tty / "device", interface / tty);
  }

  const fs::path root = fs::path{::testing::TempDir()} / ("sysfs-" + std::to_string(::getpid()));
};

TEST_F(Sysfs, PortsAreListedWithTheirUsbPlaceInTheOrderOfTheirNumbers) {
  usb_device("1-1.4", "12d1", "1506", "HUAWEI Mobile");
  usb_port("ttyUSB10", "1-1.4", "02");
  usb_port("ttyUSB9", "1-1.4", "0a");
  const auto ports = list_serial_ports(root);
  ASSERT_EQ(ports.size(), 2u);
  EXPECT_EQ(ports[0].path, "/dev/ttyUSB9");
  EXPECT_EQ(ports[0].usb(), "1-1.4:10");
  EXPECT_EQ(ports[1].usb(), "1-1.4:2");
  EXPECT_EQ(ports[1].driver, "option1");
  ASSERT_TRUE(ports[1].device);
  EXPECT_EQ(ports[1].device->id.to_string(), "12d1:1506");
  EXPECT_EQ(ports[1].device->product, "HUAWEI Mobile");
  EXPECT_EQ(ports[1].device->maker, "Somebody");
}

TEST_F(Sysfs, APortWithoutHardwareAndWithoutUsbIsToldApart) {
  fs::create_directories(root / "class/tty/tty1");  // a console
  fs::create_directories(root / "devices/platform/serial8250");
  link("class/tty/ttyS0/device", "devices/platform/serial8250");
  file("class/tty/ttyS0/type", "4");
  link("class/tty/ttyS1/device", "devices/platform/serial8250");
  file("class/tty/ttyS1/type", "0");
  link("class/tty/rfcomm0/device", "devices/platform/serial8250");
  file("class/tty/console/active", "tty0 ttyS0");
  const auto ports = list_serial_ports(root);
  ASSERT_EQ(ports.size(), 3u);
  EXPECT_TRUE(ports[0].bluetooth);
  EXPECT_EQ(ports[1].path, "/dev/ttyS0");
  EXPECT_TRUE(ports[1].present);
  EXPECT_TRUE(ports[1].console);
  EXPECT_FALSE(ports[2].console);
  EXPECT_EQ(ports[1].usb(), "");
  EXPECT_FALSE(ports[2].present);
}

TEST_F(Sysfs, NothingPluggedInIsNoPort) {
  EXPECT_TRUE(list_serial_ports(root).empty());
  EXPECT_TRUE(list_usb_devices(root).empty());
}

TEST_F(Sysfs, AModemWithoutAPortIsNamedWithWhatToDo) {
  usb_device("1-2", "12d1", "1f01", "HUAWEI_MOBILE");
  usb_device("1-3", "12d1", "14dc", "HUAWEI_MOBILE");
  usb_device("1-4", "046d", "c077", "Mouse");
  const auto devices = list_usb_devices(root);
  ASSERT_EQ(devices.size(), 3u);
  EXPECT_EQ(portless_modem(devices[0].id)->what, "a Huawei stick in CD-ROM mode");
  EXPECT_NE(portless_modem(devices[0].id)->advice.find("usb-modeswitch"), std::string::npos);
  EXPECT_EQ(portless_modem(devices[1].id)->what, "a Huawei HiLink stick");
  EXPECT_FALSE(portless_modem(devices[2].id));
}

TEST(UsbPlace, IsPlaceAndInterface) {
  const auto both = UsbPlace::parse("1-1.4.2:12");
  ASSERT_TRUE(both);
  EXPECT_EQ(both->place, "1-1.4.2");
  EXPECT_EQ(both->interface, 12u);
  ASSERT_TRUE(UsbPlace::parse("1-1"));
  EXPECT_FALSE(UsbPlace::parse("1-1")->interface);
  for (const char* wrong : {"", "1", "1-", "-1", "1.1-2", "1-1.", "1-1..2", "1-1:", "1-1:x", "1-1:1.2",
                            "1-1:256", "1-1-2", "ttyUSB0"})
    EXPECT_FALSE(UsbPlace::parse(wrong)) << wrong;
}

struct RoleCase {
  UsbId id;
  UsbInterface interface;
  PortRole role;
};
class Roles : public ::testing::TestWithParam<RoleCase> {};

TEST_P(Roles, AreKnownBeforeAnythingIsAsked) {
  SerialPort port;
  port.device = UsbDevice{"1-1", GetParam().id, "", ""};
  port.interface = GetParam().interface;
  EXPECT_EQ(role_of(port), GetParam().role);
}

INSTANTIATE_TEST_SUITE_P(
    , Roles,
    ::testing::Values(RoleCase{{0x2c7c, 0x0125}, {0, 0xff, 0xff, 0xff}, PortRole::diagnostic},
                      RoleCase{{0x2c7c, 0x0125}, {1, 0xff, 0, 0}, PortRole::location},
                      RoleCase{{0x2c7c, 0x0125}, {2, 0xff, 0, 0}, PortRole::control},
                      RoleCase{{0x2c7c, 0x0125}, {3, 0xff, 0, 0}, PortRole::secondary},
                      RoleCase{{0x2c7c, 0x0125}, {4, 0xff, 0, 0}, PortRole::unknown},
                      RoleCase{{0x1e0e, 0x9001}, {4, 0xff, 0, 0}, PortRole::other},
                      RoleCase{{0x1bc7, 0x1201}, {4, 0xff, 0, 0}, PortRole::control},
                      RoleCase{{0x19d2, 0x000a}, {0, 0xff, 0, 0}, PortRole::control},
                      RoleCase{{0x12d1, 0x1506}, {0, 0xff, 2, 1}, PortRole::secondary},
                      RoleCase{{0x12d1, 0x1506}, {2, 0xff, 2, 2}, PortRole::control},
                      RoleCase{{0x12d1, 0x1506}, {1, 0xff, 2, 3}, PortRole::unknown},
                      RoleCase{{0x2341, 0x0043}, {0, 2, 2, 1}, PortRole::no_modem},
                      RoleCase{{0x0483, 0x374b}, {2, 2, 2, 1}, PortRole::no_modem},
                      RoleCase{{0x0483, 0x5740}, {0, 2, 2, 1}, PortRole::unknown},
                      RoleCase{{0x1a86, 0x7523}, {0, 0xff, 1, 2}, PortRole::unknown}));

TEST_F(Sysfs, WhoeverHoldsAPortIsFoundByName) {
  file("proc/4711/comm", "ModemManager");
  fs::create_directories(root / "proc/4711/fd");
  fs::create_symlink("/dev/ttyUSB2", root / "proc/4711/fd/9");
  file("proc/4712/comm", "bash");
  fs::create_directories(root / "proc/4712/fd");
  fs::create_directories(root / "proc/sys");
  const auto holders = holders_of("/dev/ttyUSB2", root / "proc");
  ASSERT_EQ(holders.size(), 1u);
  EXPECT_EQ(holders[0].to_string(), "ModemManager (process 4711)");
  EXPECT_TRUE(holders_of("/dev/ttyUSB3", root / "proc").empty());
}

}  // namespace
}  // namespace isocket::modem
