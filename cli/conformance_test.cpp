// The program as its users run it, in this process: suites against the reference firmware in the lab.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "in_the_lab.h"

namespace isocket::cli {
namespace {

constexpr const char* kWrongExpectation =
    "suite: Wrong on purpose\n"
    "models: [environment-pro]\n"
    "cases:\n"
    "  - id: wrong\n"
    "    purpose: A wrong expectation is reported with all that a person needs\n"
    "    covers: [EP-4.1-18]\n"
    "    steps:\n"
    "      - send: \"ON\"\n"
    "        expect: Power socket AN\n";

TEST_F(InTheLab, TheWholeSuitePasses) {
  const Outcome all = isocket({"test", kSuite, "--lab", "environment-pro", "--events", path("all.jsonl")});
  EXPECT_EQ(all.code, ExitCode::pass) << all.out.substr(all.out.size() > 4000 ? all.out.size() - 4000 : 0);
  EXPECT_GT(verdicts(read(path("all.jsonl"))).size(), 400u);
}

TEST_F(InTheLab, AWrongExpectationFailsInEveryReport) {
  const std::string suite = write("wrong.yaml", kWrongExpectation);
  const Outcome result =
      isocket({"test", suite, "--lab", "environment-pro", "--report", "junit=" + path("r.xml"), "--report",
               "ctrf=" + path("r.json"), "--report", "tap=" + path("r.tap")});
  EXPECT_EQ(result.code, ExitCode::fail);
  for (const std::string& report :
       {result.out, read(path("r.xml")), read(path("r.json")), read(path("r.tap"))}) {
    for (const char* part : {"Power socket AN", "Power socket ON", "EP-4.1-18", "wrong-text"})
      EXPECT_NE(report.find(part), std::string::npos) << "no " << part << " in:\n" << report;
  }
}

TEST_F(InTheLab, WhatCouldNotBeJudgedIsNoPassAnywhere) {
  const std::string suite = write("lost.yaml", std::string{kWrongExpectation}.replace(
                                                   std::string{kWrongExpectation}.find(" AN"), 3, " ON"));
  const Outcome result = isocket({"test", suite, "--lab", "environment-pro", "--fault", "loss=100%",
                                  "--attempts", "2", "--report", "junit=" + path("r.xml"), "--report",
                                  "ctrf=" + path("r.json"), "--report", "tap=" + path("r.tap")});
  EXPECT_EQ(result.code, ExitCode::inconclusive);
  const std::string xml = read(path("r.xml"));
  EXPECT_NE(xml.find("errors=\"1\""), std::string::npos) << xml;
  const auto ctrf = nlohmann::json::parse(read(path("r.json")));
  EXPECT_EQ(ctrf["results"]["summary"]["passed"], 0);
  EXPECT_EQ(read(path("r.tap")).find("\nok "), std::string::npos);
}

TEST_F(InTheLab, ADryRunCountsBeforeAnythingIsSent) {
  const Outcome result =
      isocket({"test", kSuite + "/switching.yaml", "--lab", "environment-pro", "--dry-run"});
  EXPECT_EQ(result.code, ExitCode::pass);
  EXPECT_NE(result.out.find("SMS to the device"), std::string::npos) << result.out;
}

TEST_F(InTheLab, WrongUseIsToldBeforeTheRun) {
  EXPECT_EQ(isocket({"test", kSuite}).code, ExitCode::usage);
  EXPECT_EQ(isocket({"test", kSuite, "--lab", "environment"}).code, ExitCode::usage);
  EXPECT_EQ(isocket({"test", kSuite, "--lab", "environment-pro", "--case", "no-such"}).code,
            ExitCode::nothing);
  EXPECT_EQ(isocket({"test", kSuite, "--lab", "environment-pro", "--fault", "los=1%"}).code, ExitCode::usage);
  EXPECT_EQ(isocket({"test", kSuite, "--lab", "environment-pro", "--defect", "no-such"}).code,
            ExitCode::usage);
  EXPECT_EQ(isocket({"test", kSuite, "--lab", "environment-pro", "--max-sms", "5"}).code, ExitCode::usage);
  EXPECT_EQ(isocket({"test", kSuite, "--lab", "environment-pro", "--events", path("no/such/dir")}).code,
            ExitCode::not_recorded);
  EXPECT_EQ(isocket({"test", path("none"), "--lab", "environment-pro"}).code, ExitCode::usage);
  EXPECT_EQ(isocket({"tset"}).code, ExitCode::usage);
}

TEST_F(InTheLab, AnOptionTakesOneValueAndLeavesTheSuite) {
  const Outcome result =
      isocket({"test", "--tag", "smoke", kSuite + "/status.yaml", "--lab", "environment-pro", "--list"});
  EXPECT_EQ(result.code, ExitCode::pass) << result.err;
  EXPECT_NE(result.out.find("status-has-six-lines"), std::string::npos) << result.out;
}

TEST_F(InTheLab, ANearMissOfAModelIsNamed) {
  const Outcome result = isocket({"test", kSuite, "--lab", "enviroment-pro"});
  EXPECT_EQ(result.code, ExitCode::usage);
  EXPECT_NE(result.err.find("did you mean 'environment-pro'?"), std::string::npos) << result.err;
}

TEST_F(InTheLab, SendPrintsTheReplies) {
  const Outcome result = isocket({"send", "--lab", "environment-pro", "ON", "RESTARTTIME?"});
  EXPECT_EQ(result.code, ExitCode::pass) << result.err;
  EXPECT_EQ(result.out, "Power socket ON\nRESTARTTIME=10 seconds\n");
}

}  // namespace
}  // namespace isocket::cli
