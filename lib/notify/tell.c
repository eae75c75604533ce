#include "notify/tell.h"

#include <inttypes.h>
#include <stdio.h>

#include "notify/before.h"
#include "notify/data/summary_data.h"
#include "stream/each_result.h"
#include "sys/clock.h"
#include "value/time/date.h"

static struct span
book_of(const struct notify_options *o)
{
	return o->book ? span_str(o->book) : SPAN("");
}

/* What is the same for all lines. */
static int
prepare(struct tell *t, struct err *e)
{
	struct notify_options *o = t->options;
	struct span day;

	if (o->day_said)
		date_format(o->day, t->day);
	day = span_str(t->day);
	if (o->link &&
	    link_parse(&t->link, o->link, book_of(o), day, &o->choose.cells, e))
		return err_at(e, "--link", 0);
	link_put(&t->link, NULL, &t->link_of_all);
	t->adding = (struct adding_wish){
		.telling = { book_of(o), o->choose.overdue,
		    o->remind ? t->day : NULL },
		.batch = o->batch,
		.link = buf_span(&t->link_of_all),
	};
	t->summary.top.limit = o->top;
	t->summary.by.name = o->by;
	t->summary.older = o->older;
	return 0;
}

/* The events that ask about it. */
static int
note_open(struct tell *t, struct err *e)
{
	const struct telling *telling = &t->adding.telling;

	for (int k = TOLD_OPENED; k <= TOLD_OVERDUE; k++) {
		struct event_id id =
		    item_event(&t->item, (enum told_kind)k, telling);

		id = item_asked(&id);
		if (k != TOLD_CLOSED && id_store_add(&t->open, &id, e) < 0)
			return -1;
	}
	return 0;
}

static int
tell_line(struct tell *t, const struct result *r, struct err *e)
{
	struct choose *choose = &t->options->choose;
	int chosen;

	if (!choose_class(choose, r->class))
		return 0;
	if (item_of(&t->item, &t->adding.telling, &t->equal, r, e) ||
	    (t->options->ask && note_open(t, e)))
		return -1;
	chosen = choose_line(choose, r, e);
	if (chosen <= 0)
		return chosen;
	buf_clear(&t->link_text);
	link_put(&t->link, &choose->cells, &t->link_text);
	for (size_t i = 0; i < t->to->n; i++) {
		struct recipient *to = &t->to->list[i];

		if ((to->asks || t->options->each || t->options->batch) &&
		    adding_line(
			&to->adding, &t->item, r, buf_span(&t->link_text), e))
			return -1;
	}
	return 0;
}

static int
tell_result(void *tell, const struct result *r, struct err *e)
{
	struct tell *t = tell;

	if ((t->options->doing & NOTIFY_SUMMARY) &&
	    summary_add(&t->summary, r, e))
		return -1;
	return t->options->doing & NOTIFY_LINES ? tell_line(t, r, e) : 0;
}

/* Of the day, and of what the stream holds. */
static struct event_id
summary_id(const struct tell *t, const struct stream_in *in)
{
	char content[64];
	int n = snprintf(content, sizeof content, "%" PRIu64 "-%016" PRIx64,
	    in->read.records, in->digest);
	const struct span parts[] = { t->adding.telling.book, SPAN("summary"),
		span_str(t->day), { content, (size_t)n } };

	return event_id_of(parts, sizeof parts / sizeof *parts);
}

static int
tell_summary(struct tell *t, const struct stream_in *in, struct err *e)
{
	const struct summary_data d = { t->adding.telling.book,
		span_str(t->day), t->adding.link, t->options->title,
		!stream_is_plain(in) };
	struct event_id id = summary_id(t, in);
	struct buf data = { 0 };
	int r = summary_data_put(&d, &t->summary, &data, e);

	for (size_t i = 0; i < t->to->n && r == 0; i++)
		if (!t->to->list[i].asks)
			r = adding_summary(
			    &t->to->list[i].adding, &id, buf_span(&data), e);
	buf_free(&data);
	t->late = t->summary.late > 0;
	return r;
}

/* Names that no line has. */
static void
say_unmet(const struct tell *t, struct buf *lines)
{
	const struct span *name = line_cells_unmet(&t->options->choose.cells);

	if (by_field_absent(&t->summary.by))
		buf_printf(lines,
		    "no line carries \"%s\"; recon-key --carry does\n",
		    excerpt(span_str(t->options->by)).s);
	if (name)
		buf_printf(lines,
		    "no line has \"%s\", a name in --only or "
		    "--link\n",
		    excerpt(*name).s);
}

/* Reads, and adds what is told; the results are passed on. */
static int
tell_from(struct tell *t, const struct notify_wish *w, struct stream_in *in,
    struct stream_out *tee, struct buf *lines, struct err *e)
{
	if (tee)
		stream_note(tee, w->rules.facts, FACTS_WRITTEN, NULL);
	if (each_result(in, tee, tell_result, t, e))
		return -1;
	t->lines = in->read.records;
	if ((t->options->doing & NOTIFY_SUMMARY) && tell_summary(t, in, e))
		return -1;
	say_unmet(t, lines);
	if (recipients_commit(t->to, e))
		return -1;
	t->added = true;
	return 0;
}

/* The events are there: the reader of the results learns so by their #total. */
static int
finish(struct stream_out *tee, const struct stream_in *in, struct err *e)
{
	total_merge(&tee->total, &in->read, e);
	return stream_finish(tee, e);
}

int
tell_all(struct tell *t, const struct notify_wish *w,
    const struct outbox *outbox, struct recipients *to, struct buf *lines,
    struct err *e)
{
	struct notify_options *o = w->options;
	enum outbox_kind asked = o->any_key ? OUTBOX_ASK_ANY : OUTBOX_ASK;
	struct stream_rules rules = w->rules;
	struct stream_in in;
	struct stream_out tee;
	int r;

	t->options = o;
	t->to = to;
	t->open.folder = t->equal.times.folder = outbox->dir;
	rules.keep_comments = o->tee;
	if (prepare(t, e) ||
	    before_read(o->since, &t->summary, rules.facts, e) ||
	    recipients_begin(
		to, &t->adding, asked, outbox, clock_wall_s(), e) ||
	    stream_open(&in, w->input, STREAM_RESULT, &rules, e))
		return -1;
	r = o->tee ? stream_create(&tee, NULL, STREAM_RESULT, w->plain, e) : 0;
	if (r == 0)
		r = tell_from(t, w, &in, o->tee ? &tee : NULL, lines, e);
	if (r == 0 && o->tee)
		r = finish(&tee, &in, e);
	stream_close(&in);
	return r;
}

void
tell_free(struct tell *t)
{
	id_store_free(&t->open);
	link_free(&t->link);
	buf_free(&t->link_text);
	buf_free(&t->link_of_all);
	summary_free(&t->summary);
	item_free(&t->item);
	id_tally_free(&t->equal);
}
