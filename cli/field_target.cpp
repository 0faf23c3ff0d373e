// `--device NAME`: devices of the inventory, through real modems, in real time.
#include <map>

#include "bench/operator_bench.h"
#include "bench/remote_bench.h"
#include "modem/port_sources.h"
#include "operator_terminal.h"
#include "target.h"
#include "trace_option.h"

namespace isocket::cli {
namespace {

/// Nothing can be set or seen: a device on somebody's wall.
class NoBench final : public bench::Bench {
 public:
  explicit NoBench(EventLoop& loop) : Bench{loop, loop.executor()} {}
  [[nodiscard]] bool can(std::string_view) const override { return false; }
  asio::awaitable<Result<void>> reset() override { co_return none(); }
  asio::awaitable<Result<void>> apply(bench::Change) override { co_return none(); }
  [[nodiscard]] bool faultless() const override { return false; }

 private:
  static Result<void> none() { return fail(Errc::unsupported, "bench", 0, "this device has no bench"); }
};

class FieldTarget final : public Target {
 public:
  FieldTarget(run::Inventory inventory, std::vector<run::DeviceEntry> devices)
      : Target{EventLoop::Pace::real_time, {}},
        inventory_{std::move(inventory)},
        devices_{std::move(devices)},
        benches_(devices_.size()) {}

  /// What there is of modems, and who plays whom; ports are opened and benches reached in start().
  void furnish() {
    for (const run::DeviceEntry& device : devices_) journal_.redact(device.password);
    if (devices_.size() > 1) share_modems([this](std::string_view digits) { return owner_of(digits); });
    const modem::PortWorld world = modem::world_of_ports(loop_, inventory_.ports);
    std::map<std::string, run::Switchboard*> added;
    for (const auto& [party, names] : inventory_.parties) {
      std::vector<run::Switchboard*> modems;
      for (const std::string& name : names) {
        run::Switchboard*& modem = added[name];
        if (modem == nullptr) modem = &add(*inventory_.modem(name), world);
        modems.push_back(modem);
      }
      pool_.bind(party, std::move(modems));
    }
  }

  asio::awaitable<Result<void>> start() override {
    for (std::size_t i = 0; i < devices_.size(); ++i) {
      auto reached = co_await reach_bench(devices_[i]);
      if (!reached) co_return fail(std::move(reached.error()));
      benches_[i] = std::move(*reached);
      const run::DeviceEntry& device = devices_[i];
      run::Device dut{device.model, device.number, device.password};
      set_table(*benches_[i], std::move(dut), inventory_.nobody, benches_[i]->faultless(),
                devices_.size() > 1 ? device.name : std::string{});
    }
    co_return co_await start_modems();
  }

  asio::awaitable<void> end() override {
    for (const auto& bench : benches_)
      if (bench != nullptr) co_await bench->end();
  }

  [[nodiscard]] std::size_t devices() const override { return devices_.size(); }
  [[nodiscard]] std::string model(std::size_t device) const override {
    return std::string{device::name_of(devices_[device].model)};
  }
  [[nodiscard]] std::string name(std::size_t device) const override { return devices_[device].name; }
  [[nodiscard]] std::string password() const override { return devices_.front().password; }
  [[nodiscard]] run::Offer offer(std::size_t device) const override {
    run::Offer offer;
    const bench::Bench* bench = benches_[device].get();
    offer.bench_can = [bench](std::string_view what) { return bench != nullptr && bench->can(what); };
    offer.party_bound = [this](std::string_view party) { return pool_.is_bound(party); };
    bench::Operator* person = bench != nullptr ? benches_[device]->person() : nullptr;
    if (person == nullptr) return offer;
    offer.by_operator = true;
    offer.operator_missing = [person] { return person->missing(); };
    return offer;
  }

