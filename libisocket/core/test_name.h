#pragma once
// Names of tests with parameters, as GoogleTest takes them: letters, digits and underscores.

#include <string>
#include <string_view>

namespace isocket {

/// An underscore for every octet that a name must not have: "gsm_706" of "gsm-706".
inline std::string test_name(std::string_view text) {
  std::string name{text};
  for (char& c : name)
    if (!(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z')) c = '_';
  return name;
}

/// For INSTANTIATE_TEST_SUITE_P, a row's number and what tells it from the others: "6_BUSY".
/// @param text_of  gives a text of a parameter
template <class TextOf>
auto row_name(TextOf text_of) {
  return [text_of](const auto& test) {
    return std::to_string(test.index) + "_" + test_name(text_of(test.param));
  };
}

}  // namespace isocket
