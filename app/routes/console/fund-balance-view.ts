import type { FundBalance } from "~/domain/spending/get-fund-balance.server";
import type { BalanceProps } from "~/ui/console/fund-balance";
import { hrefWith } from "./list-query";

type Source = { fund: string; externalFund?: undefined } | { externalFund: string; fund?: undefined };

/** A balance with the addresses its figures open. */
export function balanceView(balance: FundBalance, source: Source, maySpend: boolean): BalanceProps {
	const { receivedYen, spentYen, leftYen, precision, items, bought } = balance;
	const lines = (measure: string) => hrefWith("/console/programme/lines", { ...source, measure, fiscalYear: "all" });
	const spending = (more: Record<string, string> = {}) => hrefWith("/console/spending", { ...source, ...more });
	const of = source.fund === undefined ? `external/${source.externalFund}` : `fund/${source.fund}`;
	return {
		...{ receivedYen, spentYen, leftYen, precision },
		items: items.map((item) => ({
			...item,
			href: spending({ fiscalYear: String(item.fiscalYear), item: item.expenseItem }),
		})),
		bought: bought.map(({ id, spentOn, expenseItem, description, amountYen }) => ({
			...{ id, spentOn, expenseItem, description, amountYen },
		})),
		receivedHref: lines("net"),
		spentHref: lines("spent"),
		allHref: spending(),
		newHref: maySpend ? hrefWith("/console/spending/new", { of }) : null,
	};
}
