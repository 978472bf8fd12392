import { describe, expect, it } from "vitest";
import { withoutCompanyForm } from "./company-forms.ts";
import { toKatakana } from "./katakana.ts";

describe("a company's reading", () => {
	it.each([
		["カブシキガイシャ　イズミセイサクショ", "イズミセイサクショ"],
		["イズミセイサクショ カブシキ カイシヤ", "イズミセイサクショ"],
		["かぶしきがいしゃいずみ", "イズミ"],
		["ﾕｳｹﾞﾝｶﾞｲｼｬ ｲｽﾞﾐ", "イズミ"],
		["ゴウドウガイシャイズミ", "イズミ"],
		["（カ）イズミ", "イズミ"],
		["カ）イズミ", "イズミ"],
		["イズミ（カ", "イズミ"],
		["㈱イズミ", "イズミ"],
		["イズミ　株式会社", "イズミ"],
		["イッパンシャダンホウジン・イズミ", "イズミ"],
		["イリョウホウジンシャダン　イズミカイ", "イズミカイ"],
		["カブシキガイシャ", ""],
	])("%s is kept as %s", (typed, kept) => {
		expect(withoutCompanyForm(toKatakana(typed))).toBe(kept);
	});

	it.each(["カイシャノトモ", "イズミ(トウキョウ)", "カナザワ", "ユウゲンノトモ", "NTTイズミ"])("%s stays", (name) => {
		expect(withoutCompanyForm(name)).toBe(name);
	});
});
