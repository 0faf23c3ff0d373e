#include "lab/child_process.h"

// Heavy headers: this is the only file that sees them.
#include <boost/process/v2/environment.hpp>
#include <boost/process/v2/process.hpp>

namespace isocket::lab {

namespace process = boost::process::v2;

struct ChildProcess::State {
  explicit State(process::process p) : child{std::move(p)} {}
  process::process child;
};

ChildProcess::ChildProcess(std::unique_ptr<State> state) : state_{std::move(state)} {}

Result<std::unique_ptr<ChildProcess>> ChildProcess::start(EventLoop& loop, const std::string& program,
                                                          const std::vector<std::string>& arguments) {
  std::string path = program;
  if (program.find('/') == std::string::npos) path = process::environment::find_executable(program).string();
  if (path.empty()) return fail(Errc::not_found, program, 0, "no such program in PATH");
  try {
    return std::unique_ptr<ChildProcess>{
        new ChildProcess{std::make_unique<State>(process::process{loop.executor(), path, arguments})}};
  } catch (const boost::system::system_error& e) {
    return fail(e.code().value() == ENOENT ? Errc::not_found : Errc::io, path, 0, e.code().message());
  }
}

ChildProcess::~ChildProcess() {
  boost::system::error_code ignored;
  if (!state_->child.running(ignored)) return;
  state_->child.terminate(ignored);
  state_->child.wait(ignored);  // else it stays as a zombie
}

bool ChildProcess::running() {
  boost::system::error_code ignored;
  return state_->child.running(ignored);
}

int ChildProcess::id() const {
  return static_cast<int>(state_->child.id());
}

}  // namespace isocket::lab
