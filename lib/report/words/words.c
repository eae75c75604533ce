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
	[WORD_RECORDS_1] = { "{1} record", "{1} 条记录" },
	[WORD_RECORDS_N] = { "{1} records", "{1} 条记录" },
	[WORD_LINK] = { "{2} read what {1} wrote",
	    "{2} 读入了 {1} 写出的内容" },
	[WORD_LINK_CHANGED] = { "{1} is not as it was written when {2} read it",
	    "{2} 读入 {1} 时，其内容与写出时不同" },
	[WORD_LINK_NOBODY] = { "None of these programs wrote the {1} of {2}",
	    "这些程序均未写出 {2} 的 {1}" },
	[WORD_LINK_RESULTS] = { "The results at hand are what {1} wrote",
	    "现有结果即 {1} 写出的内容" },
	[WORD_LINK_NO_RESULTS] = { "None of these programs wrote the results "
				   "at hand",
	    "这些程序均未写出现有结果" },
	[WORD_ROWS_ALL] = { "{1}: each row was written, or told as put aside",
	    "{1}：每一行或写出，或列明未收" },
	[WORD_LINES_ALL] = { "{1}: as many records and the same sums",
	    "{1}：记录数与金额不变" },
	[WORD_SUMS_ALL] = { "{1}: the same sums of both sides",
	    "{1}：双方金额不变" },
	[WORD_LEGS_ALL] = { "{1}: open before and new is closed and open now",
	    "{1}：先前未结加新增等于结清加现在未结" },
	[WORD_ENDS] = { "{1} ended well", "{1} 正常结束" },
	[WORD_STATUS_WELL] = { "0 or 1", "0 或 1" },
	[WORD_CHECK] = { "Check", "核对项" },
	[WORD_EXPECTED] = { "One figure", "一方" },
	[WORD_FOUND] = { "The other", "另一方" },
	[WORD_VERDICT] = { "Verdict", "结论" },
	[WORD_HOLDS] = { "holds", "成立" },
	[WORD_FAILS] = { "does not hold", "不成立" },
	[WORD_CHECKS_HOLD] = { "All {1} checks hold.",
	    "全部 {1} 项核对成立。" },
	[WORD_CHECKS_FAILED] = { "{2} of {1} checks fail.",
	    "{1} 项核对中 {2} 项不成立。" },
	[WORD_CHECKS_NONE] = { "There was nothing to check.",
	    "没有可核对的内容。" },
	[WORD_CHECKS_CAPTION] = { "Two figures that have to be the same",
	    "两个必须相同的数字" },
	[WORD_LINKS] = { "From program to program", "程序之间" },
	[WORD_WITHIN] = { "Within each program", "各程序之内" },
	[WORD_STATE_DIR] = { "The days of recon-roll", "recon-roll 的各日" },
	[WORD_DAYS] = { "The chain of days", "各日之链" },
	[WORD_DAYS_CAPTION] = { "What was open before, came, was closed and is "
				"open, in legs; each day is rolled from the "
				"one above it",
	    "先前未结、新增、结清与现在未结（按腿计）；每日由上一日滚动而来" },
	[WORD_DAYS_RUN] = { "Run", "次数" },
	[WORD_DAYS_OPEN_BEFORE] = { "Open before", "先前未结" },
	[WORD_DAYS_NEW] = { "New", "新增" },
	[WORD_DAYS_CLOSED] = { "Closed", "结清" },
	[WORD_DAYS_OPEN] = { "Open", "现在未结" },
	[WORD_DAYS_REOPENED] = { "Of these reopened", "其中重新未结" },
	[WORD_DAYS_DIGEST] = { "SHA-256 of the day", "该日 SHA-256" },
	[WORD_DAYS_ALL] = { "The directory holds what its manifest says",
	    "目录与其清单一致" },
	[WORD_DAYS_FILES] = { "{1} files are as they should be",
	    "{1} 个文件无误" },
	[WORD_DAYS_THERE] = { "{1} is there, and rolled from the days before "
			      "it as they are now",
	    "{1} 已在，并由以前各日的现状滚动而来" },
	[WORD_DAYS_READ] = { "The results that the directory knows are those "
			     "that recon-roll read",
	    "目录所记的结果即 recon-roll 读入者" },
	[WORD_DAYS_BEFORE] = { "What was open before is what the day before "
			       "left",
	    "先前未结即上一日所留" },
	[WORD_STALE] = { "stale", "已过时" },
	[WORD_MISSING] = { "not there", "不在" },
	[WORD_PROGRAMS] = { "Programs and options", "程序与选项" },
	[WORD_PROGRAMS_CAPTION] = { "What each program was told, its profile "
				    "included, and the file of facts that says "
				    "so",
	    "各程序的选项（含其配置），以及记载它们的文件" },
	[WORD_OPTIONS] = { "Options", "选项" },
	[WORD_BEGUN] = { "Begun", "开始" },
	[WORD_FACTS] = { "Facts", "事实文件" },
	[WORD_STEPS] = { "What a second person does", "第二人如何复核" },
	[WORD_STEP_FACTS] = { "See that the files of facts are those of this "
			      "paper.",
	    "核对事实文件与本证明所依据者相同。" },
	[WORD_STEP_SUMS] = { "See that bills and profiles are those that were "
			     "read. Names are those of the directory in which "
			     "the day was run: go there.",
	    "核对账单与配置为当时所读者。文件名相对于当日运行的目录，请先进入该"
	    "目录。" },
	[WORD_STEP_AGAIN] = { "Run it again. Each command ends with the digest "
			      "that it has to print.",
	    "重新运行。每条命令末尾为其应输出的摘要。" },
	[WORD_STEP_STATE] = { "See that the days hang together.",
	    "核对各日前后相连。" },
	[WORD_STEP_RESULTS] = { "Count the results, and compare with what "
				"people were told.",
	    "统计结果，并与已通报的数字比较。" },
	[WORD_STEP_ITEM] = { "Take a line of a bill, and one that is open; "
			     "look for the key of each in every file between.",
	    "任取账单中一行与未结一条，在其间各文件中查找其键。" },
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
