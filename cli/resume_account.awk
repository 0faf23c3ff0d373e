# Compares what the network of a lab has taken (first file, `isocket lab --messages`) with the journals of all runs in
# it (the files behind it). Wrong: a message without an intent, an intent without an outcome or with two submissions, a
# sent one that never arrived, more of one text in an attempt than the attempt at the same case had that passed.
function field(name,   text) {
  if (!match($0, "\"" name "\":(\"([^\"\\\\]|\\\\.)*\"|[0-9]+)")) return ""
  text = substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 3)
  gsub(/^"|"$/, "", text)
  return text
}
function complain(what) { print what; bad = 1 }

FNR == 1 { files++ }
files == 1 {
  if (field("to") == device) { taken[field("text")]++; total++ }
  next
}
/"type":"attempt.begin"/ { of_case = field("case"); attempt = FILENAME " " of_case " " field("attempt") }
/"type":"attempt.end"/ { if (field("verdict") == "pass") passed[of_case] = attempt; attempt = "" }
/"type":"resume.begin"/ { attempt = ""; resumed++ }
/"type":"sms.intent"/ {
  intent = FILENAME " " field("seq")
  text[intent] = field("text")
  intents++
  if (attempt != "" && text[intent] !~ /ZZ/) { in_attempt[attempt SUBSEP text[intent]]++; case_of[attempt] = of_case }
}
/"type":"(sms.submit|resume.settled|sms.settled)"/ {
  intent = FILENAME " " field("intent")
  if (!(intent in text)) complain("an outcome without an intent: " intent)
  if (/sms.submit/ && (intent in outcome)) complain("submitted twice: " intent " " text[intent])
  outcome[intent] = field("outcome")
}
/"type":"resume.settled"/ { by = field("by"); how[field("outcome") (by == "" ? "" : " by " by)]++ }
END {
  for (intent in text) {
    if (!(intent in outcome)) complain("no outcome: " intent " " text[intent])
    if (outcome[intent] == "sent") sent[text[intent]]++
    if (outcome[intent] == "unknown") unknown[text[intent]]++
  }
  for (t in taken)
    if (taken[t] > sent[t] + unknown[t])
      complain("the network took \"" t "\" " taken[t] " times, and the journals have it " sent[t] + unknown[t] " times")
  for (t in sent)
    if (taken[t] < sent[t])
      complain("the network took \"" t "\" " taken[t] + 0 " times, and " sent[t] " are said to be sent")
  for (each in in_attempt) {
    split(each, part, SUBSEP)
    likes = in_attempt[passed[case_of[part[1]]] SUBSEP part[2]]
    if (in_attempt[each] > likes)
      complain("\"" part[2] "\" went out " in_attempt[each] " times in " part[1] ", instead of " likes + 0)
  }
  printf "%d messages in the journals, %d taken by the network; resumed %d times", intents, total, resumed
  for (h in how) printf ", %d %s", how[h], h
  print ""
  exit bad
}
