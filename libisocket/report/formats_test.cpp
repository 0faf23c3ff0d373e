#include "report/formats.h"

#include <gtest/gtest.h>
#include <yaml-cpp/yaml.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "report/example_run.h"
#include "report/golden_file.h"
#include "report/text.h"

namespace isocket::report {
namespace {

using Record = void (*)(example::Recorder&);

std::string written(Format format, Record record) {
  example::Recorder recorder;
  record(recorder);
  std::ostringstream out;
  write_report(out, format, recorder.results.run(), example::wall());
  return out.str();
}

/// What a device may say to make a report unreadable.
void record_nasty(example::Recorder& r) {
  const std::string nasty = "]]>&\"'<tag attr='x'>\\ # SKIP\n  ---\n...\nok 9\t\x01\x1b[m\xff: {a: [";
  r.journal.record("run.begin", {{"model", nasty}, {"cases", 1}, {"version", "0.1.0"}});
  r.journal.record("case.begin", {{"suite", nasty},
                                  {"case", nasty},
                                  {"purpose", nasty},
                                  {"file", nasty},
                                  {"line", 1},
                                  {"tags", "a&b"},
                                  {"covers", "EP-<1>"}});
  r.journal.record("attempt.begin", {{"case", nasty}, {"attempt", 1}});
  r.journal.record("step.begin", {{"step", "1"}, {"kind", "send"}, {"text", nasty}, {"line", 2}});
  r.journal.record("verdict", {{"case", nasty},
                               {"attempt", 1},
                               {"step", "1"},
                               {"verdict", "inconc"},
                               {"reason", "missing-reply"},
                               {"what", nasty},
                               {"sent", nasty},
                               {"expected", " begins with a blank\nand more"},
                               {"received", "two lines\n\nwith an empty one: #"}});
  r.journal.record("attempt.end", {{"case", nasty}, {"attempt", 1}, {"verdict", "inconc"}});
  r.journal.record("case.end", {{"case", nasty}, {"verdict", "inconc"}, {"reason", "missing-reply"}});
  r.journal.record("run.end", {{"stopped", false}});
}

TEST(Junit, HasEveryOutcomeInItsPlace) {
  EXPECT_EQ(differs_from_golden("everything.junit.xml", written(Format::junit, example::record_everything)),
            "");
}

TEST(Junit, CountsInconcAmongTheErrorsAndFlakyAmongTheFailures) {
  const std::string xml = written(Format::junit, example::record_everything);
  EXPECT_NE(xml.find("<testsuites name=\"isocket\" tests=\"9\" failures=\"2\" errors=\"3\" skipped=\"2\""),
            std::string::npos)
      << xml;
  EXPECT_NE(xml.find("<error type=\"inconc\""), std::string::npos);
  EXPECT_NE(xml.find("<failure type=\"flaky\""), std::string::npos);
}

TEST(Junit, HasNoCharacterThatXmlForbids) {
  const std::string xml = written(Format::junit, record_nasty);
  for (const char c : xml) EXPECT_TRUE(static_cast<unsigned char>(c) >= 0x20 || c == '\n') << xml;
  EXPECT_EQ(xml, visible(xml)) << "not UTF-8";
  EXPECT_EQ(xml.find("<tag"), std::string::npos);
  EXPECT_EQ(xml.find("]]>"), std::string::npos);
  EXPECT_EQ(differs_from_golden("nasty.junit.xml", xml), "");
}

/// What the schema of CTRF demands (ctrf.io, specification 0.1.0).
void expect_valid_ctrf(const nlohmann::json& report) {
  EXPECT_EQ(report.at("reportFormat"), "CTRF");
  EXPECT_TRUE(report.at("specVersion").is_string());
  const auto& results = report.at("results");
  EXPECT_FALSE(results.at("tool").at("name").get<std::string>().empty());
  int sum = 0;
  for (const char* name : {"passed", "failed", "skipped", "pending", "other"})
    sum += results.at("summary").at(name).get<int>();
  EXPECT_EQ(results.at("summary").at("tests"), sum);
  EXPECT_EQ(results.at("tests").size(), static_cast<std::size_t>(sum));
  EXPECT_TRUE(results.at("summary").at("start").is_number_integer());
  EXPECT_TRUE(results.at("summary").at("stop").is_number_integer());
  static const std::set<std::string> kStatus{"passed", "failed", "skipped", "pending", "other"};
  static const std::set<std::string> kTest{"name",    "status",        "duration", "suite", "rawStatus",
                                           "message", "trace",         "filePath", "line",  "tags",
                                           "retries", "retryAttempts", "flaky",    "steps", "extra"};
  for (const auto& test : results.at("tests")) {
    EXPECT_FALSE(test.at("name").get<std::string>().empty());
    EXPECT_TRUE(kStatus.contains(test.at("status")));
    EXPECT_TRUE(test.at("duration").is_number_integer());
    for (const auto& [key, value] : test.items()) EXPECT_TRUE(kTest.contains(key)) << key;
    for (const auto& attempt : test.value("retryAttempts", nlohmann::json::array())) {
      EXPECT_GE(attempt.at("attempt").get<int>(), 1);
      EXPECT_TRUE(kStatus.contains(attempt.at("status")));
    }
    for (const auto& step : test.value("steps", nlohmann::json::array())) {
      EXPECT_TRUE(step.at("name").is_string());
      EXPECT_TRUE(kStatus.contains(step.at("status")));
    }
  }
}

TEST(Ctrf, HasEveryOutcomeInItsPlace) {
  const std::string text = written(Format::ctrf, example::record_everything);
  const auto report = nlohmann::json::parse(text);
  expect_valid_ctrf(report);
  EXPECT_EQ(differs_from_golden("everything.ctrf.json", text), "");
}

TEST(Ctrf, NeverCallsAnythingButAPassPassed) {
  const auto report = nlohmann::json::parse(written(Format::ctrf, example::record_everything));
  for (const auto& test : report["results"]["tests"])
    EXPECT_EQ(test["status"] == "passed", test["rawStatus"] == "pass") << test;
  EXPECT_EQ(report["results"]["summary"]["other"], 4);
  EXPECT_EQ(report["results"]["summary"]["passed"], 2);
}

TEST(Ctrf, SurvivesWhatADeviceSays) {
  const auto report = nlohmann::json::parse(written(Format::ctrf, record_nasty));
  expect_valid_ctrf(report);
  EXPECT_EQ(report["results"]["tests"][0]["extra"]["judgements"][0]["received"],
            "two lines\n\nwith an empty one: #");
}

struct TapPoint {
  bool ok = false;
  int number = 0;
  std::string rest;
  YAML::Node diagnostics;
};

struct Tap {
  int plan = -1;
  bool bailed_out = false;
  std::vector<TapPoint> points;
};

/// Reads what the grammar of TAP 14 allows, and nothing else.
Tap parse_tap(const std::string& text) {
  Tap tap;
  std::istringstream in{text};
  std::string line;
  std::getline(in, line);
  EXPECT_EQ(line, "TAP version 14");
  while (std::getline(in, line)) {
    if (line.starts_with("1..")) {
      EXPECT_EQ(tap.plan, -1);
      tap.plan = std::stoi(line.substr(3));
    } else if (line.starts_with("ok ") || line.starts_with("not ok ")) {
      TapPoint point;
      point.ok = line.starts_with("ok ");
      std::istringstream words{line.substr(point.ok ? 3 : 7)};
      words >> point.number;
      std::getline(words, point.rest);
      tap.points.push_back(point);
    } else if (line == "  ---") {
      std::string yaml;
      while (std::getline(in, line) && line != "  ...") {
        EXPECT_TRUE(line.empty() || line.starts_with("  ")) << line;
        yaml += (line.empty() ? "" : line.substr(2)) + '\n';
      }
      EXPECT_EQ(line, "  ...");
      EXPECT_FALSE(tap.points.back().diagnostics.IsMap());
      tap.points.back().diagnostics = YAML::Load(yaml);
    } else if (line.starts_with("Bail out!")) {
      tap.bailed_out = true;
    } else {
      EXPECT_TRUE(line.starts_with("#")) << line;
    }
  }
  for (std::size_t i = 0; i < tap.points.size(); ++i)
    EXPECT_EQ(tap.points[i].number, static_cast<int>(i) + 1);
  return tap;
}

TEST(Tap, HasEveryOutcomeInItsPlace) {
  const std::string text = written(Format::tap, example::record_everything);
  const Tap tap = parse_tap(text);
  EXPECT_EQ(tap.plan, 9);
  ASSERT_EQ(tap.points.size(), 9u);
  EXPECT_EQ(std::count_if(tap.points.begin(), tap.points.end(), [](const TapPoint& p) { return p.ok; }), 4);
  EXPECT_FALSE(tap.bailed_out);
  EXPECT_EQ(tap.points[1].diagnostics["received"].as<std::string>(),
            "Power socket OFF\nSignal Good (-67dBm)\nTEMP: 21C(70F)");
  EXPECT_EQ(differs_from_golden("everything.tap", text), "");
}

TEST(Tap, SurvivesWhatADeviceSays) {
  const Tap tap = parse_tap(written(Format::tap, record_nasty));
  ASSERT_EQ(tap.points.size(), 1u);
  EXPECT_FALSE(tap.points[0].ok);
  EXPECT_EQ(tap.points[0].rest.find(" # "), std::string::npos) << "a directive: " << tap.points[0].rest;
  const YAML::Node& yaml = tap.points[0].diagnostics;
  EXPECT_EQ(yaml["severity"].as<std::string>(), "inconc");
  EXPECT_EQ(yaml["expected"].as<std::string>(), " begins with a blank\nand more");
  EXPECT_EQ(yaml["received"].as<std::string>(), "two lines\n\nwith an empty one: #");
  EXPECT_NE(yaml["sent"].as<std::string>().find("\n  ---\n...\nok 9\\x09"), std::string::npos);
}

TEST(Tap, PromisesMoreThanABrokenOffRunKept) {
  const Tap tap = parse_tap(written(Format::tap, example::record_broken_off));
  EXPECT_EQ(tap.plan, 5);
  EXPECT_EQ(tap.points.size(), 2u);
  EXPECT_TRUE(tap.bailed_out);
}

}  // namespace
}  // namespace isocket::report
