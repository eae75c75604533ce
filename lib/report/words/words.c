#include "report/words/words.h"

static const char *const words[WORD_COUNT][LANGUAGES] = {
	[WORD_LANG] = { "en", "zh-Hans" },
	[WORD_TITLE] = { "Reconciliation", "对账日报" },
	[WORD_PROOF_TITLE] = { "Proof of the reconciliation", "对账证明" },
	[WORD_CHECKED] = { "totals checked", "控制总数已核对" },
	[WORD_NOT_CHECKED] = { "no totals to check: some may be missing",
	    "没有控制总数可核对，可能缺少部分结果" },
	[WORD_RESULTS_1] = { "{1} result", "{1} 条结果" },
	[WORD_RESULTS_N] = { "{1} results", "{1} 条结果" },
	[WORD_NOTHING] = { "There were no results.", "没有任何结果。" },
	[WORD_ALL_CLOSED_1] = { "Nothing is open: the one result is closed",
	    "没有未结：唯一一条结果已结" },
	[WORD_ALL_CLOSED_N] = { "Nothing is open: all {1} results are closed",
	    "没有未结：全部 {1} 条结果均已结" },
	[WORD_CLOSED_DIFFERENCE] = { "left minus right is {1}",
	    "左减右为 {1}" },
	[WORD_OPEN_1] = { "{1} of {2} is open", "{2}中 {1} 条未结" },
	[WORD_OPEN_N] = { "{1} of {2} are open", "{2}中 {1} 条未结" },
	[WORD_OLDEST] = { "the oldest for {1}", "最久 {1}" },
	[WORD_OLDEST_1] = { "for {1}", "已 {1}" },
	[WORD_OPEN_DIFFERENCE] = { "left minus right of what is open is {1}",
	    "未结的左减右为 {1}" },
	[WORD_CURRENCIES] = { "told below for {1} currencies",
	    "{1} 个币种，见下表" },
	[WORD_COMMA] = { ", ", "，" },
	[WORD_SEMICOLON] = { "; ", "；" },
	[WORD_STOP] = { ".", "。" },
	[WORD_DAYS_1] = { "{1} day", "{1} 天" },
	[WORD_DAYS_N] = { "{1} days", "{1} 天" },
	[WORD_SIDES] = { "Left is {1}, right is {2}.",
	    "左方为{1}，右方为{2}。" },
	[WORD_CLASS] = { "Class", "类别" },
	[WORD_STATE] = { "State", "状态" },
	[WORD_LINES] = { "Lines", "条数" },
	[WORD_LEFT] = { "Left", "左方" },
	[WORD_RIGHT] = { "Right", "右方" },
	[WORD_DIFFERENCE] = { "Difference", "差额" },
	[WORD_CURRENCY] = { "Currency", "币种" },
	[WORD_ALL] = { "all", "合计" },
	[WORD_OPEN] = { "open", "未结" },
	[WORD_CLOSED] = { "closed", "已结" },
	[WORD_DATE] = { "Date", "日期" },
	[WORD_AGE] = { "Open for", "账龄" },
	[WORD_KEY] = { "Key", "键" },
	[WORD_CARRIED] = { "Carried", "附带字段" },
	[WORD_TOTALS] = { "Totals", "总计" },
	[WORD_TOTALS_CAPTION] = { "Lines and sums of each currency and class; "
				  "difference is left "
				  "minus right",
	    "各币种、各类别的条数与金额；差额为左方减右方" },
	[WORD_BY] = { "By {1}", "按 {1} 分" },
	[WORD_BY_CAPTION] = { "The same by what the lines carry as {1}; – is "
			      "none",
	    "按各条所带的 {1} 汇总；– 表示没有" },
	[WORD_BY_ABSENT] = { "No line carries {1}.", "没有任何一条带有 {1}。" },
	[WORD_AGES] = { "What is open, by age", "未结账龄" },
	[WORD_AGES_CAPTION] = { "Open items of each currency by the days since "
				"their date",
	    "各币种未结按距其日期的天数汇总" },
	[WORD_AGES_PICTURE] = { "How many lines are open, by age",
	    "各账龄的未结条数" },
	[WORD_LARGEST] = { "Largest differences", "最大差额" },
	[WORD_LARGEST_CAPTION] = { "Open items, and other lines that differ, "
				   "the largest first; at "
				   "most {1} of a currency",
	    "未结及其他有差额者，从大到小，每个币种至多 {1} 条" },
	[WORD_LARGEST_1] = { "Open items, and other lines that differ: the "
			     "largest of each "
			     "currency",
	    "未结及其他有差额者，每个币种最大的一条" },
	[WORD_TREND] = { "Trend", "趋势" },
	[WORD_TREND_CAPTION] = { "The days from {1} to {2}", "{1} 至 {2}" },
	[WORD_TREND_OPEN] = { "Lines open in the evening", "当日未结条数" },
	[WORD_TREND_DIFFERENCE] = { "Left minus right of what was open, {1}",
	    "未结的左减右，{1}" },
	[WORD_TREND_DIFFERENCES] = { "Left minus right of it", "其左减右" },
	[WORD_HIGHEST] = { "highest", "最高" },
	[WORD_LOWEST] = { "lowest", "最低" },
	[WORD_TREND_GAPS_1] = { "Of 1 of these days there are no results here.",
	    "其中 1 天没有结果。" },
	[WORD_TREND_GAPS_N] = { "Of {1} of these days there are no results "
				"here.",
	    "其中 {1} 天没有结果。" },
	[WORD_TREND_FIGURES] = { "The figures of these days", "各日数字" },
	[WORD_RESULTS] = { "Results", "结果" },
	[WORD_SOURCES] = { "Where the numbers come from", "数字来源" },
	[WORD_SOURCES_READ] = { "Counted were {1} bytes, of SHA-256 {2}.",
	    "统计了 {1} 字节，其 SHA-256 为 {2}。" },
	[WORD_SOURCES_FROM] = { "They are what {1} wrote as {2}.",
	    "即 {1} 写出的 {2}。" },
	[WORD_SOURCES_NOT_FROM] = { "None of the programs below wrote them.",
	    "下列程序均未写出这些字节。" },
	[WORD_BILLS_CAPTION] = { "Files that none of these programs wrote",
	    "来自外部的文件" },
	[WORD_STAGES_CAPTION] = { "The programs, in the order in which the "
				  "data went through them",
	    "各程序，按数据经过的顺序" },
	[WORD_FILE] = { "File", "文件" },
	[WORD_BYTES] = { "Bytes", "字节" },
	[WORD_RECORDS] = { "Records", "记录" },
	[WORD_DIGEST] = { "SHA-256", "SHA-256" },
	[WORD_PROGRAM] = { "Program", "程序" },
	[WORD_VERSION] = { "Version", "版本" },
	[WORD_PROFILE] = { "Profile", "配置" },
	[WORD_TOLD] = { "Read by", "读入者" },
	[WORD_READ] = { "Read", "读入" },
	[WORD_WRITTEN] = { "Written", "写出" },
	[WORD_ENDED] = { "Ended", "结束" },
	[WORD_ENDED_WELL] = { "well", "正常" },
	[WORD_ENDED_BADLY] = { "with status {1}: {2}", "状态 {1}：{2}" },
	[WORD_MADE_BY] = { "Made by {1}", "由 {1} 生成" },
	[WORD_SHEET_OPEN] = { "Open", "未结" },
	[WORD_SHEET_CLOSED] = { "Closed", "已结" },
	[WORD_SUMS] = { "Sums", "金额" },
};

