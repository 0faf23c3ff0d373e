#pragma once

#include <memory>
#include <string>

#include "core/byte_stream.h"
#include "journal/journal.h"

namespace isocket::bench {

/// A person at a terminal, who is told and asked things one at a time. All of it goes to the journal, as
/// operator.told and operator.asked before, and operator.answered after.
class Operator {
 public:
  /// @param terminal  null: there is nobody, because of `missing`
  Operator(std::unique_ptr<ByteStream> terminal, std::string missing, journal::Journal& journal);
  ~Operator();

  /// Why nobody can be asked; empty: somebody can.
  [[nodiscard]] const std::string& missing() const { return missing_; }
  /// Prints what is to be done, and waits for Enter, however long it takes. Errors: closed.
  asio::awaitable<Result<void>> tell(std::string what);
  /// Prints a question, and waits for yes or no; anything else is asked again. Errors: closed.
  asio::awaitable<Result<bool>> ask(std::string question);

 private:
  asio::awaitable<Result<std::string>> answer_to(std::string prompt);

  std::unique_ptr<ByteStream> terminal_;
  std::string missing_;
  journal::Journal& journal_;
};

}  // namespace isocket::bench
