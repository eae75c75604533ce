#include "report/proof/days.h"

#include "book/verify.h"
#include "html/html.h"

enum { DAYS_SHOWN = 31 };

const enum word days_words[DAY_TOTALS] = {
	[DAY_BEFORE] = WORD_DAYS_OPEN_BEFORE,
	[DAY_NEW] = WORD_DAYS_NEW,
	[DAY_CLOSED] = WORD_DAYS_CLOSED,
	[DAY_OPEN] = WORD_DAYS_OPEN,
	[DAY_REOPENED] = WORD_DAYS_REOPENED,
};

int
days_look(struct days *d, const char *dir, struct err *e)
{
	*d = (struct days){ .path = dir };
	if (state_dir_look(&d->dir, dir, e))
		return -1;
	chain_make(&d->chain, &d->dir.manifest);
	return 0;
}

/* All files of the directory. What cannot be read now is no answer. */
static int
check_all(struct days *d, struct checks *all, struct err *e)
{
	struct verify v;
	bool holds = verify_state(&v, d->path, e) == 0;
	struct buf n = { 0 };
	struct check *c;

	if (!holds && e->status != ST_DATA)
		return -1;
	c = checks_add(all, CHECK_DAYS, holds);

	buf_str(&c->what, word(all->lang, WORD_DAYS_ALL));
	if (holds) {
		html_count(&n, v.files);
		word_put(&c->other, all->lang, WORD_DAYS_FILES,
		    &(struct span){ n.p, n.len });
	} else {
		html_data(&c->other, span_str(e->text));
	}
	buf_free(&n);
	return 0;
}

/* The day in the chain, NULL. */
static const struct chain_day *
find(const struct days *d, int32_t day)
{
	for (size_t i = 0; i < d->chain.n; i++)
		if (d->dir.manifest.days[d->chain.days[i].at].day == day)
			return &d->chain.days[i];
	return NULL;
}

static void
check_there(struct checks *all, const struct chain_day *at, const char *date)
{
	struct check *c = checks_add(all, CHECK_DAYS, at && !at->stale);
	struct span piece = span_str(date);

	word_put(&c->what, all->lang, WORD_DAYS_THERE, &piece);
	if (!at || at->stale)
		buf_str(
		    &c->other, word(all->lang, at ? WORD_STALE : WORD_MISSING));
}

/* Two digests of what is to be the same file. */
static void
compare(struct checks *all, enum word what, struct span one, struct span other)
{
	struct check *c = checks_add(all, CHECK_DAYS, span_eq(one, other));

	buf_str(&c->what, word(all->lang, what));
	buf_str(&c->one, "<code>");
	html_text(&c->one, one);
	buf_str(&c->one, "</code>");
	buf_str(&c->other, "<code>");
	html_text(&c->other, other);
	buf_str(&c->other, "</code>");
}

/* What was open in the evening of the day that this one was rolled from. */
static int
check_before(struct days *d, const struct day_entry *en, struct span digest,
    struct checks *all, struct err *e)
{
	struct day_entry from = { 0 };
	const struct manifest_day *m = en->from_generation
	    ? manifest_find(&d->dir.manifest, en->from, en->from_generation)
	    : NULL;
	int r;

	if (!m)
		return 0;
	r = state_dir_entry(&d->dir, m, &from, e);
	if (r == 0)
		compare(all, WORD_DAYS_BEFORE, from.open.digest, digest);
	day_entry_free(&from);
	return r;
}

/* What recon-roll says that it read, beside what the directory says. */
static int
check_roll(struct days *d, const struct day_entry *en, const struct stage *s,
    struct checks *all, struct err *e)
{
	for (size_t i = 0; i < s->inputs.n; i++) {
		const struct stage_file *in = &s->inputs.of[i];

		if (span_eq(in->role, SPAN("before")) &&
		    check_before(d, en, in->digest, all, e))
			return -1;
		for (size_t k = 0; k < en->inputs.n; k++)
			if (span_eq(in->role, SPAN("read")) &&
			    span_eq(en->inputs.of[k].role, SPAN("results")))
				compare(all, WORD_DAYS_READ,
				    en->inputs.of[k].digest, in->digest);
	}
	return 0;
}

int
days_check(struct days *d, int32_t day, const struct stages *stages,
    struct checks *all, struct err *e)
{
	const struct chain_day *at = find(d, day);
	struct day_entry en = { 0 };
	char date[DATE_LEN + 1];
	int r;

	date_format(day, date);
	if (check_all(d, all, e))
		return -1;
	check_there(all, at, date);
	if (!at)
		return 0;
	r = state_dir_entry(&d->dir, &d->dir.manifest.days[at->at], &en, e);
	for (size_t i = 0; i < stages->n && r == 0; i++)
		if (span_eq(stages->of[i].program, SPAN("recon-roll")))
			r = check_roll(d, &en, &stages->of[i], all, e);
	day_entry_free(&en);
	return r;
}

static void
put_cell(struct buf *b, const struct checks *as, enum word label,
    const struct total *t)
{
	buf_printf(b, "<td data-l=\"%s\">", word(as->lang, label));
	checks_put_total(as, b, t, (struct span){ 0 });
	buf_str(b, "</td>");
}

static int
put_day(struct days *d, const struct chain_day *at, enum language lang,
    struct buf *b, struct err *e)
{
	const struct manifest_day *m = &d->dir.manifest.days[at->at];
	const struct checks as = { .lang = lang };
	struct day_entry en = { 0 };
	char date[DATE_LEN + 1];

	if (state_dir_entry(&d->dir, m, &en, e))
		return -1;
	date_format(m->day, date);
	buf_printf(b, "<tr><th scope=\"row\">%s", date);
	if (at->stale)
		buf_printf(b, " <span class=\"bad\">%s</span>",
		    word(lang, WORD_STALE));
	buf_printf(b, "</th><td class=\"n\" data-l=\"%s\">%u</td>",
	    word(lang, WORD_DAYS_RUN), m->generation);
	for (int t = 0; t < DAY_TOTALS; t++)
		put_cell(b, &as, days_words[t], &en.totals[t]);
	buf_printf(b,
	    "<td class=\"d\" data-l=\"%s\"><code>%s</code></td></tr>\n",
	    word(lang, WORD_DAYS_DIGEST), m->digest);
	day_entry_free(&en);
	return 0;
}

int
days_put(struct days *d, int32_t day, enum language lang, struct buf *b,
    struct err *e)
{
	size_t end = 0, i;

	while (end < d->chain.n &&
	    d->dir.manifest.days[d->chain.days[end].at].day <= day)
		end++;
	for (i = end > DAYS_SHOWN ? end - DAYS_SHOWN : 0; i < end; i++)
		if (put_day(d, &d->chain.days[i], lang, b, e))
			return -1;
	return 0;
}

void
days_free(struct days *d)
{
	chain_free(&d->chain);
	state_dir_close(&d->dir);
}
