#include "sort/sort_once.h"

#include <inttypes.h>

#include "sort/inputs.h"
#include "sort/once_line.h"
#include "stream/order.h"
#include "stream/run_out.h"
#include "sys/meter.h"

enum { FEW_LINES = 64 }; /* handed on at once */

/* A run: lines by their id, then those that are kept in order. */
struct once {
	struct sort_once *wish;
	struct inputs inputs;
	struct line_sorter by_id, kept;
	struct stream_out out;
	struct total gone; /* what is left out adds up to */
	struct buf line;   /* the one being made */

	/* the records last met that say one thing under one id */
	struct buf id, content;
	size_t first_operand;
	uint64_t first_number;
	size_t operand;   /* the last one, */
	uint64_t in_this; /* so many of which are of it, */
	uint64_t most;    /* and so many at most of any */
};

static const char *
name_of(const struct once *r, size_t operand)
{
	const char *name = r->wish->names[operand];

	return strcmp(name, "-") ? name : "stdin";
}

static int
read_records(
    struct once *r, struct stream_in *in, size_t operand, struct err *e)
{
	struct span before = { 0 };
	struct record rec;
	enum line_outcome got;

	while ((got = stream_record(in, &rec, e)) == LINE_OK) {
		uint64_t number = in->lines.count;

		if (r->wish->in_order &&
		    order_check_at(in, number, before, rec.line, e))
			return -1;
		before = rec.line;
		buf_clear(&r->line);
		if (once_line_make(
			&r->line, r->wish->id, &rec, operand, number, e))
			return stream_err(in, e);
		if (line_sorter_add(&r->by_id, buf_span(&r->line), e))
			return -1;
	}
	return got == LINE_END ? 0 : -1;
}

static int
read_inputs(struct once *r, struct err *e)
{
	struct sort_once *w = r->wish;

	for (size_t i = 0; i < w->n; i++) {
		struct stream_in in;

		if (inputs_open(&r->inputs, &in, w->names[i], e) == 0) {
			if (read_records(r, &in, i, e) == 0 &&
			    inputs_close(&r->inputs, &in, e) == 0)
				continue;
			stream_close(&in);
		}
		run_out_files(w->names + i + 1, w->n - i - 1, &w->rules, e);
		return -1;
	}
	return inputs_finish(&r->inputs, e);
}

/* Two records under one id. */
static int
refuse(struct once *r, const struct once_line *o, struct err *e)
{
	struct span was = buf_span(&r->content), is = o->content;
	size_t was_of = r->first_operand, is_of = o->operand;
	uint64_t was_at = r->first_number, is_at = o->number;
	struct buf names = { 0 };

	if (was_of > is_of || (was_of == is_of && was_at > is_at)) {
		was = o->content;
		is = buf_span(&r->content);
		was_of = o->operand;
		is_of = r->first_operand;
		was_at = o->number;
		is_at = r->first_number;
	}
	names_join(&names, r->wish->id);
	buf_byte(&names, '\0');
	err_set(e, ST_DATA,
	    "another record than %s:%" PRIu64 ", with the same %s: \"%s\" and "
	    "\"%s\"",
	    name_of(r, was_of), was_at, names.p, excerpt(is).s, excerpt(was).s);
	buf_free(&names);
	return err_at(e, name_of(r, is_of), is_at);
}

static void
begin_record(struct once *r, const struct once_line *o)
{
	buf_clear(&r->id);
	buf_add(&r->id, o->id);
	buf_clear(&r->content);
	buf_add(&r->content, o->content);
	r->first_operand = r->operand = o->operand;
	r->first_number = o->number;
	r->in_this = r->most = 0;
}

/* Keeps the record, or leaves it out: another input has as many. */
static int
take(struct once *r, const struct once_line *o, struct err *e)
{
	struct record rec;

	if (o->operand != r->operand)
		r->in_this = 0;
	r->operand = o->operand;
	r->in_this++;
	buf_clear(&r->line);
	once_line_restore(&r->line, o);
	if (record_parse(buf_span(&r->line), &rec, e))
		return -1;
	if (r->in_this <= r->most)
		return total_record(&r->gone, &rec, e);
	r->most++;
	return total_record(&r->out.total, &rec, e) ||
		line_sorter_add(&r->kept, buf_span(&r->line), e)
	    ? -1
	    : 0;
}

static int
keep(struct once *r, struct err *e)
{
	struct span lines[FEW_LINES];
	struct once_line o;
	int n;

	while ((n = line_sorter_next(&r->by_id, lines, FEW_LINES, e)) > 0)
		for (int i = 0; i < n; i++) {
			once_line_read(&o, lines[i]);
			if (!r->id.len || !span_eq(o.id, buf_span(&r->id)))
				begin_record(r, &o);
			else if (!span_eq(o.content, buf_span(&r->content)))
				return refuse(r, &o, e);
			if (take(r, &o, e))
				return -1;
		}
	return n;
}

/* What came is what goes out and what was left out. */
static int
check(struct once *r, struct err *e)
{
	struct total all = { 0 };
	struct err why;
	int bad = total_merge(&all, &r->out.total, e) ||
	    total_merge(&all, &r->gone, e);

	if (!bad && !total_equal(&r->inputs.total, &all, &why)) {
		err_set(e, ST_BROKEN,
		    "the records that came are not those that go and those "
		    "that came again: %s",
		    why.text);
		bad = true;
	}
	total_free(&all);
	return bad ? -1 : 0;
}

static int
put_all(struct once *r, struct err *e)
{
	struct span lines[FEW_LINES];
	int n;

	while ((n = line_sorter_next(&r->kept, lines, FEW_LINES, e)) > 0) {
		for (int i = 0; i < n; i++)
			stream_put(&r->out, lines[i]);
		if (output_failed(&r->out.out))
			return output_flush(&r->out.out, e);
	}
	return n;
}

static int
work(struct once *r, struct err *e)
{
	struct sort_once *w = r->wish;

	if (read_inputs(r, e) || line_sorter_finish(&r->by_id, e) ||
	    keep(r, e) || check(r, e) || line_sorter_finish(&r->kept, e))
		return -1;
	w->read = r->inputs.total.records;
	w->written = r->out.total.records;
	w->again = r->gone.records;
	if (!r->inputs.told && !w->announces)
		r->out.plain = true;
	stream_announce(&r->out, STREAM_RECORD);
	if (w->whole)
		whole_say_parts(w->whole, &r->out);
	return put_all(r, e);
}

static void
release(struct once *r)
{
	line_sorter_free(&r->by_id);
	line_sorter_free(&r->kept);
	inputs_free(&r->inputs);
	total_free(&r->gone);
	buf_free(&r->line);
	buf_free(&r->id);
	buf_free(&r->content);
}

int
sort_once_run(struct sort_once *w, struct err *e)
{
	struct line_sorter_options half = w->sorter;
	struct once r = { .wish = w };
	int bad;

	half.memory /= 2;
	if (half.memory < LINE_SORTER_MEMORY_MIN)
		half.memory = LINE_SORTER_MEMORY_MIN;
	if (stream_create(&r.out, w->output, STREAM_ANY, w->plain, e))
		return -1;
	meter.output_counts = 1;
	stream_note(&r.out, w->rules.facts, FACTS_WRITTEN, w->output);
	inputs_init(&r.inputs, STREAM_RECORD, &w->rules);
	r.inputs.whole = w->whole;
	line_sorter_init(&r.by_id, &half);
	line_sorter_init(&r.kept, &half);
	bad = work(&r, e);
	release(&r);
	if (!bad)
		return stream_finish(&r.out, e);
	stream_abandon(&r.out);
	return -1;
}
