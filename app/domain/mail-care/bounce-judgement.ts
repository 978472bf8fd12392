import type { BounceKind } from "./mail-care-kinds.ts";

export type Judgement = { kind: Exclude<BounceKind, "complaint">; code: string };

/** Words by which mail servers say that nobody has this address, in the shapes met in Japan and elsewhere. */
const NOBODY =
	/user unknown|unknown (?:user|recipient|address|local)|(?:no such|invalid|nonexistent|non-existent) (?:user|recipient|mailbox|address|person|account|domain)|no mailbox|does(?:n['’]t| not) (?:exist|have an?)|not (?:exist|found|a known user)|address (?:rejected|not found|unknown)|recipient (?:not found|unknown|rejected)|account (?:that you tried to reach )?(?:is )?(?:disabled|inactive|deleted|does not)|mailbox (?:unavailable|not found|disabled|unknown)|unrouteable address|domain (?:not found|does not exist)|host or domain name not found|宛先(?:が|の?メールアドレスが)?(?:見つかりません|存在しません|不明)|ユーザー?(?:が|は)?(?:存在しません|不明)|存在しない(?:宛先|アドレス|ユーザ)/i;
/** Words that speak of the sender, the text or the moment: nothing about the address. */
const NOT_THE_ADDRESS =
	/spam|blacklist|blocklist|block list|blocked|reputation|policy|dmarc|dkim|\bspf\b|unauthenticated|authentication|rate limit|throttl|greylist|graylist|too many|sender address|content rejected|virus|迷惑メール|受信拒否/i;
const FULL =
	/quota|mailbox (?:is )?full|over (?:its )?(?:quota|storage)|storage (?:allocation )?exceeded|insufficient (?:system )?storage|容量/i;

/** The code beside a reply is the one meant; alone it may also be a version or part of a network address. */
const BESIDE_REPLY = /\b[245]\d\d[ -]#?([245])\.(\d{1,3})\.(\d{1,3})(?![\d.]*\d)/;
const ENHANCED = /(?:^|[^\d.])([245])\.(\d{1,3})\.(\d{1,3})(?![\d.]*\d)/;

/**
 * What an answer of a mail server says about an address. `hard`: nobody is there and nobody will be. `soft`: anything that
 * may be otherwise tomorrow, and anything about the sender or the text, which is no fault of the address.
 * @param words  reply code, enhanced code and text, as they came: `550 5.1.1 <x@example.jp>: User unknown`
 * @returns null when the words hold no refusal
 * @see RFC 3463, RFC 5248; Exchange Online's own 5.4.310 and 5.1.10
 */
export function judgeAnswer(words: string): Judgement | null {
	const text = words.slice(0, 4000);
	const reply = /(?:^|\s)([245]\d\d)(?=[\s-]|$)/.exec(text)?.[1] ?? "";
	const alone = ENHANCED.exec(text);
	// A code that contradicts the reply is something else, such as the version of the server.
	const enhanced = BESIDE_REPLY.exec(text) ?? (reply === "" || alone?.[1] === reply.charAt(0) ? alone : null);
	const [level, subject, detail] = enhanced
		? [Number(enhanced[1]), Number(enhanced[2]), Number(enhanced[3])]
		: [Number(reply.charAt(0)), -1, -1];
	const code = enhanced ? `${level}.${subject}.${detail}` : reply;
	if (level !== 4 && level !== 5) return null;
	if (level === 4) return { kind: "soft", code };
	return { kind: isHard(subject, detail, reply, text) ? "hard" : "soft", code };
}

function isHard(subject: number, detail: number, reply: string, text: string): boolean {
	if (FULL.test(text)) return false;
	switch (subject) {
		case 1:
			// 5.1.7 and 5.1.8 are about the sender's own address.
			return detail !== 7 && detail !== 8 && detail !== 9;
		case 2:
			return detail === 1 || (detail === 0 && NOBODY.test(text));
		case 4:
			return detail === 1 || detail === 4 || detail === 310 || NOBODY.test(text);
		case 7:
			return detail === 13 || (NOBODY.test(text) && !NOT_THE_ADDRESS.test(text));
		case -1:
			if (NOT_THE_ADDRESS.test(text)) return false;
			return NOBODY.test(text) || reply === "550" || reply === "551" || reply === "553";
		default:
			return NOBODY.test(text) && !NOT_THE_ADDRESS.test(text);
	}
}
