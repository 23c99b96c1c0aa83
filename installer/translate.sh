#!/usr/bin/env bash
# Brings translations/zongchuang_zh_CN.ts up to date with the sources and says how many strings have no Chinese yet.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
lupdate=$(command -v lupdate || echo /usr/lib/qt6/bin/lupdate)
"$lupdate" -silent -no-obsolete -locations none modules app plugins -ts translations/zongchuang_zh_CN.ts
missing=$(grep -c 'type="unfinished"' translations/zongchuang_zh_CN.ts || true)
echo "translations/zongchuang_zh_CN.ts: $missing strings without Chinese"
