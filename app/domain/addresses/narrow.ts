/** Full-width letters, digits and signs as their ASCII forms, every dash as `-`; for codes and numbers, never for names. */
export function narrow(text: string): string {
	return text
		.replace(/[\uff01-\uff5e]/gu, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
		.replace(/[\u2010-\u2015\u2212\u2500\u30fc\uff70]/gu, "-")
		.replace(/[\u3000\u00a0]/gu, " ")
		.trim();
}
