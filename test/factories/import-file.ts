const HEADINGS = "課題番号,研究課題名,研究代表者,区分,配分機関,年度,交付決定額,直接経費,間接経費,受入日,受入額";
const PEOPLE = ["泉 花子", "髙橋 一郎", "渡邉 千尋", "佐々木 蓮", "五十嵐 凛", "早乙女 さくら"];

/** A file of awards, each with a fiscal year and money that came, one row in a hundred with an amount that is none. */
export function importFile(rows: number): Uint8Array<ArrayBuffer> {
	const lines = Array.from({ length: rows }, (_, n) => {
		const direct = 1_000_000 + (n % 997) * 1000;
		const indirect = direct * 0.3;
		const year = 2019 + (n % 7);
		const received = n % 100 === 50 ? "未定額" : String(direct + indirect);
		const day = `${year}/${4 + (n % 9)}/${1 + (n % 28)}`;
		return `24H${n},課題 ${n},${PEOPLE[n % PEOPLE.length]},科研費,日本学術振興会,${year},${direct + indirect},${direct},${indirect},${day},${received}`;
	});
	return new TextEncoder().encode([HEADINGS, ...lines].join("\r\n"));
}
