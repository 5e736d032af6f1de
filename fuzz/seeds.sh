#!/usr/bin/env bash
# The texts of the cases, and the sample, as the fuzzer's first inputs.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
mkdir -p fuzz/corpus/read
awk -v out=fuzz/corpus/read/case- '
    /^```(text|final)$/ { file = out sprintf("%03d", ++count) ".txt"; next }
    /^```/      { file = "" }
    file != ""  { gsub(/⇥/, "\t"); print > file }
' $(find tests/cases -name "*.md" | sort)
for source in content/*/*.md; do
    split --lines=150 --additional-suffix=.txt "$source" fuzz/corpus/read/sample-
done
ls fuzz/corpus/read | wc -l
