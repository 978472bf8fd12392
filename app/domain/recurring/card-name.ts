/** `Visa 4242` */
export function cardName({
	cardBrand,
	cardLast4,
}: {
	cardBrand: string | null;
	cardLast4: string | null;
}): string | null {
	if (cardBrand === null || cardLast4 === null) return null;
	return `${cardBrand.charAt(0).toUpperCase()}${cardBrand.slice(1)} ${cardLast4}`;
}
