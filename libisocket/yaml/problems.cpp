#include "yaml/problems.h"

#include <algorithm>
#include <string>
#include <utility>

namespace isocket::yaml {

void Problems::add(Diagnostic diagnostic) {
  constexpr std::size_t kMost = 2000;  // nobody reads as many
  if (all_.size() >= kMost) return;
  for (const Diagnostic& other : all_)
    if (other.place == diagnostic.place && other.message == diagnostic.message) return;
  all_.push_back(std::move(diagnostic));
}

std::vector<Diagnostic> Problems::take() {
  constexpr std::size_t kMostOfAFile = 50;
  std::vector<std::string> files;
  for (const Diagnostic& d : all_)
    if (std::find(files.begin(), files.end(), d.place.file) == files.end()) files.push_back(d.place.file);
  std::vector<Diagnostic> result;
  for (const std::string& file : files) {
    std::vector<Diagnostic> of_file;
    for (Diagnostic& d : all_)
      if (d.place.file == file) of_file.push_back(d);
    std::stable_sort(of_file.begin(), of_file.end(), [](const Diagnostic& a, const Diagnostic& b) {
      return std::pair{a.place.line, a.place.column} < std::pair{b.place.line, b.place.column};
    });
    if (of_file.size() > kMostOfAFile) {
      const auto more = of_file.size() - kMostOfAFile;
      of_file.resize(kMostOfAFile);
      of_file.push_back({{file, 0, 0}, "and " + std::to_string(more) + " more problems in this file", {}});
    }
    result.insert(result.end(), of_file.begin(), of_file.end());
  }
  all_.clear();
  return result;
}

}  // namespace isocket::yaml