 private:
  run::Switchboard& add(const run::ModemEntry& modem, const modem::PortWorld& world) {
    journal_.redact(modem.pin);
    return add_modem(modem.number, run::port_of(modem, loop_, world), run::options_of(modem),
                     modem.allowance);
  }
  std::string owner_of(std::string_view digits) const {
    for (const run::DeviceEntry& device : devices_)
      if (device.number.digits() == digits) return device.name;
    return {};
  }

  asio::awaitable<Result<std::unique_ptr<bench::Bench>>> reach_bench(run::DeviceEntry device) {
    if (device.bench.empty()) co_return std::make_unique<NoBench>(loop_);
    const run::BenchEntry& entry = inventory_.benches.at(device.bench);
    if (entry.kind == run::BenchEntry::Kind::by_operator) {
      std::string missing;
      auto terminal = open_operator_terminal(loop_, missing);
      co_return std::make_unique<bench::OperatorBench>(loop_, device.model, std::move(terminal),
                                                       std::move(missing), journal_);
    }
    if (entry.kind == run::BenchEntry::Kind::program) {
      auto started = co_await bench::RemoteBench::start(loop_, entry.program);
      co_return started;
    }
    auto stream = bench::open_bench_socket(loop_, entry.socket);
    if (!stream) co_return fail(std::move(stream.error()));
    auto connected = co_await bench::RemoteBench::connect(loop_, std::move(*stream));
    co_return connected;
  }

  run::Inventory inventory_;
  std::vector<run::DeviceEntry> devices_;
  std::vector<std::unique_ptr<bench::Bench>> benches_;  // of each, once it is reached
};

/// Why these devices cannot be tested at the same time; empty: they can.
std::string collision(const std::vector<run::DeviceEntry>& devices, const run::Inventory& inventory) {
  std::map<std::string, std::string> at;  // what there is only one of, and the device that has it
  for (const run::DeviceEntry& device : devices) {
    const auto [number, is_new] = at.try_emplace(device.number.to_string(), device.name);
    if (!is_new)
      return "'" + number->second + "' and '" + device.name + "' have the same number, " +
             device.number.to_string() + ": nobody could tell whose a message is";
    if (device.bench.empty()) continue;
    const bool by_hand = inventory.benches.at(device.bench).kind == run::BenchEntry::Kind::by_operator;
    const auto [bench, is_free] = at.try_emplace(by_hand ? "operator" : "bench " + device.bench, device.name);
    if (is_free) continue;
    if (by_hand)
      return "'" + bench->second + "' and '" + device.name +
             "' both need the operator, who can look after one device at a time";
    return "'" + bench->second + "' and '" + device.name + "' are on the bench '" + device.bench +
           "', which holds one device at a time";
  }
  return {};
}

}  // namespace

Result<std::unique_ptr<Target>> open_target(const TargetOptions& options,
                                            std::vector<yaml::Diagnostic>& problems) {
  if (!options.lab.empty()) return open_lab(options, problems);
  std::optional<std::filesystem::path> file{options.inventory};
  if (options.inventory.empty()) file = run::find_inventory(".");
  if (!file)
    return fail(
        Errc::not_found, "inventory", 0,
        "there is no isocket.yaml here or in a folder above; name one with --inventory, or use --lab MODEL");
  auto inventory = run::read_inventory(*file, problems);
  if (!inventory) return fail(Errc::bad_value, "inventory", 0, "the inventory cannot be used");
  auto devices =
      inventory->devices_like(options.devices.empty() ? std::vector{options.device} : options.devices);
  if (!devices) return fail(std::move(devices.error()));
  if (const std::string why = collision(*devices, *inventory); !why.empty())
    return fail(Errc::bad_value, "--device", 0, why);
  auto target = std::make_unique<FieldTarget>(std::move(*inventory), std::move(*devices));
  if (auto traced = target->trace_to(options.trace); !traced) return fail(trace_error(traced.error()));
  target->furnish();
  return target;
}

}  // namespace isocket::cli
