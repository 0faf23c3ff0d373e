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
#include "run/runner.h"
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
    if (event.type == "attempt.begin") attempt = event.text("case") + " " + event.text("attempt");
    if (event.type == "attempt.end" || event.type == "resume.begin") attempt.clear();
    if (event.type == "case.end") verdicts[event.text("case")] = event.text("verdict");
    if (event.type == "sms.intent") {
      intents[event.seq] = event.text("text");
      if (!attempt.empty() && event.text("text").find("ZZ") == std::string::npos)
        ++sent_in[attempt][event.text("text")];
    }
    if (event.type == "sms.submit" || event.type == "resume.settled" || event.type == "sms.settled")
      outcomes[static_cast<std::uint64_t>(std::get<std::int64_t>(*event.find("intent")))] =
          event.text("outcome");
    if (event.type == "resume.settled") ++settled[event.text("outcome") + " " + event.text("by")];
    if (event.type == "run.end") stopped = event.text("stopped") == "true";
  }
  std::string attempt;
  std::map<std::uint64_t, std::string> intents, outcomes;
  std::map<std::string, std::map<std::string, int>> sent_in;  ///< texts of each attempt
  std::map<std::string, std::string> verdicts;
  std::map<std::string, int> settled;
  bool stopped = true;
};

/// A lab, and programs that run the same cases in it one after the other, each killed but the last.
class ResumeWorld {
 public:
  /// @param reception  of all modems
  ResumeWorld(const std::vector<suite::Suite>& suites, modem::Reception reception)
      : reception_{reception}, order_{run::plan(suites, selection(), 1)} {
    lab_.network().messages().on_accepted([this](const PhoneNumber& from, const sms::Submit& message) {
      if (from != kDevice) ++reached[message.text().value_or("?")];
    });
    bench_ = *lab_.add_device(fw::HostDeviceOptions{}, kDevice);
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
  struct Life {
    Life(ResumeWorld& w, const journal::Recording& recording, Death& death)
        : world{w},
          file{w.path_, recording.whole, death},
          journal{w.loop_},
          heard{w.loop_, w.loop_.executor()},
          seats{pool, w.loop_, journal, heard, std::nullopt} {
      journal.add_sink(file);
      for (std::size_t i = 0; i < w.ports_.size(); ++i) {
        modem::ModemOptions options{"m" + std::to_string(i + 1)};
        options.keep_alive = {};
        options.reception = w.reception_;
        auto stream = std::make_unique<MortalStream>(w.ports_[i]->open().value(), death);
        modems.push_back(
            std::make_unique<modem::Modem>(w.loop_, std::move(stream), std::move(options), journal));
        auto board = std::make_unique<run::Switchboard>(w.loop_, *modems[i], w.numbers_[i], journal);
        pool.bind(w.names_[i], {&pool.add(std::move(board))});
      }
      seats.take_all();
    }
    ResumeWorld& world;
    MortalFile file;
    journal::Journal journal;
    run::Past past;
    Notifier heard;
    std::vector<std::unique_ptr<modem::Modem>> modems;
    run::Pool pool;
    run::Seats seats;
  };
  static run::Selection selection() {
    run::Selection selection;
    selection.model = "environment-pro";
    return selection;
  }

  asio::awaitable<void> execute(Life& life) {
    if (life.past.head()) {
      run::begin_again(life.journal, life.past);
      for (const auto& modem : life.modems)
        for (const auto& one : life.past.memory_of(modem->name())) modem->recall(one);
    }
    for (const auto& modem : life.modems) {
      const auto started = co_await modem->start();
      if (!started) co_return;
    }
    run::Device device{device::Model::environment_pro, kDevice, {}};
    std::vector<PhoneNumber> nobody;
    for (int i = 11; i <= 20; ++i) nobody.push_back(*PhoneNumber::parse("+3589900000" + std::to_string(i)));
    run::Table table{.loop = loop_,
                     .journal = life.journal,
                     .bench = *bench_,
                     .device = std::move(device),
                     .seats = life.seats,
                     .nobody = std::move(nobody),
                     .heard = life.heard,
                     .patience = {},
                     .name = {},
                     .strict = true};
    const run::RunOptions options;
    run::Runner runner{table, options};
    run::Offer offer;
    offer.bench_can = [this](std::string_view what) { return bench_->can(what); };
    offer.party_bound = [this](std::string_view party) {
      return std::find(names_.begin(), names_.end(), party) != names_.end();
    };
    auto order = order_;
    co_await runner.run(std::move(order), std::move(offer), &life.past);
  }

  static inline const PhoneNumber kDevice = *PhoneNumber::parse("+358401009999");
  EventLoop loop_{EventLoop::Pace::virtual_time, lab::kLabStart};
  ScratchFolder folder_ = ScratchFolder::make("isocket-resume").value();
  std::string path_ = empty_file(folder_.file("run.jsonl"));
  modem::Reception reception_;
  std::vector<run::Planned> order_;
  lab::Lab lab_{loop_};
  lab::LabBench* bench_ = nullptr;
  std::vector<std::string> names_;
  std::vector<PhoneNumber> numbers_;
  std::vector<std::unique_ptr<lab::FaultyPort>> ports_;

  static std::string empty_file(std::string path) {
    std::ofstream{path};
    return path;
  }
};

}  // namespace isocket::cli
