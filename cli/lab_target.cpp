// `--lab MODEL`, `--lab FILE`: the reference firmware in a virtual network, in virtual time.
#include <algorithm>
#include <filesystem>
#include <iterator>
#include <map>

#include "lab/faulty_ports.h"
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

/// What a lab consists of, and who speaks through which of its modems.
struct Plan {
  lab::LabFile lab;
  std::vector<std::string> parties;
  bool pooled = false;  ///< each modem plays any party; otherwise the first the first, and so on
};

class LabTarget final : public Target {
 public:
  explicit LabTarget(Plan plan)
      : Target{EventLoop::Pace::virtual_time, lab::kLabStart},
        plan_{std::move(plan)},
        lab_{loop_, {plan_.lab.seed, plan_.lab.timing, plan_.lab.faults}},
        ports_{lab_, plan_.lab} {
    ports_fail_ = !plan_.lab.modem_faults.empty();
    for (const lab::DeviceEntry& device : entries()) owners_[device.number.digits()] = device.name;
  }

  /// Errors: not_found.
  Result<void> furnish() {
    const bool several = devices() > 1;
    for (const lab::DeviceEntry& entry : entries()) {
      fw::HostDeviceOptions device;
      device.model = name_of(entry.model);
      device.defects = entry.defects;
      auto bench = lab_.add_device(std::move(device), entry.number);
      if (!bench) return fail(std::move(bench.error()));
      benches_.push_back(*bench);
    }
    if (several) share_modems([this](std::string_view digits) { return owner_of(digits); });
    bind_modems();
    std::vector<PhoneNumber> nobody;
    for (int i = 1; i <= 10; ++i)
      nobody.push_back(*PhoneNumber::parse("+3589900000" + std::to_string(10 + i)));
    for (std::size_t i = 0; i < devices(); ++i) {
      const lab::DeviceEntry& entry = entries()[i];
      set_table(*benches_[i], run::Device{entry.model, entry.number, {}}, nobody, true,
                several ? entry.name : std::string{});
    }
    return {};
  }

  asio::awaitable<Result<void>> start() override { return start_modems(); }
  [[nodiscard]] std::size_t devices() const override { return entries().size(); }
  [[nodiscard]] std::string model(std::size_t device) const override {
    return std::string{name_of(entries()[device].model)};
  }
  [[nodiscard]] std::string name(std::size_t device) const override { return entries()[device].name; }
  [[nodiscard]] std::string bench(std::size_t) const override { return "lab"; }
  [[nodiscard]] run::Offer offer(std::size_t device) const override {
    run::Offer offer;
    offer.bench_can = [bench = benches_[device]](std::string_view what) { return bench->can(what); };
    offer.party_bound = [this](std::string_view party) { return pool_.is_bound(party); };
    return offer;
  }

 private:
  [[nodiscard]] const std::vector<lab::DeviceEntry>& entries() const { return plan_.lab.devices; }
  void bind_modems() {
    std::vector<run::Switchboard*> all;
    for (const lab::ModemEntry& modem : plan_.lab.modems) all.push_back(&add(modem));
    ports_.begin();
    for (std::size_t i = 0; i < plan_.parties.size(); ++i)
      pool_.bind(plan_.parties[i], plan_.pooled ? all : std::vector{all.at(i)});
  }
  run::Switchboard& add(const lab::ModemEntry& entry) {
    modem::ModemOptions options{entry.name};
    options.pin = entry.spec.pin.value_or("");
    journal_.redact(options.pin);
    if (!ports_.concern(entry))
      return add_modem(entry.number, lab_.add_modem(entry.number, entry.spec), std::move(options));
    lab::FaultyPort& port =
        **ports_.add(entry, {entry.name, entry.name + "-other"}, lab::FaultyPort::Where::memory);
    return add_modem(entry.number, std::make_unique<modem::PortOf<lab::FaultyPort>>(port), std::move(options),
                     {});
  }
  std::string owner_of(std::string_view digits) const {
    const auto found = owners_.find(digits);
    return found == owners_.end() ? std::string{} : found->second;
  }

  Plan plan_;
  lab::Lab lab_;
  lab::FaultyPorts ports_;
  std::map<std::string, std::string, std::less<>> owners_;  // digits to name
  std::vector<bench::Bench*> benches_;
};

