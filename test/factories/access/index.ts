import { appealAccess } from "./appeals";
import { campaignAccess } from "./campaigns";
import { coverageAccess } from "./coverage";
import { deskAccess } from "./desk";
import { externalFundsAccess } from "./external-funds";
import { followUpAccess } from "./follow-up";
import { importsAccess } from "./imports";
import type { AccessLines } from "./lines";
import { mailCareAccess } from "./mail-care";
import { mailingAccess } from "./mailings";
import { opportunityAccess } from "./opportunities";
import { outcomeAccess } from "./outcomes";
import { peerPageAccess } from "./peer-pages";
import { pledgePageAccess } from "./pledge-pages";
import { pledgeAccess } from "./pledges";
import { reportAccess } from "./reports";
import { segmentAccess } from "./segments";
import { storyAccess } from "./stories";
import { sufficiencyAccess } from "./sufficiency";
import { sufficiencyPlanAccess } from "./sufficiency-plans";

export * from "./lines";

/** What each noun brings to the test of every console route and API method. */
export const ACCESS_LINES: AccessLines[] = [
	mailCareAccess,
	reportAccess,
	campaignAccess,
	peerPageAccess,
	opportunityAccess,
	coverageAccess,
	deskAccess,
	followUpAccess,
	importsAccess,
	mailingAccess,
	pledgeAccess,
	sufficiencyPlanAccess,
	pledgePageAccess,
	externalFundsAccess,
	sufficiencyAccess,
	segmentAccess,
	appealAccess,
	outcomeAccess,
	storyAccess,
];
