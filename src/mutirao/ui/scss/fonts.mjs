// Copies the two weights and two ranges of the font that the style sheet names, with the font's licence.
import { copyFileSync, mkdirSync } from "node:fs";

const from = "node_modules/@fontsource/atkinson-hyperlegible-next";
const to = "../static/ui/fonts";
mkdirSync(to, { recursive: true });
for (const range of ["latin", "latin-ext"]) {
  for (const weight of ["400", "700"]) {
    const name = `atkinson-hyperlegible-next-${range}-${weight}`;
    copyFileSync(`${from}/files/${name}-normal.woff2`, `${to}/${name}.woff2`);
  }
}
copyFileSync(`${from}/LICENSE`, `${to}/LICENSE.txt`);
