#include "sms/language_tables.h"

#include <initializer_list>
#include <string_view>

namespace isocket::sms {
namespace {

struct Change {
  std::uint8_t code;
  char16_t character;
};

constexpr CharacterTable table_of(std::u16string_view characters) {
  CharacterTable table{};
  for (std::size_t i = 0; i < table.size(); ++i) table[i] = characters[i];
  table[kEscape] = 0;
  return table;
}

constexpr CharacterTable changed(CharacterTable table, std::initializer_list<Change> changes) {
  for (const Change& change : changes) table[change.code] = change.character;
  return table;
}

// 16 codes a line; the escape's own place is written as '?'.
constexpr CharacterTable kDefault = table_of(
    u"@£$¥èéùìòÇ\nØø\rÅå"
    u"Δ_ΦΓΛΩΠΨΣΘΞ?ÆæßÉ"
    u" !\"#¤%&'()*+,-./"
    u"0123456789:;<=>?"
    u"¡ABCDEFGHIJKLMNO"
    u"PQRSTUVWXYZÄÖÑÜ§"
    u"¿abcdefghijklmno"
    u"pqrstuvwxyzäöñüà");

constexpr CharacterTable kDefaultExtension = changed({}, {{0x0A, u'\f'},
                                                          {0x14, u'^'},
                                                          {0x28, u'{'},
                                                          {0x29, u'}'},
                                                          {0x2F, u'\\'},
                                                          {0x3C, u'['},
                                                          {0x3D, u'~'},
                                                          {0x3E, u']'},
                                                          {0x40, u'|'},
                                                          {0x65, u'€'}});

constexpr CharacterTable kTurkish = changed(kDefault, {{0x04, u'€'},
                                                       {0x07, u'ı'},
                                                       {0x0B, u'Ğ'},
                                                       {0x0C, u'ğ'},
                                                       {0x1C, u'Ş'},
                                                       {0x1D, u'ş'},
                                                       {0x40, u'İ'},
                                                       {0x60, u'ç'}});

constexpr CharacterTable kPortuguese = table_of(
    u"@£$¥êéúíóç\nÔô\rÁá"
    u"Δ_ªÇÀ∞^\\€Ó|?ÂâÊÉ"
    u" !\"#º%&'()*+,-./"
    u"0123456789:;<=>?"
    u"ÍABCDEFGHIJKLMNO"
    u"PQRSTUVWXYZÃÕÚÜ§"
    u"~abcdefghijklmno"
    u"pqrstuvwxyzãõ`üà");

constexpr CharacterTable kTurkishExtension = changed(
    kDefaultExtension,
    {{0x47, u'Ğ'}, {0x49, u'İ'}, {0x53, u'Ş'}, {0x63, u'ç'}, {0x67, u'ğ'}, {0x69, u'ı'}, {0x73, u'ş'}});

constexpr CharacterTable kSpanishExtension = changed(kDefaultExtension, {{0x09, u'ç'},
                                                                         {0x41, u'Á'},
                                                                         {0x49, u'Í'},
                                                                         {0x4F, u'Ó'},
                                                                         {0x55, u'Ú'},
                                                                         {0x61, u'á'},
                                                                         {0x69, u'í'},
                                                                         {0x6F, u'ó'},
                                                                         {0x75, u'ú'}});

constexpr CharacterTable kPortugueseExtension =
    changed(kDefaultExtension,
            {{0x05, u'ê'}, {0x09, u'ç'}, {0x0B, u'Ô'}, {0x0C, u'ô'}, {0x0E, u'Á'}, {0x0F, u'á'}, {0x12, u'Φ'},
             {0x13, u'Γ'}, {0x15, u'Ω'}, {0x16, u'Π'}, {0x17, u'Ψ'}, {0x18, u'Σ'}, {0x19, u'Θ'}, {0x1F, u'Ê'},
             {0x41, u'À'}, {0x49, u'Í'}, {0x4F, u'Ó'}, {0x55, u'Ú'}, {0x5B, u'Ã'}, {0x5C, u'Õ'}, {0x61, u'Â'},
             {0x69, u'í'}, {0x6F, u'ó'}, {0x75, u'ú'}, {0x7B, u'ã'}, {0x7C, u'õ'}, {0x7F, u'â'}});

// The Indic scripts lie in Unicode as their common ancestor ISCII ordered them, each in a block of 128. So do
// their locking tables: this is where each code lies in the block, 0x80 added; what is below 0x80 is itself.
// 0x60 and 0x7B to 0x7F differ by language, and so do the places without a character. The standard's table
// for Kannada has 0CAA at 0x24 as well as at 0x3D; we take it for a slip and read the one that is missing,
// 0CA1.
constexpr std::uint8_t kIndic[0x60] = {
    0x81, 0x82, 0x83, 0x85, 0x86, 0x87, 0x88, 0x89, 0x8A, 0x8B, '\n', 0x8C, 0x8D, '\r', 0x8E, 0x8F,  //
    0x90, 0x91, 0x92, 0x93, 0x94, 0x95, 0x96, 0x97, 0x98, 0x99, 0x9A, 0,    0x9B, 0x9C, 0x9D, 0x9E,  //
    ' ',  '!',  0x9F, 0xA0, 0xA1, 0xA2, 0xA3, 0xA4, ')',  '(',  0xA5, 0xA6, ',',  0xA7, '.',  0xA8,  //
    '0',  '1',  '2',  '3',  '4',  '5',  '6',  '7',  '8',  '9',  ':',  ';',  0xA9, 0xAA, 0xAB, '?',   //
    0xAC, 0xAD, 0xAE, 0xAF, 0xB0, 0xB1, 0xB2, 0xB3, 0xB4, 0xB5, 0xB6, 0xB7, 0xB8, 0xB9, 0xBC, 0xBD,  //
    0xBE, 0xBF, 0xC0, 0xC1, 0xC2, 0xC3, 0xC4, 0xC5, 0xC6, 0xC7, 0xC8, 0xC9, 0xCA, 0xCB, 0xCC, 0xCD,
};

/// @param special  the characters of 0x60 and of 0x7B to 0x7F, as offsets in the block
/// @param without  places of the block that the table does not use, as offsets
constexpr CharacterTable indic(char16_t block, const std::array<std::uint8_t, 6>& special,
                               std::initializer_list<std::uint8_t> without) {
  CharacterTable table{};
  for (std::size_t i = 0; i < std::size(kIndic); ++i) {
    bool used = true;
    for (const std::uint8_t place : without) used = used && kIndic[i] != place + 0x80;
    if (used) table[i] = kIndic[i] < 0x80 ? kIndic[i] : static_cast<char16_t>(block + (kIndic[i] - 0x80));
  }
  table[0x60] = static_cast<char16_t>(block + special[0]);
  for (std::size_t i = 0x61; i <= 0x7A; ++i) table[i] = static_cast<char16_t>(i);
  for (std::size_t i = 0; i < 5; ++i) table[0x7B + i] = static_cast<char16_t>(block + special[1 + i]);
  return table;
}

constexpr CharacterTable kBengali =
    indic(0x0980, {0x4E, 0x57, 0x5C, 0x5D, 0x70, 0x71},
          {0x0D, 0x0E, 0x11, 0x12, 0x29, 0x31, 0x33, 0x34, 0x35, 0x45, 0x46, 0x49, 0x4A});
constexpr CharacterTable kGujarati =
    indic(0x0A80, {0x50, 0x60, 0x61, 0x62, 0x63, 0x71}, {0x0E, 0x12, 0x29, 0x31, 0x34, 0x46, 0x4A});
constexpr CharacterTable kHindi = indic(0x0900, {0x50, 0x72, 0x7B, 0x7C, 0x7E, 0x7F}, {});
constexpr CharacterTable kKannada =
    indic(0x0C80, {0x55, 0x56, 0x60, 0x61, 0x62, 0x63}, {0x01, 0x0D, 0x11, 0x29, 0x34, 0x45, 0x49});
constexpr CharacterTable kMalayalam =
    indic(0x0D00, {0x57, 0x60, 0x61, 0x62, 0x63, 0x79}, {0x01, 0x0D, 0x11, 0x29, 0x3C, 0x45, 0x49});
constexpr CharacterTable kOriya = indic(0x0B00, {0x56, 0x57, 0x60, 0x61, 0x62, 0x63},
                                        {0x0D, 0x0E, 0x11, 0x12, 0x29, 0x31, 0x34, 0x45, 0x46, 0x49, 0x4A});
constexpr CharacterTable kPunjabi = indic(
    0x0A00, {0x51, 0x70, 0x71, 0x72, 0x73, 0x74},
    {0x0B, 0x0C, 0x0D, 0x0E, 0x11, 0x12, 0x29, 0x31, 0x34, 0x37, 0x3D, 0x43, 0x44, 0x45, 0x46, 0x49, 0x4A});
constexpr CharacterTable kTamil =
    indic(0x0B80, {0x50, 0x57, 0x70, 0x71, 0x72, 0x79},
          {0x01, 0x0B, 0x0C, 0x0D, 0x11, 0x16, 0x17, 0x18, 0x1B, 0x1D, 0x20, 0x21, 0x22,
           0x25, 0x26, 0x27, 0x2B, 0x2C, 0x2D, 0x3C, 0x3D, 0x43, 0x44, 0x45, 0x49});
constexpr CharacterTable kTelugu =
    indic(0x0C00, {0x55, 0x56, 0x60, 0x61, 0x62, 0x63}, {0x0D, 0x11, 0x29, 0x34, 0x3C, 0x45, 0x49});

constexpr CharacterTable kUrdu = changed(
    table_of(u"\u0627\u0622\u0628\u067B\u0680\u067E\u06A6\u062A\u06C2\u067F\n\u0679\u067D\r\u067A\u067C"
             u"\u062B\u062C\u0681\u0684\u0683\u0685\u0686\u0687\u062D\u062E\u062F?\u068C\u0688\u0689\u068A"
             u" !\u068F\u068D\u0630\u0631\u0691\u0693)(\u0699\u0632,\u0696.\u0698"
             u"0123456789:;\u069A\u0633\u0634?"
             u"\u0635\u0636\u0637\u0638\u0639\u0641\u0642\u06A9\u06AA\u06AB\u06AF\u06B3\u06B1\u0644\u0645"
             u"\u0646\u06BA\u06BB\u06BC\u0648\u06C4\u06D5\u06C1\u06BE\u0621\u06CC\u06D0\u06D2\u064D\u0650"
             u"\u064F\u0657\u0654abcdefghijklmnopqrstuvwxyz     "),
    {{0x7B, u'\u0655'}, {0x7C, u'\u0651'}, {0x7D, u'\u0653'}, {0x7E, u'\u0656'}, {0x7F, u'\u0670'}});

/// What the extension tables of Bengali to Urdu share, and `own` in the places they fill differently: from
/// 0x19 on, without those of the escape, the braces and the backslash.
constexpr CharacterTable asian_extension(std::initializer_list<char16_t> own) {
  constexpr std::u16string_view kFirst = u"@£$¥¿\"¤%&'\f*+";
  CharacterTable table = kDefaultExtension;
  for (std::size_t i = 0; i < kFirst.size(); ++i) table[i] = kFirst[i];
  table[0x0E] = u'-';
  table[0x0F] = u'/';
  constexpr std::u16string_view kSecond = u"<=>¡^¡_#*";
  for (std::size_t i = 0; i < kSecond.size(); ++i) table[0x10 + i] = kSecond[i];
  std::size_t code = 0x19;
  for (const char16_t character : own) {
    while (code == kEscape || code == 0x28 || code == 0x29 || code == 0x2F) ++code;
    table[code++] = character;
  }
  for (char16_t letter = u'A'; letter <= u'Z'; ++letter) table[letter] = letter;
  return table;
}

constexpr CharacterTable kBengaliExtension = asian_extension(
    {0x09E6, 0x09E7, 0x09E8, 0x09E9, 0x09EA, 0x09EB, 0x09EC, 0x09ED, 0x09EE, 0x09EF, 0x09DF, 0x09E0,
     0x09E1, 0x09E2, 0x09E3, 0x09F2, 0x09F3, 0x09F4, 0x09F5, 0x09F6, 0x09F7, 0x09F8, 0x09F9, 0x09FA});
constexpr CharacterTable kGujaratiExtension = asian_extension(
    {0x0964, 0x0965, 0x0AE6, 0x0AE7, 0x0AE8, 0x0AE9, 0x0AEA, 0x0AEB, 0x0AEC, 0x0AED, 0x0AEE, 0x0AEF});
constexpr CharacterTable kHindiExtension =
    asian_extension({0x0964, 0x0965, 0x0966, 0x0967, 0x0968, 0x0969, 0x096A, 0x096B, 0x096C, 0x096D,
                     0x096E, 0x096F, 0x0951, 0x0952, 0x0953, 0x0954, 0x0958, 0x0959, 0x095A, 0x095B,
                     0x095C, 0x095D, 0x095E, 0x095F, 0x0960, 0x0961, 0x0962, 0x0963, 0x0970, 0x0971});
constexpr CharacterTable kKannadaExtension =
    asian_extension({0x0964, 0x0965, 0x0CE6, 0x0CE7, 0x0CE8, 0x0CE9, 0x0CEA, 0x0CEB, 0x0CEC, 0x0CED, 0x0CEE,
                     0x0CEF, 0x0CDE, 0x0CF1, 0x0CF2});
constexpr CharacterTable kMalayalamExtension = asian_extension(
    {0x0964, 0x0965, 0x0D66, 0x0D67, 0x0D68, 0x0D69, 0x0D6A, 0x0D6B, 0x0D6C, 0x0D6D, 0x0D6E, 0x0D6F,
     0x0D70, 0x0D71, 0x0D72, 0x0D73, 0x0D74, 0x0D75, 0x0D7A, 0x0D7B, 0x0D7C, 0x0D7D, 0x0D7E, 0x0D7F});
constexpr CharacterTable kOriyaExtension =
    asian_extension({0x0964, 0x0965, 0x0B66, 0x0B67, 0x0B68, 0x0B69, 0x0B6A, 0x0B6B, 0x0B6C, 0x0B6D, 0x0B6E,
                     0x0B6F, 0x0B5C, 0x0B5D, 0x0B5F, 0x0B70, 0x0B71});
constexpr CharacterTable kPunjabiExtension =
    asian_extension({0x0964, 0x0965, 0x0A66, 0x0A67, 0x0A68, 0x0A69, 0x0A6A, 0x0A6B, 0x0A6C, 0x0A6D, 0x0A6E,
                     0x0A6F, 0x0A59, 0x0A5A, 0x0A5B, 0x0A5C, 0x0A5E, 0x0A75});
constexpr CharacterTable kTamilExtension =
    asian_extension({0x0964, 0x0965, 0x0BE6, 0x0BE7, 0x0BE8, 0x0BE9, 0x0BEA, 0x0BEB, 0x0BEC, 0x0BED, 0x0BEE,
                     0x0BEF, 0x0BF3, 0x0BF4, 0x0BF5, 0x0BF6, 0x0BF7, 0x0BF8, 0x0BFA});
constexpr CharacterTable kTeluguExtension =
    asian_extension({0,      0,      0x0C66, 0x0C67, 0x0C68, 0x0C69, 0x0C6A, 0x0C6B, 0x0C6C, 0x0C6D, 0x0C6E,
                     0x0C6F, 0x0C58, 0x0C59, 0x0C78, 0x0C79, 0x0C7A, 0x0C7B, 0x0C7C, 0x0C7D, 0x0C7E, 0x0C7F});
constexpr CharacterTable kUrduExtension = changed(
    asian_extension({0x0600, 0x0601, 0x06F0, 0x06F1, 0x06F2, 0x06F3, 0x06F4, 0x06F5, 0x06F6, 0x06F7, 0x06F8,
                     0x06F9, 0x060C, 0x060D, 0x060E, 0x060F, 0x0610, 0x0611, 0x0612, 0x0613, 0x0614, 0x061B,
                     0x061F, 0x0640, 0x0652, 0x0658, 0x066B, 0x066C, 0x0672, 0x0673, 0x06CD}),
    {{0x3F, u'\u06D4'}});

constexpr const CharacterTable* kLocking[] = {&kDefault,  &kTurkish, &kDefault, &kPortuguese, &kBengali,
                                              &kGujarati, &kHindi,   &kKannada, &kMalayalam,  &kOriya,
                                              &kPunjabi,  &kTamil,   &kTelugu,  &kUrdu};
constexpr const CharacterTable* kSingle[] = {
    &kDefaultExtension,  &kTurkishExtension, &kSpanishExtension, &kPortugueseExtension, &kBengaliExtension,
    &kGujaratiExtension, &kHindiExtension,   &kKannadaExtension, &kMalayalamExtension,  &kOriyaExtension,
    &kPunjabiExtension,  &kTamilExtension,   &kTeluguExtension,  &kUrduExtension};

}  // namespace

const CharacterTable& locking_table(Language language) {
  return *kLocking[static_cast<unsigned>(language)];
}

const CharacterTable& single_table(Language language) {
  return *kSingle[static_cast<unsigned>(language)];
}

}  // namespace isocket::sms
