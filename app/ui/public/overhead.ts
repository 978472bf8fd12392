/** 1000 basis points are `10%`, 750 are `7.5%`. */
export function overheadPercent(basisPoints: number): string {
	return `${String(basisPoints / 100)}%`;
}
