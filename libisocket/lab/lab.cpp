#include "lab/lab.h"

#include "lab/host_board.h"
#include "lab/uart.h"

namespace isocket::lab {

struct Lab::Modem {
  explicit Modem(const PhoneNumber& number) : card{number} {}
  SimCard card;
  std::unique_ptr<VirtualModem> modem;
  std::unique_ptr<Line> line;
};

Lab::Lab(EventLoop& loop, LabOptions options)
    : loop_{loop}, network_{loop, options.seed, options.timing, std::move(options.faults)} {}

Lab::~Lab() = default;

VirtualModem& Lab::add_modem(const PhoneNumber& number, std::unique_ptr<ByteStream> line, ModemSpec spec) {
  auto made = std::make_unique<Modem>(number);
  Modem* const modem = made.get();
  ModemOptions options;
  // Fifteen digits that differ from modem to modem, as identities of equipment do.
  options.imei = spec.imei.empty() ? SimCard::digits_from(number, "4901", 15) : std::move(spec.imei);
  options.dialect = spec.dialect;
  modem->card.pin = std::move(spec.pin);
  network_.directory().add(number).dbm = spec.dbm;
  modem->modem =
      std::make_unique<VirtualModem>(network_, modem->card, std::move(options),
                                     [modem](std::string_view octets) { modem->line->write(octets); });
  if (spec.baud != 0) line = make_uart(loop_, std::move(line), spec.baud);
  modem->line = std::make_unique<Line>(loop_, std::move(line),
                                       [modem](std::string_view octets) { modem->modem->feed(octets); });
  modem->modem->power(true);
  modems_.push_back(std::move(made));
  return *modem->modem;
}

std::unique_ptr<ByteStream> Lab::add_modem(const PhoneNumber& number, ModemSpec spec) {
  auto [ours, theirs] = make_pipe(loop_);
  add_modem(number, std::move(ours), std::move(spec));
  return std::move(theirs);
}

Result<LabBench*> Lab::add_device(device::Model model, const PhoneNumber& number,
                                  const DeviceRig::MakeBoard& make_board) {
  auto rig = DeviceRig::create(network_, number, model, make_board);
  if (!rig) return fail(rig.error());
  benches_.push_back(std::make_unique<LabBench>(loop_, network_, model, std::move(*rig)));
  return benches_.back().get();
}

Result<LabBench*> Lab::add_device(fw::HostDeviceOptions options, const PhoneNumber& number) {
  // A model that is unknown is refused by the board, which knows what firmware there is.
  const device::Model model = device::parse_model(options.model).value_or(device::Model::environment_pro);
  return add_device(model, number, [&](Board::Outputs outputs) -> Result<std::unique_ptr<Board>> {
    auto board = HostBoard::create(loop_, options, std::move(outputs));
    if (!board) return fail(board.error());
    return std::unique_ptr<Board>{std::move(*board)};
  });
}

}  // namespace isocket::lab