/// `--lab MODEL`. Errors: not_found, bad_value.
Result<Plan> plan_of_model(const TargetOptions& options) {
  const auto model = device::parse_model(options.lab);
  if (!model) {
    std::vector<std::string_view> models;
    for (const device::Model known : device::kModels) models.push_back(name_of(known));
    return fail(Errc::not_found, "--lab", 0,
                "there is no model '" + options.lab + "'" + yaml::suggest(options.lab, models) +
                    "; a lab's file ends in .yaml");
  }
  if (!options.devices.empty())
    return fail(Errc::bad_value, "--device", 0,
                "--device goes with an inventory or with a lab's file, and --lab " + options.lab +
                    " is a model: its devices are new");
  Plan plan;
  plan.lab.seed = options.seed;
  plan.lab.timing = options.timing;
  const bool several = options.lab_devices > 1;
  for (std::size_t i = 1; i <= options.lab_devices; ++i)
    plan.lab.devices.push_back({several ? "dut" + std::to_string(i) : "lab",
                                *model,
                                several ? numbered("+35840200", i) : kDevice,
                                {},
                                {},
                                {}});
  plan.pooled = several || options.lab_modems > 0;
  for (const Role& role : kRoles) plan.parties.emplace_back(role.party);
  const std::size_t modems = options.lab_modems > 0 ? options.lab_modems : std::size(kRoles);
  for (std::size_t i = 0; i < modems; ++i)
    plan.lab.modems.push_back(
        {"m" + std::to_string(i + 1),
         plan.pooled ? numbered("+35840100", i + 1) : *PhoneNumber::parse(kRoles[i].number),
         {}});
  return plan;
}

/// Says of each device whose firmware is a program that it has no place in virtual time.
void refuse_programs(const std::vector<lab::DeviceEntry>& devices, const yaml::Source& source,
                     std::vector<yaml::Diagnostic>& problems) {
  for (const lab::DeviceEntry& device : devices)
    if (device.firmware != lab::DeviceEntry::Firmware::in_process)
      problems.push_back(source.diagnostic(
          device.firmware_place, "the firmware of '" + device.name +
                                     "' is a program of its own, which cannot run in virtual time; leave out "
                                     "'firmware', or use 'isocket lab' and --device"));
}

/// `--lab FILE`. Errors: not_found, bad_value; `problems` may tell more.
Result<Plan> plan_of_file(const TargetOptions& options, std::vector<yaml::Diagnostic>& problems) {
  if (options.lab_devices != 1 || options.lab_modems != 0)
    return fail(Errc::bad_value, "--lab", 0,
                "--lab-devices and --lab-modems go with --lab MODEL; a lab's file says what there is");
  const auto source = lab::read_lab_source(options.lab, problems);
  if (!source) return fail(Errc::not_found, "--lab", 0, "the lab's file cannot be read");
  auto file = lab::read_lab_file(*source, problems);
  if (!file) return fail(Errc::bad_value, "--lab", 0, "the lab's file cannot be used");
  Plan plan;
  plan.lab = std::move(*file);
  if (options.own_seed) plan.lab.seed = options.seed;
  std::vector<std::string> names;
  for (const lab::DeviceEntry& device : plan.lab.devices) names.push_back(device.name);
  auto wanted = run::those_like(options.devices.empty() ? std::vector<std::string>{"*"} : options.devices,
                                names, options.lab);
  if (!wanted) return fail(std::move(wanted.error()));
  std::erase_if(plan.lab.devices, [&](const lab::DeviceEntry& device) {
    return std::find(wanted->begin(), wanted->end(), device.name) == wanted->end();
  });
  refuse_programs(plan.lab.devices, *source, problems);
  if (!problems.empty()) return fail(Errc::bad_value, "--lab", 0, "the lab's file cannot be used");
  if (options.single && plan.lab.devices.size() > 1)
    return fail(Errc::bad_value, "--lab", 0,
                options.lab + " has several devices, and this command talks to one");
  plan.pooled = plan.lab.devices.size() > 1;
  for (const char* party : kLabParties)
    if (plan.pooled || plan.parties.size() < plan.lab.modems.size()) plan.parties.emplace_back(party);
  return plan;
}

}  // namespace

bool is_lab_file(const std::string& lab) {
  std::error_code ignored;
  return !device::parse_model(lab) &&
         (lab.ends_with(".yaml") || lab.ends_with(".yml") || std::filesystem::is_regular_file(lab, ignored));
}

Result<std::unique_ptr<Target>> open_lab(const TargetOptions& options,
                                         std::vector<yaml::Diagnostic>& problems) {
  auto plan = is_lab_file(options.lab) ? plan_of_file(options, problems) : plan_of_model(options);
  if (!plan) return fail(std::move(plan.error()));
  for (const std::string& fault : options.faults)
    if (auto added = plan->lab.faults.add(fault); !added)
      return fail(Errc::bad_value, "--fault", 0, "--fault " + fault + ": " + describe(added.error()));
  for (lab::DeviceEntry& device : plan->lab.devices)
    device.defects.insert(device.defects.end(), options.defects.begin(), options.defects.end());
  auto target = std::make_unique<LabTarget>(std::move(*plan));
  if (auto traced = target->trace_to(options.trace); !traced) return fail(trace_error(traced.error()));
  if (auto furnished = target->furnish(); !furnished) return fail(std::move(furnished.error()));
  return target;
}

Result<std::unique_ptr<Target>> open_lab(const TargetOptions& options) {
  std::vector<yaml::Diagnostic> problems;
  return open_lab(options, problems);
}

}  // namespace isocket::cli