const enum result_class word_classes[CLASS_COUNT] = {
	CLASS_MATCHED,
	CLASS_ROLLED,
	CLASS_ADJUSTED,
	CLASS_AMOUNT,
	CLASS_LEFT,
	CLASS_RIGHT,
	CLASS_FIELD,
	CLASS_DUPLICATE,
	CLASS_AMBIGUOUS,
};

static const char *const classes[CLASS_COUNT][LANGUAGES][2] = {
	[CLASS_MATCHED] = { { "matched", "both sides agree" },
	    { "相符", "双方一致" } },
	[CLASS_ROLLED] = { { "rolled", "closed against an earlier day" },
	    { "隔日结清", "与以前日期的未结相抵" } },
	[CLASS_ADJUSTED] = { { "adjusted", "closed by a person" },
	    { "人工调整", "由人结清" } },
	[CLASS_AMOUNT] = { { "amount", "on both sides, amounts differ" },
	    { "金额不符", "双方都有，金额不同" } },
	[CLASS_LEFT] = { { "left", "only on the left side" },
	    { "仅左方", "右方没有" } },
	[CLASS_RIGHT] = { { "right", "only on the right side" },
	    { "仅右方", "左方没有" } },
	[CLASS_FIELD] = { { "field", "amounts agree, a field differs" },
	    { "字段不符", "金额一致，字段不同" } },
	[CLASS_DUPLICATE] = { { "duplicate", "a second time on one side" },
	    { "重复", "一方出现第二次" } },
	[CLASS_AMBIGUOUS] = { { "ambiguous", "more than one way to match" },
	    { "不明确", "有多种匹配方式" } },
};

static const char *const ages[][LANGUAGES] = {
	{ "0 days", "0 天" },
	{ "1 day", "1 天" },
	{ "2 days", "2 天" },
	{ "3-6 days", "3-6 天" },
	{ "7+ days", "7 天以上" },
	{ "not known", "未知" },
};

const char *
word(enum language l, enum word w)
{
	return words[w][l];
}

void
word_put(struct buf *b, enum language l, enum word w, const struct span *pieces)
{
	const char *s = words[w][l];

	for (; *s; s++)
		if (s[0] == '{') {
			buf_add(b, pieces[s[1] - '1']);
			s += 2;
		} else {
			buf_byte(b, *s);
		}
}

const char *
word_class(enum language l, enum result_class c)
{
	return classes[c][l][0];
}

const char *
word_class_means(enum language l, enum result_class c)
{
	return classes[c][l][1];
}

const char *
word_age(enum language l, int age)
{
	return ages[age][l];
}
