// `--device NAME`: a device of the inventory, through real modems, in real time.
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
  FieldTarget(run::Inventory inventory, const run::DeviceEntry& device)
      : Target{EventLoop::Pace::real_time, {}}, inventory_{std::move(inventory)}, device_{device} {}

  /// Finds and opens the ports; the bench is reached in start().
  Result<void> open() {
    journal_.redact(device_.password);
    for (const auto& [party, modem_name] : inventory_.parties) {
      const run::ModemEntry* modem = inventory_.modem(modem_name);
      auto source = run::port_of(*modem, loop_, modem::world_of_ports(loop_, inventory_.ports));
      Result<modem::OpenedPort> port;
      loop_.run_to_end(open_from(*source, port));
      if (!port) return fail(std::move(port.error()));
      journal_.redact(modem->pin);
      if (trace_) trace_->remark(modem->name + " is at " + port->path);
      add_party(party, modem->number, std::move(*port), std::move(source), run::options_of(*modem));
    }
    return {};
  }

  asio::awaitable<Result<void>> start() override {
    auto reached = co_await reach_bench();
    if (!reached) co_return fail(std::move(reached.error()));
    bench_ = std::move(*reached);
    run::Device dut{device_.model, device_.number, device_.password};
    set_table(*bench_, std::move(dut), inventory_.nobody, bench_->faultless());
    co_return co_await start_modems();
  }

  asio::awaitable<void> end() override {
    if (bench_ != nullptr) co_await bench_->end();
  }

  [[nodiscard]] std::string model() const override { return std::string{device::name_of(device_.model)}; }
  [[nodiscard]] std::string name() const override { return device_.name; }
  [[nodiscard]] std::string password() const override { return device_.password; }
  [[nodiscard]] run::Offer offer() const override {
    run::Offer offer;
    offer.bench_can = [this](std::string_view what) { return bench_ != nullptr && bench_->can(what); };
    offer.party_bound = [this](std::string_view party) {
      return inventory_.parties.contains(std::string{party});
    };
    bench::Operator* person = bench_ != nullptr ? bench_->person() : nullptr;
    if (person == nullptr) return offer;
    offer.by_operator = true;
    offer.operator_missing = [person] { return person->missing(); };
    return offer;
  }

 private:
  static asio::awaitable<void> open_from(modem::PortSource& source, Result<modem::OpenedPort>& port) {
    port = co_await source.open();
  }

  asio::awaitable<Result<std::unique_ptr<bench::Bench>>> reach_bench() {
    if (device_.bench.empty()) co_return std::make_unique<NoBench>(loop_);
    const run::BenchEntry& entry = inventory_.benches.at(device_.bench);
    if (entry.kind == run::BenchEntry::Kind::by_operator) {
      std::string missing;
      auto terminal = open_operator_terminal(loop_, missing);
      co_return std::make_unique<bench::OperatorBench>(loop_, device_.model, std::move(terminal),
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
  run::DeviceEntry device_;
  std::unique_ptr<bench::Bench> bench_;
};

}  // namespace

Result<std::unique_ptr<Target>> open_target(const TargetOptions& options,
                                            std::vector<yaml::Diagnostic>& problems) {
  if (!options.lab.empty()) return open_lab(options);
  std::optional<std::filesystem::path> file{options.inventory};
  if (options.inventory.empty()) file = run::find_inventory(".");
  if (!file)
    return fail(
        Errc::not_found, "inventory", 0,
        "there is no isocket.yaml here or in a folder above; name one with --inventory, or use --lab MODEL");
  auto inventory = run::read_inventory(*file, problems);
  if (!inventory) return fail(Errc::bad_value, "inventory", 0, "the inventory cannot be used");
  const run::DeviceEntry* device = inventory->device(options.device);
  if (device == nullptr) {
    std::vector<std::string_view> names;
    for (const run::DeviceEntry& d : inventory->devices) names.push_back(d.name);
    return fail(Errc::not_found, "--device", 0,
                "there is no device '" + options.device + "' in " + inventory->file +
                    yaml::suggest(options.device, names));
  }
  const run::DeviceEntry entry = *device;
  auto target = std::make_unique<FieldTarget>(std::move(*inventory), entry);
  if (auto traced = target->trace_to(options.trace); !traced) return fail(trace_error(traced.error()));
  if (auto opened = target->open(); !opened)
    return fail(opened.error().code, opened.error().field, 0, describe(opened.error()));
  return target;
}

}  // namespace isocket::cli
