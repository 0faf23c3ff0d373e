#pragma once
// What tests of runs that go on share: a lab that lives on while the program at its modems is killed, and
// what must hold between its network and the journal in the end.

#include <gtest/gtest.h>
#include <algorithm>
#include <fstream>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "core/scratch_folder.h"
#include "journal/journal_file.h"
#include "journal/journal_reader.h"
#include "journal/json_lines.h"
#include "lab/faulty_port.h"
#include "lab/lab.h"
#include "run/fleet.h"
#include "run/past.h"
#include "run/settle.h"
#include "suite/load.h"

namespace isocket::cli {

/// When a program is killed: at its n-th line of the journal, the last one whole or cut in its middle.
struct Death {
  std::uint64_t at = 0;  ///< counted from 1 in each life; 0: never
  bool torn = false;
  bool dead = false;
};

/// The journal's file until the program is killed; then nothing is written or sent any more.
class MortalFile final : public journal::Sink {
 public:
  MortalFile(const std::string& path, std::uint64_t whole, Death& death)
      : path_{path},
        file_{journal::JournalFile::resume(path, whole, journal::JournalFile::Durability::written).value()},
        death_{death} {}

  void on_event(const journal::Event& event) override {
    if (death_.dead) return;
    const bool last = ++lines_ == death_.at;
    if (!last || !death_.torn) file_->on_event(event);
    if (!last) return;
    const std::string line = journal::line_of(event);
    if (death_.torn)
      std::ofstream{path_, std::ios::app | std::ios::binary} << line.substr(0, line.size() / 2);
    death_.dead = true;
    file_.reset();
  }
  /// Ends what is still running of the dead program.
  [[nodiscard]] const Error* trouble() const override { return death_.dead ? &killed_ : nullptr; }
  [[nodiscard]] std::uint64_t lines() const { return lines_; }

 private:
  std::string path_;
  std::unique_ptr<journal::JournalFile> file_;
  Death& death_;
  Error killed_{Errc::closed, "program", 0, "killed"};
  std::uint64_t lines_ = 0;
};

/// A port that a dead program neither reads nor writes.
class MortalStream final : public ByteStream {
 public:
  MortalStream(std::unique_ptr<ByteStream> port, const Death& death)
      : port_{std::move(port)}, death_{death} {}
  asio::awaitable<Result<std::size_t>> read_some(std::span<std::byte> into) override {
    auto read = co_await port_->read_some(into);
    if (death_.dead) co_return fail(Errc::closed, "stream");
    co_return read;
  }
  asio::awaitable<Result<void>> write(std::span<const std::byte> octets) override {
    if (death_.dead) co_return fail(Errc::closed, "stream");
    co_return co_await port_->write(octets);
  }
  void close() override { port_->close(); }

