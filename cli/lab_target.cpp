// `--lab MODEL`: the reference firmware in a virtual network, in virtual time.
#include <algorithm>
#include <iterator>
#include <map>

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

/// In a run with several devices, and for modems that play any party.
PhoneNumber numbered(std::string_view block, std::size_t number) {
  std::string digits = std::to_string(number);
  digits.insert(0, 4 - std::min<std::size_t>(4, digits.size()), '0');
  return *PhoneNumber::parse(std::string{block} + digits);
}

class LabTarget final : public Target {
 public:
  LabTarget(const TargetOptions& options, lab::LabOptions lab_options)
      : Target{EventLoop::Pace::virtual_time, lab::kLabStart},
        model_{options.lab},
        lab_{loop_, std::move(lab_options)},
        several_{options.lab_devices > 1} {
    if (!several_) numbers_.push_back(kDevice);
    for (std::size_t i = 0; several_ && i < options.lab_devices; ++i)
      numbers_.push_back(numbered("+35840200", i + 1));
    for (std::size_t i = 0; i < numbers_.size(); ++i) owners_[numbers_[i].digits()] = name(i);
  }

  /// Errors: not_found.
  Result<void> furnish(const TargetOptions& options) {
    for (const PhoneNumber& number : numbers_) {
      fw::HostDeviceOptions device;
      device.model = options.lab;
      device.defects = options.defects;
      auto bench = lab_.add_device(std::move(device), number);
      if (!bench) return fail(std::move(bench.error()));
      benches_.push_back(*bench);
    }
    if (several_) share_modems([this](std::string_view digits) { return owner_of(digits); });
    add_modems(options.lab_modems);
    std::vector<PhoneNumber> nobody;
    for (int i = 1; i <= 10; ++i)
      nobody.push_back(*PhoneNumber::parse("+3589900000" + std::to_string(10 + i)));
    for (std::size_t i = 0; i < numbers_.size(); ++i) {
      run::Device dut{*device::parse_model(model_), numbers_[i], {}};
      set_table(*benches_[i], std::move(dut), nobody, true, several_ ? name(i) : std::string{});
    }
    return {};
  }

  asio::awaitable<Result<void>> start() override { return start_modems(); }
  [[nodiscard]] std::size_t devices() const override { return numbers_.size(); }
  [[nodiscard]] std::string model(std::size_t) const override { return model_; }
  [[nodiscard]] std::string name(std::size_t device) const override {
    return several_ ? "dut" + std::to_string(device + 1) : "lab";
  }
  [[nodiscard]] std::string bench(std::size_t) const override { return "lab"; }
  [[nodiscard]] run::Offer offer(std::size_t device) const override {
    run::Offer offer;
    offer.bench_can = [bench = benches_[device]](std::string_view what) { return bench->can(what); };
    offer.party_bound = [this](std::string_view party) { return pool_.is_bound(party); };
    return offer;
  }

 private:
  /// @param shared  so many that play any party; 0: one for each party
  void add_modems(std::size_t shared) {
    std::size_t count = 0;
    if (shared == 0 && !several_) {
      for (const Role& role : kRoles) {
        const PhoneNumber number = *PhoneNumber::parse(role.number);
        add_party(role.party, number, lab_.add_modem(number),
                  modem::ModemOptions{"m" + std::to_string(++count)});
      }
      return;
    }
    std::vector<run::Switchboard*> all;
    while (count < (shared == 0 ? std::size(kRoles) : shared)) {
      const PhoneNumber number = numbered("+35840100", ++count);
      all.push_back(
          &add_modem(number, lab_.add_modem(number), modem::ModemOptions{"m" + std::to_string(count)}));
    }
    for (const Role& role : kRoles) pool_.bind(role.party, all);
  }
  std::string owner_of(std::string_view digits) const {
    const auto found = owners_.find(digits);
    return found == owners_.end() ? std::string{} : found->second;
  }

  std::string model_;
  lab::Lab lab_;
  bool several_;
  std::vector<PhoneNumber> numbers_;                        // of the devices
  std::map<std::string, std::string, std::less<>> owners_;  // digits to name
  std::vector<bench::Bench*> benches_;
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
  lab_options.timing = options.timing;
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
