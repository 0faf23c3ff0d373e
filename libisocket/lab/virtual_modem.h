#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "lab/at_front.h"
#include "lab/modem_core.h"

namespace isocket::lab {

class ModemMessages;
class ModemCalls;
class ModemUssd;

/// What one virtual modem is.
struct ModemOptions {
  const Dialect* dialect = &Dialect::generic();
  std::string imei = "490154203237518";
  bool faulty = true;  ///< takes part in Faults::modem_late and modem_reset
};

/// A modem with a card in it that speaks AT (ITU-T V.250, 3GPP TS 27.005, 27.007) on a line of octets, well
/// enough for gammu, smstools3, ModemManager and our own driver. It owns no stream: octets come in by feed()
/// and leave through `output`, never from inside feed().
class VirtualModem final : public ModemCore, private AtFront::Owner, private Handset {
 public:
  /// @param output  takes what the modem writes; must outlive the modem
  VirtualModem(Network& net, SimCard& sim, ModemOptions options,
               std::function<void(std::string_view)> output);
  ~VirtualModem() override;
  VirtualModem(const VirtualModem&) = delete;
  VirtualModem& operator=(const VirtualModem&) = delete;

  /// Supply on: it boots, and searches for a cell if the card lets it. Off: all but the card is forgotten.
  void power(bool on);
  [[nodiscard]] bool powered() const { return power_ != Power::off; }
  /// Octets from the line. Lost while there is no power.
  void feed(std::string_view octets);
  /// Told whenever the registration changes.
  void on_registration(std::function<void(Registration)> listener) { listener_ = std::move(listener); }
  /// Off and on at once, as after a fault of the module's own.
  void restart();

 private:
  enum class Power : std::uint8_t { off, booting, on };

  // ModemCore
  void info(std::string_view line) override;
  void unsolicited(std::string_view line) override;
  void finish(Final final) override;
  void allow_interruption() override { front_.allow_interruption(); }
  // AtFront::Owner
  void command_line(std::string line) override;
  void text_entered(std::string text) override;
  void text_cancelled() override;
  void interrupted() override;
  void send(std::string_view octets) override;
  // Handset
  void registration_changed(Registration now) override;
  void submit_finished(const SubmitResult& result) override;
  Arrival message_arrived(const sms::Octets& tpdu) override;
  void call_changed(const CallEvent& event) override;
  void ussd_answered(const UssdAnswer& answer) override;

  void boot();
  void boot_step(std::size_t step);
  void boot_goes_on();
  void chat(std::size_t line);
  void execute();
  void next_command();
  Final run(const AtCommand& command);
  void radio(bool on);
  void factory_settings();

  void add_general();   // modem_general.cpp
  void add_identity();  // modem_general.cpp
  void add_card();      // modem_card.cpp
  void add_network();   // modem_network.cpp
  void report_registration(std::string_view name, int level);
  Final registration(const AtCommand& command, std::string_view name, int& level);
  Final pin(const AtCommand& command);
  Final tries(const AtCommand& command);
  Final functionality(const AtCommand& command);
  Final operator_selection(const AtCommand& command);

  ModemOptions options_;
  std::function<void(std::string_view)> output_;
  std::function<void(Registration)> listener_;
  Random faults_;
  AtFront front_{*this};
  Power power_ = Power::off;
  bool radio_ = false;
  bool restart_after_answer_ = false;
  Instant busy_until_{};  ///< refuses nearly everything, as Dialect::busy_after_boot says
  Instant deaf_until_{};  ///< loses what comes, as Dialect::rest says

  std::string out_;
  Timer flush_;
  std::vector<std::string> held_;  ///< unsolicited lines that wait for the end of a text
  std::string line_;
  std::vector<AtCommand> commands_;
  std::size_t next_ = 0;
  Timer execution_;
  Timer boot_;
  Timer chatter_;

  int creg_ = 0;
  int cgreg_ = 0;
  int cereg_ = 0;
  int cops_format_ = 0;
  std::unique_ptr<ModemMessages> messages_;
  std::unique_ptr<ModemCalls> calls_;
  std::unique_ptr<ModemUssd> ussd_;
};

}  // namespace isocket::lab
