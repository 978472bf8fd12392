/** What donor and staff call a gift by, on the telephone and in mails: the last eight characters of its id. */
export function giftReference(giftId: string): string {
	return giftId.slice(-8).toUpperCase();
}
