#include "report/example_run.h"

namespace isocket::report::example {
namespace {

void begin_run(Recorder& r, int cases) {
  r.journal.record(
      "run.begin",
      {{"model", "environment-pro"}, {"seed", 42}, {"cases", cases}, {"bench", "lab"}, {"version", "0.1.0"}});
}

void begin_case(Recorder& r, const char* suite, const char* id, const char* purpose, const char* file,
                int line, const char* covers) {
  r.journal.record("case.begin", {{"suite", suite},
                                  {"case", id},
                                  {"purpose", purpose},
                                  {"file", file},
                                  {"line", line},
                                  {"covers", covers},
                                  {"tags", "security smoke"}});
}

void begin_attempt(Recorder& r, const char* id, int attempt) {
  r.journal.record("attempt.begin", {{"case", id}, {"attempt", attempt}});
}

void step(Recorder& r, const char* number, const char* kind, const char* text, int line, Duration takes,
          const char* verdict) {
  r.journal.record("step.begin", {{"step", number}, {"kind", kind}, {"text", text}, {"line", line}});
  r.pass_time(takes);
  r.journal.record("step.end", {{"step", number}, {"verdict", verdict}});
}

void end_attempt(Recorder& r, const char* id, int attempt, const char* verdict, const char* reason) {
  r.journal.record("attempt.end",
                   {{"case", id}, {"attempt", attempt}, {"verdict", verdict}, {"reason", reason}});
}

void end_case(Recorder& r, const char* suite, const char* id, const char* verdict, const char* reason,
              int attempts, bool flaky, double device_s, int sms, int calls) {
  r.journal.record("case.end", {{"suite", suite},
                                {"case", id},
                                {"verdict", verdict},
                                {"reason", reason},
                                {"attempts", attempts},
                                {"flaky", flaky},
                                {"device_s", device_s},
                                {"sms", sms},
                                {"calls", calls}});
}

void passing(Recorder& r, const char* suite, const char* id, const char* file, int line) {
  begin_case(r, suite, id, "The socket follows ON and OFF", file, line, "EP-4.1-18 EP-4.1-19");
  begin_attempt(r, id, 1);
  step(r, "1", "send", "send ON", line + 4, 6s, "pass");
  end_attempt(r, id, 1, "pass", "");
  end_case(r, suite, id, "pass", "", 1, false, 6.0, 2, 0);
}

void failing(Recorder& r) {
  const char* id = "status-names-the-signal";
  begin_case(r, "Status", id, "STATUS answers with six lines, the second of which is the signal",
             "suites/environment-pro/status.yaml", 12, "EP-4.1-27");
  begin_attempt(r, id, 1);
  step(r, "1", "send", "send STATUS", 16, 4s, "pass");
  r.journal.record(
      "step.begin",
      {{"step", "2"}, {"kind", "expect"}, {"text", "expect Power socket OFF ..."}, {"line", 17}});
  r.pass_time(3400ms);
  r.journal.record(
      "verdict",
      {{"case", id},
       {"attempt", 1},
       {"step", "2"},
       {"verdict", "fail"},
       {"reason", "wrong-text"},
       {"requirement", "EP-4.1-27"},
       {"basis", "documented"},
       {"what", "the reply to STATUS differs in line 2"},
       {"sent", "STATUS"},
       {"expected", "Power socket OFF\nSignal: <level:word> (<dbm:int>dBm)\nTEMP: 21C(70F)"},
       {"received", "Power socket OFF\nSignal Good (-67dBm)\nTEMP: 21C(70F)"},
       {"diff", "line 2: expected 'Signal: <level:word> (<dbm:int>dBm)', received 'Signal Good (-67dBm)'"},
       {"file", "suites/environment-pro/status.yaml"},
       {"line", 17},
       {"first", 31},
       {"last", 44}});
  r.journal.record("step.end", {{"step", "2"}, {"verdict", "fail"}});
  r.journal.record("verdict", {{"case", id},
                               {"attempt", 1},
                               {"step", "fence"},
                               {"verdict", "inconc"},
                               {"reason", "surplus-message"},
                               {"what", "one message more than expected"},
                               {"received", "Power ON"},
                               {"first", 45},
                               {"last", 45}});
  end_attempt(r, id, 1, "fail", "wrong-text");
  end_case(r, "Status", id, "fail", "wrong-text", 1, false, 7.4, 2, 0);
}

void verdict(Recorder& r, const char* id, int attempt, const char* step_id, const char* word,
             const char* reason, const char* what, const char* sent, const char* expected,
             const char* received) {
  r.journal.record("verdict", {{"case", id},
                               {"attempt", attempt},
                               {"step", step_id},
                               {"verdict", word},
                               {"reason", reason},
                               {"requirement", "EP-4.1-24"},
                               {"basis", "decision"},
                               {"what", what},
                               {"sent", sent},
                               {"expected", expected},
                               {"received", received},
                               {"diff", ""},
                               {"file", "suites/environment-pro/restart.yaml"},
                               {"line", 33},
                               {"first", 60},
                               {"last", 71}});
}

void inconclusive(Recorder& r) {
  const char* id = "restart-confirms";
  begin_case(r, "Restart", id, "RESTART is confirmed", "suites/environment-pro/restart.yaml", 28,
             "EP-4.1-24");
  for (const int attempt : {1, 2}) {
    begin_attempt(r, id, attempt);
    step(r, "1", "send", "send RESTART", 33, 62s, "inconc");
    verdict(r, id, attempt, "1", "inconc", "missing-reply", "no reply within 60 s of delivery", "RESTART",
            "Restart - OK", "");
    end_attempt(r, id, attempt, "inconc", "missing-reply");
  }
  end_case(r, "Restart", id, "inconc", "missing-reply", 2, false, 124.0, 5, 0);
}

void harness_trouble(Recorder& r) {
  const char* id = "restart-time-is-kept";
  begin_case(r, "Restart", id, "The time of RESTARTTIME survives a power cut",
             "suites/environment-pro/restart.yaml", 40, "EP-4.1-24");
  begin_attempt(r, id, 1);
  end_attempt(r, id, 1, "error", "modem");
  end_case(r, "Restart", id, "error", "modem", 1, false, 0.5, 0, 0);
}

void flaky(Recorder& r) {
  const char* id = "restart-takes-ten-seconds";
  begin_case(r, "Restart", id, "A restart takes RESTARTTIME, ten seconds from the factory",
             "suites/environment-pro/restart.yaml", 52, "EP-4.1-24");
  begin_attempt(r, id, 1);
  step(r, "1", "observe", "observe socket on", 57, 12s, "fail");
  verdict(r, id, 1, "1", "fail", "wrong-duration", "the socket came back too late", "RESTART",
          "socket on after 10 s", "socket on after 12 s");
  end_attempt(r, id, 1, "fail", "wrong-duration");
  begin_attempt(r, id, 2);
  step(r, "1", "observe", "observe socket on", 57, 10s, "pass");
  end_attempt(r, id, 2, "pass", "");
  end_case(r, "Restart", id, "fail", "flaky", 2, true, 22.0, 4, 0);
}

void second_attempt(Recorder& r) {
  const char* id = "restart-from-off";
  begin_case(r, "Restart", id, "RESTART leaves a socket off that was off",
             "suites/environment-pro/restart.yaml", 64, "EP-4.1-24");
  begin_attempt(r, id, 1);
  verdict(r, id, 1, "1", "inconc", "missing-reply", "no reply within 60 s of delivery", "RESTART",
          "Restart - OK", "");
  end_attempt(r, id, 1, "inconc", "missing-reply");
  begin_attempt(r, id, 2);
  step(r, "1", "send", "send RESTART", 68, 5s, "pass");
  end_attempt(r, id, 2, "pass", "");
  end_case(r, "Restart", id, "pass", "", 2, false, 67.0, 3, 0);
}

void skipped_case(Recorder& r, const char* id, int line) {
  r.journal.record("case.skipped", {{"suite", "Sensor"},
                                    {"case", id},
                                    {"purpose", "An alarm is sent"},
                                    {"file", "suites/environment-pro/sensor.yaml"},
                                    {"line", line},
                                    {"reason", "the bench cannot set the sensor"}});
}

void finding(Recorder& r) {
  const char* id = "unknown-command-echoes-it";
  begin_case(r, "Errors", id, "An unknown command comes back in its error reply",
             "suites/environment-pro/errors.yaml", 9, "EP-4.1-40");
  begin_attempt(r, id, 1);
  step(r, "1", "send", "send NONSENSE", 14, 5s, "pass");
  r.journal.record("finding", {{"case", id},
                               {"attempt", 1},
                               {"step", "1"},
                               {"verdict", "inconc"},
                               {"reason", "wrong-text"},
                               {"requirement", "EP-4.1-40"},
                               {"basis", "decision"},
                               {"what", "the error reply is worded differently"},
                               {"sent", "NONSENSE"},
                               {"expected", "NONSENSE - No such command exists on the device!"},
                               {"received", "NONSENSE - No such command!"},
                               {"first", 210},
                               {"last", 214}});
  end_attempt(r, id, 1, "inconc", "wrong-text");
  end_case(r, "Errors", id, "inconc", "wrong-text", 1, false, 5.0, 2, 1);
}

void end_run(Recorder& r, double device_s, double counted_s, int sms, int calls) {
  r.journal.record(
      "run.end",
      {{"device_s", device_s}, {"counted_s", counted_s}, {"sms", sms}, {"calls", calls}, {"stopped", false}});
}

}  // namespace

void record_everything(Recorder& r) {
  begin_run(r, 9);
  passing(r, "Switching", "on-and-off", "suites/environment-pro/switching.yaml", 8);
  failing(r);
  inconclusive(r);
  harness_trouble(r);
  flaky(r);
  second_attempt(r);
  skipped_case(r, "alarm-by-sms", 11);
  skipped_case(r, "alarm-by-call", 25);
  finding(r);
  end_run(r, 86400.0 * 1.5, 86400.0 * 1.25, 1204, 1);
}

void record_success(Recorder& r) {
  begin_run(r, 3);
  passing(r, "Switching", "on-and-off", "suites/environment-pro/switching.yaml", 8);
  passing(r, "Switching", "on-again", "suites/environment-pro/switching.yaml", 20);
  passing(r, "Restart", "off-and-on", "suites/environment-pro/restart.yaml", 8);
  end_run(r, 18.0, 18.0, 6, 0);
}

void record_broken_off(Recorder& r) {
  begin_run(r, 5);
  passing(r, "Switching", "on-and-off", "suites/environment-pro/switching.yaml", 8);
  begin_case(r, "Switching", "on-again", "The socket follows ON once more",
             "suites/environment-pro/switching.yaml", 20, "EP-4.1-18");
  begin_attempt(r, "on-again", 1);
}

}  // namespace isocket::report::example
