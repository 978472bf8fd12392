/** 費目 of the programme's review sheet: 設備備品費, 人件費, 事業推進費, 旅費, その他. */
export const EXPENSE_ITEMS = ["equipment", "personnel", "project", "travel", "other"] as const;
export type ExpenseItem = (typeof EXPENSE_ITEMS)[number];
