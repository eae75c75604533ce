#include "roll/day.h"

#include "io/packed/gunzip.h"
#include "roll/facts_in.h"
#include "text/tsv.h"

static const char unless[] = " (--no-total takes it)";

/* How the items from before are read: those that the directory keeps always
 * have their totals. */
static struct stream_rules
rules_before(const struct day *d)
{
	const struct day_wish *w = d->wish;
	struct stream_rules rules = {
		.require_total = true,
		.facts = w->rules.facts,
	};

	rules.role = w->today ? "before" : "import";
	if (d->keeps_state && w->today)
		return rules;
	rules = w->rules;
	rules.role = w->today ? "before" : "import";
	rules.require_total |= !w->no_total;
	rules.allow_empty &= w->today == NULL;
	rules.unless = w->rules.require_total ? NULL : unless;
	return rules;
}

/* The file of the open items from before; NULL where there are none. */
static const char *
name_before(const struct day *d)
{
	const struct day_wish *w = d->wish;

	if (d->keeps_state && w->today)
		return d->state.before_path;
	return w->today && w->open && !strcmp(w->open, "/dev/null") ? NULL
								    : w->open;
}

/* The open items from before, if there are any. */
static int
open_before(struct day *d, struct err *e)
{
	const struct day_wish *w = d->wish;
	const char *name = name_before(d);
	struct stream_rules rules = rules_before(d);

	if (!name)
		return 0;
	if (stream_open(&d->before, name, STREAM_RESULT, &rules, e))
		return -1;
	d->has_before = true;
	if (!d->keeps_state)
		return 0;
	d->before_sum = digest_cover(&d->before.lines.in);
	return w->today ? 0
			: state_copy_input(&d->state, &d->before.lines.in, e);
}

static int
open_today(struct day *d, struct err *e)
{
	const struct day_wish *w = d->wish;
	struct stream_rules rules = w->rules;

	if (!w->today)
		return 0;
	if (!rules.require_total)
		rules.unless = unless;
	rules.require_total |= !w->no_total;
	if (stream_open(&d->today, w->today, STREAM_RESULT, &rules, e))
		return -1;
	d->has_today = true;
	if (w->packed && gunzip_cover(&d->today.lines.in, e))
		return -1;
	if (!d->keeps_state)
		return 0;
	/* the first input, noted when it was read */
	day_list_add(&d->state.entry.inputs, &(struct day_bytes){ 0 });
	d->today_sum = digest_cover(&d->today.lines.in);
	return state_copy_input(&d->state, &d->today.lines.in, e);
}

/* Today's open items, without a directory. */
static int
create_open(struct day *d, struct err *e)
{
	const struct day_wish *w = d->wish;

	if (stream_create(&d->open, w->open_out, STREAM_RESULT, false, e))
		return -1;
	stream_note(&d->open, w->rules.facts, "open", w->open_out);
	return 0;
}

/* What people close and correct. */
static int
open_repairs(struct day *d, struct err *e)
{
	const struct day_wish *w = d->wish;
	struct state *s = d->keeps_state ? &d->state : NULL;
	const char *open = name_before(d);

	if (!w->amend.n && !w->adjust.n)
		return 0;
	if (repair_inputs_read(
		&d->repairs, &w->amend, &w->adjust, &w->rules, w->date, s, e) ||
	    repair_inputs_find(&d->repairs, open, w->date, s, e))
		return -1;
	d->roll.repairs = &d->repairs;
	return 0;
}

/* The options that change the result. */
static void
note_options(struct day *d)
{
	struct day_entry *en = &d->state.entry;
	struct buf b = { 0 };

	sum_legs_rules_format(&d->wish->roll->sums, &b);
	tolerances_format(&d->wish->roll->tolerances, &b);
	en->options = arena_copy(&en->arena, buf_span(&b));
	buf_free(&b);
}

static int
open_all(struct day *d, struct err *e)
{
	const struct day_wish *w = d->wish;

	if (w->state && state_open(&d->state, w->state, e))
		return -1;
	d->keeps_state = w->state != NULL;
	if (d->keeps_state && d->state.reopened.n)
		d->roll.reopened = &d->state.reopened;
	if (d->keeps_state && w->today)
		note_options(d);
	if (w->facts_in.n &&
	    facts_in_read(&w->facts_in, &d->state.entry, w->rules.facts, e))
		return -1;
	if (open_before(d, e) || open_today(d, e) || open_repairs(d, e) ||
	    stream_create(&d->out, w->output, STREAM_RESULT, w->plain, e))
		return -1;
	stream_note(&d->out, w->rules.facts, FACTS_WRITTEN, w->output);
	if (!d->keeps_state)
		return create_open(d, e);
	return state_copy_results(&d->state, &d->out.out, e) ||
		state_create(&d->state, &d->open, e)
	    ? -1
	    : 0;
}

