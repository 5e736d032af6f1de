#!/usr/bin/env bash
# The texts of the cases, and the sample, as the fuzzer's first inputs; for `crops` and `import` small PDFs with
# what may have no end, and the PDFs that are named.
set -euo pipefail
given=()
for file in "$@"; do given+=("$(realpath "$file")"); done
cd "$(dirname "${BASH_SOURCE[0]}")/.."
mkdir -p fuzz/corpus/read fuzz/corpus/crops fuzz/corpus/import
awk -v out=fuzz/corpus/read/case- '
    /^```(text|final)$/ { file = out sprintf("%03d", ++count) ".txt"; next }
    /^```/      { file = "" }
    file != ""  { gsub(/⇥/, "\t"); print > file }
' $(find tests/cases -name "*.md" | sort)
for source in content/*/*.md; do
    split --lines=150 --additional-suffix=.txt "$source" fuzz/corpus/read/sample-
done
# pdf <name> <resources> <content> <object 6>: a page, its text, and what it may use.
pdf() {
    printf '%%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Count 1 /Kids [3 0 R] >>\nendobj
3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> %s >> >>\nendobj
4 0 obj\n<< /Length %d >>\nstream\n%s\nendstream\nendobj\n5 0 obj\n<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>\nendobj
6 0 obj\n%s\nendobj\ntrailer\n<< /Size 7 /Root 1 0 R >>\n%%%%EOF\n' "$2" "${#3}" "$3" "$4" > "fuzz/corpus/crops/$1.pdf"
}
text='BT /F 12 Tf 50 700 Td (1,230.50) Tj ET'
form='/Type /XObject /Subtype /Form /BBox [0 0 9 9]'
pdf text '' "$text 50 690 200 20 re S" 'null'
pdf white '' "0 g 40 690 200 30 re f 1 g $text" 'null'
pdf form '/XObject << /X 6 0 R >>' "$text /X Do" "<< $form /Resources << /XObject << /X 6 0 R >> >> /Length 11 >>
stream
/X Do /X Do
endstream"
pdf picture '/XObject << /X 6 0 R >>' "$text /X Do" '<< /Type /XObject /Subtype /Image /Width 4 /Height 4 /BitsPerComponent 1 /ColorSpace /DeviceGray /Filter /ASCIIHexDecode /Length 9 >>
stream
0f0f0f0f>
endstream'
pdf tiles '/Pattern << /P 6 0 R >>' "$text /Pattern cs /P scn 0 0 99 99 re f" '<< /Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 9 9] /XStep 9 /YStep 9 /Resources << >> /Length 12 >>
stream
0 0 4 4 re f
endstream'
for file in "${given[@]}"; do cp "$file" "fuzz/corpus/crops/$(basename "$file")"; done
for file in fuzz/corpus/crops/*.pdf; do
    # The first byte says of which format it is.
    { printf '\0'; cat "$file"; } > "fuzz/corpus/import/$(basename "$file")"
done
ls fuzz/corpus/* | wc -l