 private:
  std::unique_ptr<ByteStream> port_;
  const Death& death_;
};

/// What the whole journal says of what went out, and of the cases.
struct Account final : journal::Sink {
  void on_event(const journal::Event& event) override {
    const std::string device = event.text("device");
    if (event.type == "attempt.begin")
      attempts[device] = device + " " + event.text("case") + " " + event.text("attempt");
    if (event.type == "attempt.end") attempts.erase(device);
    if (event.type == "resume.begin") attempts.clear();
    if (event.type == "case.end") verdicts[device + " " + event.text("case")] = event.text("verdict");
    if (event.type == "sms.intent") {
      const std::string message = event.text("to") + " " + event.text("text");
      intents[event.seq] = message;
      const auto attempt = attempts.find(device);
      if (attempt != attempts.end() && message.find("ZZ") == std::string::npos)
        ++sent_in[attempt->second][message];
    }
    if (event.type == "sms.submit" || event.type == "resume.settled" || event.type == "sms.settled")
      outcomes[static_cast<std::uint64_t>(std::get<std::int64_t>(*event.find("intent")))] =
          event.text("outcome");
    if (event.type == "resume.settled") ++settled[event.text("outcome") + " " + event.text("by")];
    if (event.type == "run.end") stopped = event.text("stopped") == "true";
  }
  std::map<std::string, std::string> attempts;  ///< under way, of each device
  std::map<std::uint64_t, std::string> intents, outcomes;
  std::map<std::string, std::map<std::string, int>> sent_in;  ///< messages of each attempt
  std::map<std::string, std::string> verdicts;
  std::map<std::string, int> settled;
  bool stopped = true;
};

/// A lab, and programs that run the same cases in it one after the other, each killed but the last. With
/// several devices they share the modems.
class ResumeWorld {
 public:
  /// @param reception  of all modems
  ResumeWorld(const std::vector<suite::Suite>& suites, modem::Reception reception, std::size_t devices = 1)
      : reception_{reception}, order_{run::plan(suites, selection(), 1)} {
    lab_.network().messages().on_accepted([this](const PhoneNumber& from, const sms::Submit& message) {
      const bool ours = std::find(numbers_.begin(), numbers_.end(), from) != numbers_.end();
      if (ours) ++reached[message.destination.to_string() + " " + message.text().value_or("?")];
    });
    for (std::size_t i = 1; i <= devices; ++i) {
      devices_.push_back(*PhoneNumber::parse("+35840100999" + std::to_string(i)));
      benches_.push_back(*lab_.add_device(fw::HostDeviceOptions{}, devices_.back()));
    }
    for (const char* party : {"boss", "second", "third", "stranger"}) {
      const std::string digit = std::to_string(ports_.size() + 1);
      numbers_.push_back(*PhoneNumber::parse("+35840100000" + digit));
      names_.emplace_back(party);
      ports_.push_back(lab::FaultyPort::create(lab_, numbers_.back(), {"m" + digit}).value());
    }
  }

  /// One life of the program. @return lines that it wrote to the journal
  std::uint64_t live(Death& death) {
    const std::string text = contents();
    auto recording = journal::read_journal(text);
    EXPECT_TRUE(recording) << describe(recording.error());
    if (!recording) return 0;
    Life life{*this, *recording, death};
    for (const journal::Event& event : recording->events) life.past.on_event(event);
    if (!recording->events.empty())
      life.journal.continue_after(recording->events.back().seq, life.past.last());
    life.journal.add_sink(life.past);
    EXPECT_TRUE(loop_.run_to_end(execute(life)));
    return life.file.lines();
  }