/* Notes an input that was read to its end. */
static int
note_input(struct day *d, const char *role, const char *as,
    const struct stream_in *in, struct digest *sum, struct err *e)
{
	struct day_entry *en = &d->state.entry;
	struct day_bytes b = { .role = span_str(role) };
	char digest[DIGEST_TEXT + 1];
	struct buf name = { 0 };

	if (digest_take(sum, digest, &b.bytes, e))
		return err_at(e, as, 0);
	tsv_escape(&name, span_str(as));
	b.name = arena_copy(&en->arena, buf_span(&name));
	b.digest = arena_copy(&en->arena, span_str(digest));
	b.total = day_total_text(&en->arena, &in->read);
	buf_free(&name);
	if (d->has_today)
		en->inputs.of[0] = b;
	else
		day_list_add(&en->inputs, &b);
	return 0;
}

/* What came, went and stayed is added to t, which has DAY_TOTALS of them. */
static int
add_totals(const struct day *d, struct total *t, struct err *e)
{
	const struct roll_sums *r = &d->roll.sums;
	bool imports = !d->has_today;

	return class_totals_total(
		   &r->before, &t[imports ? DAY_NEW : DAY_BEFORE], e) ||
		class_totals_total(&r->fresh, &t[DAY_NEW], e) ||
		class_totals_total(&r->closed, &t[DAY_CLOSED], e) ||
		class_totals_total(&r->kept, &t[DAY_OPEN], e) ||
		class_totals_total(&r->reopened, &t[DAY_REOPENED], e)
	    ? -1
	    : 0;
}

/* As the directory remembers it. */
static int
note_totals(struct day *d, struct err *e)
{
	d->state.entry.has_oldest = d->roll.sums.has_oldest;
	d->state.entry.oldest = d->roll.sums.oldest;
	return add_totals(d, d->state.entry.totals, e);
}

/* As --facts tells it; of days that are run again there are several. */
static int
note_facts(struct day *d, struct err *e)
{
	static const char *const names[DAY_TOTALS] = {
		[DAY_BEFORE] = "legs.before",
		[DAY_NEW] = "legs.new",
		[DAY_CLOSED] = "legs.closed",
		[DAY_OPEN] = "legs.open",
		[DAY_REOPENED] = "legs.reopened",
	};
	struct facts *facts = d->wish->rules.facts;
	struct total t[DAY_TOTALS] = { 0 };
	uint64_t unsearched = d->roll.key.close.sums.unsearched;
	int r = 0;

	if (!facts || d->wish->packed)
		return 0;
	if (unsearched)
		facts_count(facts, "no-sums", unsearched, NULL);
	r = add_totals(d, t, e);
	for (int i = 0; i < DAY_TOTALS; i++) {
		if (r == 0 && (i != DAY_REOPENED || t[i].records))
			facts_sums(facts, names[i], &t[i]);
		total_free(&t[i]);
	}
	return r;
}

/* Facts of another day, most likely. */
static void
doubt_facts(struct day *d, const char *name)
{
	struct day_entry *en = &d->state.entry;

	if (en->facts.len && !facts_in_wrote(en, en->inputs.of[0].digest))
		buf_printf(&d->state.turn.notes,
		    "%s: no --facts-in says that it wrote this\n", name);
}

static int
note(struct day *d, struct err *e)
{
	const char *name = d->wish->today_as;

	if (!name && d->has_today)
		name = lines_name(&d->today.lines);
	if (!d->keeps_state)
		return 0;
	if (!d->has_today)
		return note_input(d, "import", lines_name(&d->before.lines),
			   &d->before, d->before_sum, e) ||
			note_totals(d, e)
		    ? -1
		    : 0;
	if (d->has_before && state_check_before(&d->state, d->before_sum, e))
		return -1;
	if (note_input(d, "results", name, &d->today, d->today_sum, e))
		return -1;
	doubt_facts(d, name);
	return note_totals(d, e);
}

/* The copy of the results has its #total before they have. */
static void
end_copy(struct day *d)
{
	struct buf last = { 0 };

	stream_total_line(&d->out, &last);
	state_copy_last(&d->state, &d->out.out, buf_span(&last));
	buf_free(&last);
}

static int
keep(struct day *d, struct err *e)
{
	if (output_flush(&d->out.out, e))
		return -1;
	if (d->keeps_state)
		end_copy(d);
	if (d->keeps_state ? state_commit(&d->state, &d->open, e)
			   : stream_finish(&d->open, e))
		return -1;
	return stream_finish(&d->out, e);
}

int
day_run(struct day *d, const struct day_wish *w, struct err *e)
{
	*d = (struct day){ .wish = w };
	d->open.out.fd = d->out.out.fd = -1;
	if (open_all(d, e) == 0 &&
	    roll_day(&d->roll, w->roll, d->has_before ? &d->before : NULL,
		d->has_today ? &d->today : NULL, w->date, &d->open, &d->out,
		e) == 0 &&
	    repairs_check(&d->repairs, name_before(d), e) == 0 &&
	    note(d, e) == 0 && note_facts(d, e) == 0 && keep(d, e) == 0)
		return 0;
	stream_abandon(&d->open);
	stream_abandon(&d->out);
	day_close(d);
	return -1;
}

void
day_close(struct day *d)
{
	roll_free(&d->roll);
	repairs_free(&d->repairs);
	if (d->has_before)
		stream_close(&d->before);
	if (d->has_today)
		stream_close(&d->today);
	if (d->keeps_state)
		state_close(&d->state);
	d->has_before = d->has_today = d->keeps_state = false;
}
