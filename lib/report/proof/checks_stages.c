#include "html/html.h"
#include "report/proof/checks.h"

/* What a program read and wrote, all roles or one, added up. */
static int
add_up(struct total *t, const struct stage_list *l, const char *role,
    struct err *e)
{
	for (size_t i = 0; i < l->n; i++)
		if ((!role || span_eq(l->of[i].role, span_str(role))) &&
		    total_merge(t, &l->of[i].total, e))
			return -1;
	return 0;
}

/* Adds a count to the records; one that is not there is none. */
static int
add_count(
    struct total *t, const struct stage *s, const char *name, struct err *e)
{
	struct span value = stage_count(s, name);
	uint64_t n;

	if (!value.p)
		return 0;
	if (!span_count(value, &n))
		return err_set(
		    e, ST_DATA, "%s: %s is no number", s->path, name);
	t->records += n;
	return 0;
}

/* Two totals that are to be the same. */
static void
compare(struct checks *all, const struct stage *s, enum word what,
    const struct total *one, const struct total *other)
{
	struct err ignored;
	struct check *c =
	    checks_add(all, CHECK_STAGE, total_equal(one, other, &ignored));
	struct buf name = { 0 };

	html_data(&name, s->program);
	word_put(&c->what, all->lang, what, &(struct span){ name.p, name.len });
	buf_free(&name);
	checks_put_place(&c->what, s->path, NULL);
	checks_put_total(all, &c->one, one, (struct span){ 0 });
	checks_put_total(all, &c->other, other, (struct span){ 0 });
}

/* recon-clean and recon-key: each row was written or is among those put aside. */
static int
check_rows(struct checks *all, const struct stage *s, struct total *in,
    struct total *out, struct err *e)
{
	struct total keyed = { 0 };
	int r = add_up(in, &s->inputs, "read", e) ||
	    add_up(out, &s->outputs, "written", e) ||
	    add_up(&keyed, &s->outputs, "unkeyed", e);

	in->n = out->n = 0; /* a row has no sums, its record has */
	out->records += keyed.records;
	total_free(&keyed);
	if (r || add_count(out, s, "rejected", e) ||
	    add_count(out, s, "skipped", e))
		return -1;
	compare(all, s, WORD_ROWS_ALL, in, out);
	return 0;
}

/* Is one of its options of this name? */
static bool
has_option(const struct stage *s, const char *name)
{
	for (size_t i = 0; i < s->options.n; i++)
		if (span_eq(s->options.of[i].name, span_str(name)))
			return true;
	return false;
}

/* recon-sort: the same lines, or, where it adds up, the same sums. */
static int
check_sort(struct checks *all, const struct stage *s, struct total *in,
    struct total *out, struct err *e)
{
	bool sums = has_option(s, "aggregate"), once = has_option(s, "once");

	if (has_option(s, "check") || add_up(in, &s->inputs, NULL, e) ||
	    add_up(out, &s->outputs, "written", e) ||
	    add_count(out, s, "once", e))
		return has_option(s, "check") ? 0 : -1;
	if (sums)
		in->records = out->records = 0;
	if (once)
		in->n = out->n = 0;
	if (!sums || !once)
		compare(all, s, sums ? WORD_SUMS_ALL : WORD_LINES_ALL, in, out);
	return 0;
}

/* recon-join: each record is in one line, so the sums are the same. */
static int
check_join(struct checks *all, const struct stage *s, struct total *in,
    struct total *out, struct err *e)
{
	if (add_up(in, &s->inputs, NULL, e) ||
	    add_up(out, &s->outputs, NULL, e))
		return -1;
	in->records = out->records = 0;
	compare(all, s, WORD_SUMS_ALL, in, out);
	return 0;
}

/* The total of these legs, of counts "legs.NAME.records" and its sums. */
static int
add_legs(
    struct total *t, const struct stage *s, const char *name, struct err *e)
{
	struct buf line = { 0 }, prefix = { 0 };
	int r;

	buf_printf(&prefix, "legs.%s.", name);
	buf_str(&line, "#total");
	for (size_t i = 0; i < s->counts.n; i++) {
		struct span n = s->counts.of[i].name;

		if (!span_begins(n, buf_span(&prefix)))
			continue;
		buf_byte(&line, '\t');
		buf_add(&line,
		    (struct span){ n.p + prefix.len, n.len - prefix.len });
		buf_byte(&line, '=');
		buf_add(&line, s->counts.of[i].value);
	}
	r = total_parse(t, buf_span(&line), e) ? err_at(e, s->path, 0) : 0;
	buf_free(&line);
	buf_free(&prefix);
	return r;
}

/* recon-roll: what was open and what came is closed or open now. */
static int
check_roll(struct checks *all, const struct stage *s, struct total *in,
    struct total *out, struct err *e)
{
	if (!stage_count(s, "legs.open.records").p)
		return 0;
	if (add_legs(in, s, "before", e) || add_legs(in, s, "new", e) ||
	    add_legs(out, s, "closed", e) || add_legs(out, s, "open", e))
		return -1;
	compare(all, s, WORD_LEGS_ALL, in, out);
	return 0;
}

static void
check_end(struct checks *all, const struct stage *s)
{
	struct check *c = checks_add(all, CHECK_STAGE, stage_is_well(s));
	struct buf name = { 0 };

	html_data(&name, s->program);
	word_put(
	    &c->what, all->lang, WORD_ENDS, &(struct span){ name.p, name.len });
	buf_free(&name);
	checks_put_place(&c->what, s->path, NULL);
	buf_str(&c->one, word(all->lang, WORD_STATUS_WELL));
	html_count(&c->other, s->status);
	if (s->reason.p) {
		buf_str(&c->other, "<br>");
		html_data(&c->other, s->reason);
	}
}

int
checks_stages(struct checks *all, const struct stages *stages, struct err *e)
{
	static const struct {
		const char *program;
		int (*check)(struct checks *, const struct stage *,
		    struct total *, struct total *, struct err *);
	} kinds[] = {
		{ "recon-clean", check_rows },
		{ "recon-key", check_rows },
		{ "recon-sort", check_sort },
		{ "recon-join", check_join },
		{ "recon-roll", check_roll },
	};
	enum { KINDS = sizeof kinds / sizeof *kinds };
	int r = 0;

	for (size_t i = 0; i < stages->n && r == 0; i++) {
		const struct stage *s = &stages->of[i];
		struct total in = { 0 }, out = { 0 };

		check_end(all, s);
		for (size_t k = 0; k < KINDS && r == 0 && stage_is_well(s); k++)
			if (span_eq(s->program, span_str(kinds[k].program)))
				r = kinds[k].check(all, s, &in, &out, e);
		total_free(&in);
		total_free(&out);
	}
	return r;
}