  [[nodiscard]] std::string contents() const {
    std::ifstream in{path_, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
  }
  [[nodiscard]] Account account() const {
    Account account;
    const auto recording = journal::read_journal(contents());
    EXPECT_TRUE(recording && recording->torn == 0);
    if (recording)
      for (const journal::Event& event : recording->events) account.on_event(event);
    return account;
  }
  [[nodiscard]] std::size_t cases() const { return order_.size(); }

  std::map<std::string, int> reached;  ///< how often the network took each text from a modem of ours

 private:
  struct Life;
  /// What a life has of one device.
  struct Place {
    Place(ResumeWorld& w, Life& life, std::size_t device)
        : view{life.journal, fields(w.name(device))},
          journal{w.several() ? view : life.journal},
          heard{w.loop_, w.loop_.executor()},
          seats{life.pool, w.loop_, journal, heard,
                w.several() ? std::optional{w.devices_[device]} : std::nullopt} {}
    static std::vector<journal::Field> fields(const std::string& device) { return {{"device", device}}; }
    journal::Journal view;
    journal::Journal& journal;
    Notifier heard;
    run::Seats seats;
    std::unique_ptr<run::Table> table;
  };
  struct Life {
    Life(ResumeWorld& w, const journal::Recording& recording, Death& death)
        : world{w}, file{w.path_, recording.whole, death}, journal{w.loop_} {
      journal.add_sink(file);
      for (std::size_t i = 0; i < w.ports_.size(); ++i) {
        modem::ModemOptions options{"m" + std::to_string(i + 1)};
        options.keep_alive = {};
        options.reception = w.reception_;
        if (w.several()) {
          options.acknowledge = false;
          options.whose = [&w](std::string_view digits) { return w.owner_of(digits); };
        }
        auto stream = std::make_unique<MortalStream>(w.ports_[i]->open().value(), death);
        modems.push_back(
            std::make_unique<modem::Modem>(w.loop_, std::move(stream), std::move(options), journal));
        auto board = std::make_unique<run::Switchboard>(w.loop_, *modems[i], w.numbers_[i], journal);
        pool.bind(w.names_[i], {&pool.add(std::move(board))});
      }
      if (w.several()) pool.share();
      for (std::size_t i = 0; i < w.devices_.size(); ++i) {
        places.push_back(std::make_unique<Place>(w, *this, i));
        if (!w.several()) places.back()->seats.take_all();
      }
    }
    ResumeWorld& world;
    MortalFile file;
    journal::Journal journal;
    run::Past past;
    std::vector<std::unique_ptr<modem::Modem>> modems;
    run::Pool pool;
    std::vector<std::unique_ptr<Place>> places;
  };
  [[nodiscard]] bool several() const { return devices_.size() > 1; }
  [[nodiscard]] std::string name(std::size_t device) const {
    return several() ? "dut" + std::to_string(device + 1) : std::string{};
  }
  [[nodiscard]] std::string owner_of(std::string_view digits) const {
    for (std::size_t i = 0; i < devices_.size(); ++i)
      if (devices_[i].digits() == digits) return name(i);
    return {};
  }
  static run::Selection selection() {
    run::Selection selection;
    selection.model = "environment-pro";
    return selection;
  }

  void set_table(Place& place, std::size_t device) {
    run::Device dut{device::Model::environment_pro, devices_[device], {}};
    std::vector<PhoneNumber> nobody;
    for (int i = 11; i <= 20; ++i) nobody.push_back(*PhoneNumber::parse("+3589900000" + std::to_string(i)));
    place.table = std::make_unique<run::Table>(run::Table{.loop = loop_,
                                                          .journal = place.journal,
                                                          .bench = *benches_[device],
                                                          .device = std::move(dut),
                                                          .seats = place.seats,
                                                          .nobody = std::move(nobody),
                                                          .heard = place.heard,
                                                          .patience = {},
                                                          .name = name(device),
                                                          .strict = true});
  }

  asio::awaitable<void> execute(Life& life) {
    const bool goes_on = life.past.begun();
    if (goes_on) {
      run::begin_again(life.journal, life.past);
      for (const auto& modem : life.modems)
        modem->take_over(life.past.memory_of(modem->name()), life.past.awaits(modem->name(), false));
    }
    for (const auto& modem : life.modems) {
      const auto started = co_await modem->start();
      if (!started) co_return;
    }
    for (std::size_t i = 0; i < devices_.size(); ++i) set_table(*life.places[i], i);
    const run::Patience patience;
    if (goes_on) co_await run::settle(loop_, life.journal, life.past, patience, false);
    const run::RunOptions options;
    run::Offer offer;
    offer.bench_can = [this](std::string_view what) { return benches_.front()->can(what); };
    offer.party_bound = [this](std::string_view party) {
      return std::find(names_.begin(), names_.end(), party) != names_.end();
    };
    if (!several()) {
      run::Runner runner{*life.places.front()->table, options};
      auto order = order_;
      co_await runner.run(std::move(order), std::move(offer), &life.past);
      co_return;
    }
    std::vector<run::FleetDevice> fleet;
    for (const auto& place : life.places) fleet.push_back({place->table.get(), order_, offer, "lab"});
    co_await run::run_fleet(loop_, life.journal, life.pool, std::move(fleet), options, &life.past);
  }

  EventLoop loop_{EventLoop::Pace::virtual_time, lab::kLabStart};
  ScratchFolder folder_ = ScratchFolder::make("isocket-resume").value();
  std::string path_ = empty_file(folder_.file("run.jsonl"));
  modem::Reception reception_;
  std::vector<run::Planned> order_;
  lab::Lab lab_{loop_};
  std::vector<PhoneNumber> devices_;
  std::vector<lab::LabBench*> benches_;
  std::vector<std::string> names_;
  std::vector<PhoneNumber> numbers_;
  std::vector<std::unique_ptr<lab::FaultyPort>> ports_;

  static std::string empty_file(std::string path) {
    std::ofstream{path};
    return path;
  }
};

}  // namespace isocket::cli
