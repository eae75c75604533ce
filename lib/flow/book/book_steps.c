#include "flow/book/book_steps.h"

#include "sections/named_words.h"

static const struct {
	const char *en, *zh;
} stages[] = {
	[BOOK_DATA] = { "Data", "数据准备" },
	[BOOK_MATCHING] = { "Matching", "对账处理" },
	[BOOK_DIFFERENCES] = { "Differences", "差异处理" },
	[BOOK_RESULTS] = { "Results", "结果处理" },
};

static const struct {
	enum book_stage stage;
	const char *en, *zh;
} steps[] = {
	[BOOK_BEGIN] = { BOOK_DATA, "the directory", "建目录" },
	[BOOK_FETCH] = { BOOK_DATA, "fetch ", "获取" },
	[BOOK_CLEAN] = { BOOK_DATA, "clean ", "清洗" },
	[BOOK_KEY] = { BOOK_DATA, "make records of ", "提取记录" },
	[BOOK_SORT] = { BOOK_DATA, "sort ", "排序" },
	[BOOK_MATCH] = { BOOK_MATCHING, "match both sides", "匹配" },
	[BOOK_CARRY] = { BOOK_MATCHING, "carry what is open", "滚动未达账" },
	[BOOK_OVERDUE] = { BOOK_DIFFERENCES, "what is overdue", "逾期检查" },
	[BOOK_TELL] = { BOOK_DIFFERENCES, "tell ", "通知 " },
	[BOOK_LOOK] = { BOOK_DIFFERENCES, "looked at by ", "人工复核 " },
	[BOOK_KEEP] = { BOOK_RESULTS, "keep the day", "入库" },
	[BOOK_PAGE] = { BOOK_RESULTS, "a page of the day", "报告" },
};

void
book_stage_line(struct book_writing *w, enum book_stage stage)
{
	book_line(w->text, NULL, "%s", "");
	book_line(w->text, NULL, "# ---- %s %s ----", stages[stage].zh,
	    stages[stage].en);
}

void
book_node(struct book_writing *w, const struct sections_section *s,
    enum book_step step, const char *name, const char *of)
{
	enum book_stage stage = steps[step].stage;

	book_line(w->text, NULL, "%s", "");
	book_line(w->text, s, "[node %s]", name);
	if (w->zh)
		book_line(w->text, s, "title = %s：%s%s", stages[stage].zh,
		    steps[step].zh, of);
	else
		book_line(w->text, s, "title = %s: %s%s", stages[stage].en,
		    steps[step].en, of);
}

void
book_tries(struct book_writing *w, const struct sections_section *s)
{
	book_line(w->text, s, "timeout = 1h");
	book_line(w->text, s, "retry = 2");
	book_line(w->text, s, "backoff = 1m");
	book_line(w->text, s, "idempotent = yes");
}

void
book_tries_busy(struct book_writing *w, const struct sections_section *s)
{
	book_line(w->text, s, "every = 1m");
	book_line(w->text, s, "deadline = 12h");
	book_tries(w, s);
}

void
book_option(struct book_writing *w, const struct sections_section *s,
    const char *key, const char *option)
{
	for (size_t i = 0; s && i < s->n; i++) {
		if (strcmp(s->entries[i].key, key) != 0)
			continue;
		buf_printf(
		    &w->text->text, " %s%s ", option[1] ? "--" : "-", option);
		named_words_quote(&w->text->text, s->entries[i].value);
	}
}

void
book_options(
    struct book_writing *w, const struct sections_section *s, const char *key)
{
	const char *words = sections_value(s, key, NULL);

	if (words)
		buf_printf(&w->text->text, " %s", words);
}
