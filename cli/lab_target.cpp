// `--lab MODEL`: the reference firmware in a virtual network, in virtual time.
#include "lab/lab.h"
#include "target.h"
#include "trace_option.h"

namespace isocket::cli {
namespace {

const PhoneNumber kDevice = *PhoneNumber::parse("+358401009999");

struct Role {
  const char* party;
  const char* number;
};
constexpr Role kRoles[] = {{"boss", "+358401000001"},  {"second", "+358401000002"},
                           {"third", "+358401000003"}, {"fourth", "+358401000004"},
                           {"fifth", "+358401000005"}, {"stranger", "+358401000009"}};

class LabTarget final : public Target {
 public:
  LabTarget(const TargetOptions& options, lab::LabOptions lab_options)
      : Target{EventLoop::Pace::virtual_time, lab::kLabStart},
        model_{options.lab},
        lab_{loop_, std::move(lab_options)} {}

  /// Errors: not_found.
  Result<void> furnish(const TargetOptions& options) {
    fw::HostDeviceOptions device;
    device.model = options.lab;
    device.defects = options.defects;
    auto bench = lab_.add_device(std::move(device), kDevice);
    if (!bench) return fail(std::move(bench.error()));
    bench_ = *bench;
    std::size_t count = 0;
    for (const Role& role : kRoles) {
      const PhoneNumber number = *PhoneNumber::parse(role.number);
      add_party(role.party, number, lab_.add_modem(number),
                modem::ModemOptions{"m" + std::to_string(++count)});
    }
    std::vector<PhoneNumber> nobody;
    for (int i = 1; i <= 10; ++i)
      nobody.push_back(*PhoneNumber::parse("+3589900000" + std::to_string(10 + i)));
    run::Device dut{*device::parse_model(model_), kDevice, {}};
    set_table(*bench_, std::move(dut), std::move(nobody), true);
    return {};
  }

  asio::awaitable<Result<void>> start() override { return start_modems(); }
  [[nodiscard]] std::string model() const override { return model_; }
  [[nodiscard]] std::string name() const override { return "lab"; }
  [[nodiscard]] run::Offer offer() const override {
    run::Offer offer;
    offer.bench_can = [this](std::string_view what) { return bench_->can(what); };
    offer.party_bound = [](std::string_view party) {
      for (const Role& role : kRoles)
        if (role.party == party) return true;
      return false;
    };
    return offer;
  }

 private:
  std::string model_;
  lab::Lab lab_;
  bench::Bench* bench_ = nullptr;
};

}  // namespace

Result<std::unique_ptr<Target>> open_lab(const TargetOptions& options) {
  if (!device::parse_model(options.lab)) {
    std::vector<std::string_view> models;
    for (int i = 0; i < 6; ++i) models.push_back(device::name_of(static_cast<device::Model>(i)));
    return fail(Errc::not_found, "--lab", 0,
                "there is no model '" + options.lab + "'" + yaml::suggest(options.lab, models));
  }
  lab::LabOptions lab_options;
  lab_options.seed = options.seed;
  for (const std::string& fault : options.faults) {
    if (auto added = lab_options.faults.add(fault); !added)
      return fail(Errc::bad_value, "--fault", 0, "--fault " + fault + ": " + describe(added.error()));
  }
  auto target = std::make_unique<LabTarget>(options, std::move(lab_options));
  if (auto traced = target->trace_to(options.trace); !traced) return fail(trace_error(traced.error()));
  if (auto furnished = target->furnish(options); !furnished) return fail(std::move(furnished.error()));
  return target;
}

}  // namespace isocket::cli
