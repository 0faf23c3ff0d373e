#include "pdf.h"

#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <optional>

#include "core/child_process.h"
#include "core/output_file.h"
#include "core/scratch_folder.h"

namespace isocket::cli {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

constexpr Duration kLongest = 60s;

std::optional<std::string> browser() {
  const char* const variable = std::getenv("PATH");
  const std::string folders = variable == nullptr ? "" : variable;
  for (const char* name : {"chromium", "chromium-browser", "google-chrome", "chrome"}) {
    for (std::size_t start = 0; start <= folders.size();) {
      const std::size_t end = std::min(folders.find(':', start), folders.size());
      const fs::path program = fs::path{folders.substr(start, end - start)} / name;
      if (::access(program.c_str(), X_OK) == 0) return program.string();
      start = end + 1;
    }
  }
  return std::nullopt;
}

asio::awaitable<void> wait_for(ChildProcess& child, Instant deadline, bool& ended) {
  ended = co_await child.ended_by(deadline);
}

}  // namespace

Result<void> print_pdf(const std::string& html, const fs::path& file) {
  const auto program = browser();
  if (!program)
    return fail(Errc::not_found, file.string(), 0,
                "a PDF is printed by Chromium, and there is none in PATH; install it (apt install chromium), "
                "or write "
                "the card as .html and print it from a browser");
  // The page, and what the browser keeps of itself.
  const auto scratch = ScratchFolder::make("isocket-pdf");
  if (!scratch) return fail(scratch.error());
  const fs::path page = scratch->path() / "card.html";
  const fs::path printed = scratch->path() / "card.pdf";
  std::ofstream{page, std::ios::binary} << html;
  // It talks much on its standard error, of things that are no trouble here.
  std::vector<std::string> arguments{"-c",
                                     "exec \"$0\" \"$@\" >/dev/null 2>&1",
                                     *program,
                                     "--headless",
                                     "--disable-gpu",
                                     "--no-first-run",
                                     "--no-pdf-header-footer",
                                     "--user-data-dir=" + (scratch->path() / "browser").string(),
                                     "--print-to-pdf=" + printed.string()};
  if (::geteuid() == 0) arguments.emplace_back("--no-sandbox");  // the sandbox refuses to work for root
  arguments.push_back("file://" + page.string());
  EventLoop loop{EventLoop::Pace::real_time};
  auto child = ChildProcess::start(loop, "/bin/sh", arguments, ChildProcess::Streams::piped);
  if (!child) return fail(std::move(child.error()));
  bool ended = false;
  loop.run_to_end(wait_for(**child, loop.now() + kLongest, ended));
  if (!ended)
    return fail(Errc::timed_out, file.string(), 0, *program + " did not print the card within 60 s");
  std::error_code ec;
  if (!fs::exists(printed, ec))
    return fail(Errc::io, file.string(), 0, *program + " made no PDF: " + (*child)->state());
  std::ifstream pdf{printed, std::ios::binary};
  auto written = OutputFile{file}.write([&pdf](std::ostream& out) { out << pdf.rdbuf(); });
  if (!written) return fail(Errc::io, file.string(), 0, "it cannot be written: " + written.error().detail);
  return {};
}

}  // namespace isocket::cli
