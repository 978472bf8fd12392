import { type CardInput, isTestCard, type Verdict, verdictOfInput } from "../cards.ts";
import { type Html, html } from "./layout.ts";
import type { Texts } from "./texts.ts";

const BUTTONS = { succeed: "4242424242424242", decline: "4000000000000002", require_3ds: "4000000000003220" } as const;

/** The choice of a card: by what it will do, or by its number. */
export function cardChoices(texts: Texts): Html[] {
	const all: [value: string, label: string, hint: string][] = [
		["succeed", texts.cardSucceed, `${texts.card} 4242 4242 4242 4242`],
		["decline", texts.cardDecline, `${texts.card} 4000 0000 0000 0002`],
		["require_3ds", texts.cardChallenge, `${texts.card} 4000 0000 0000 3220`],
		["number", texts.cardByNumber, texts.cardByNumberHint],
	];
	return all.map(
		([value, label, hint], at) =>
			html`<label class="choice"><input type="radio" name="choice" value="${value}" required${at === 0 ? html` checked` : null}><span>${label}<small>${hint}</small></span></label>`,
	);
}

/** The number and its last month, used when the number is chosen. */
export const cardFields = (texts: Texts): Html =>
	html`<label class="field">${texts.cardNumber}<input name="number" inputmode="numeric" autocomplete="cc-number" maxlength="23"></label>
<label class="field">${texts.cardExpiry}<input name="expiry" inputmode="numeric" autocomplete="cc-exp" maxlength="7" placeholder="12 / 34"></label>`;

interface Chosen {
	input: CardInput;
	/** What the issuer will say. */
	outcome: "succeed" | "decline" | "require_3ds";
}

const outcomeOf = (verdict: Verdict): Chosen["outcome"] =>
	verdict === "approve" ? "succeed" : verdict === "challenge" ? "require_3ds" : "decline";

/** The card chosen on a page, or what is wrong with it; undefined when another method was chosen. */
export function chosenCard(
	form: URLSearchParams,
	charging: boolean,
	nowSeconds: number,
	texts: Texts,
): Chosen | { problem: string } | undefined {
	const choice = form.get("choice");
	const button = (["succeed", "decline", "require_3ds"] as const).find((name) => name === choice);
	if (button) return { input: { number: BUTTONS[button] }, outcome: button };
	if (choice !== "number") return undefined;
	const number = form.get("number") ?? "";
	if (!isTestCard(number)) return { problem: texts.badCard };
	const expiry = form.get("expiry")?.trim() ?? "";
	const match = /^(0?[1-9]|1[0-2])\s*\/\s*(?:20)?(\d{2})$/.exec(expiry);
	if (expiry !== "" && !match) return { problem: texts.badExpiry };
	const input = {
		number,
		expMonth: match ? Number(match[1]) : undefined,
		expYear: match ? 2000 + Number(match[2]) : undefined,
	};
	return { input, outcome: outcomeOf(verdictOfInput(input, charging, nowSeconds)) };
}
