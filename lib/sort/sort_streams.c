#include "sort/sort_streams.h"

#include "sort/sorted_inputs.h"
#include "sys/machine.h"
#include "sys/meter.h"
#include "stream/order.h"
#include "stream/run_out.h"

enum {
	FILES_KEPT = 16, /* open for other things than inputs */
	FEW_LINES = 64,  /* handed on at once */
	FEW_INPUTS = 8,  /* merged whatever they take */
};

/* What to do with the lines of an input. */
struct use {
	struct line_sorter *sorter; /* takes them, unless NULL */
	bool in_order;              /* they must be */
	enum status if_not;         /* if they are not */
};

/* Sums are made of records only; else comments are lines like others. */
static void
expect(struct sort_streams *a)
{
	struct stream_rules rules = a->rules;

	rules.keep_comments = !a->sums;
	inputs_init(&a->inputs, a->sums ? STREAM_RECORD : STREAM_ANY, &rules);
	a->inputs.announces = a->announces;
	a->inputs.whole = a->whole;
	a->inputs.guesses = a->announces || (a->whole && a->whole->expected.n);
}

/* The output is opened before anything is read: if it cannot be written, it
 * is better known now than after an hour. */
static int
create(struct sort_streams *a, struct err *e)
{
	expect(a);
	record_sums_init(&a->aggregate, &a->out);
	if (stream_create(&a->out, a->output, STREAM_ANY, a->plain, e))
		return -1;
	stream_note(&a->out, a->rules.facts, FACTS_WRITTEN, a->output);
	a->writing = true;
	return 0;
}

/* Lines of which LINE_REF_SLACK bytes behind each can be read. */
static int
put(struct sort_streams *a, const struct span *lines, int n, struct err *e)
{
	if (a->sums)
		return record_sums_lines(&a->aggregate, lines, (size_t)n, e);
	for (int i = 0; i < n; i++)
		stream_put_wide(&a->out, lines[i]);
	return 0;
}

/* All lines that a source has, several at a time. */
static int
put_all(struct sort_streams *a, merge_tree_next_fn *next, void *source,
    struct err *e)
{
	struct span lines[FEW_LINES];
	int n;

	while ((n = next(source, lines, FEW_LINES, e)) > 0) {
		if (put(a, lines, n, e))
			return -1;
		if (output_failed(&a->out.out))
			return output_flush(&a->out.out, e);
	}
	return n;
}

static void
take_sums(struct sort_streams *a)
{
	a->out.total = a->inputs.total;
	a->inputs.total = (struct total){ 0 };
}

/* The total of the output is that of the inputs, and so are its lines. */
static void
take_total(struct sort_streams *a)
{
	take_sums(a);
	stream_expect(&a->out, a->inputs.digest);
}

/* What was added up is in fewer lines; the sums are those of the inputs. */
static int
end_sums(struct sort_streams *a, struct err *e)
{
	if (record_sums_end(&a->aggregate, e))
		return -1;
	take_sums(a);
	a->out.total.records = a->aggregate.lines;
	return 0;
}

/* Notes the kind of an input as soon as it is known. */
static int
know(struct sort_streams *a, const struct stream_in *in, struct err *e)
{
	return in->kind != a->inputs.kind && inputs_know(&a->inputs, in, e);
}

/* The first line of a batch that does not belong behind the one before it;
 * NULL where all are in order. */
static int
check_order(const struct stream_in *in, const struct line_batch *b,
    struct span *before, enum status if_not, struct err *e)
{
	const char *p = b->p;
	uint64_t number = in->lines.count - b->n;

	for (size_t i = 0; i < b->n; i++) {
		struct span line = { p, b->len[i] };

		number++;
		if (order_check_at(in, number, *before, line, e)) {
			e->status = if_not;
			return -1;
		}
		*before = line;
		p += line.len + 1;
	}
	return 0;
}

/* The lines of an input; 0 at its end. */
static int
read_lines(struct sort_streams *a, struct stream_in *in, const struct use *use,
    struct err *e)
{
	struct record_batch *batch = &a->batch;
	struct span before = { 0 };
	int r;

	record_batch_reset(batch);
	while ((r = stream_lines(in, batch, e)) == 1) {
		if (know(a, in, e))
			return -1;
		if (use->in_order &&
		    check_order(in, &batch->lines, &before, use->if_not, e))
			return -1;
		if (use->sorter &&
		    line_sorter_add_batch(use->sorter, &batch->lines, e))
			return -1;
	}
	return r;
}

/* Long lines take memory where they are read, too. */
static int
leave_room(void *arg, size_t bytes, struct err *e)
{
	return line_sorter_leave(arg, bytes - LINES_MEMORY, e);
}

static int
read_input(struct sort_streams *a, const char *name, const struct use *use,
    struct err *e)
{
	struct stream_in in;
	int r;

	if (inputs_open(&a->inputs, &in, name, e))
		return -1;
	if (use->sorter) {
		in.lines.room = leave_room;
		in.lines.room_arg = use->sorter;
	}
	r = read_lines(a, &in, use, e);
	if (r == 0)
		r = inputs_close(&a->inputs, &in, e);
	if (r)
		stream_close(&in);
	return r ? -1 : 0;
}

static int
read_inputs(struct sort_streams *a, const struct use *use, struct err *e)
{
	for (size_t i = 0; i < a->n; i++)
		if (read_input(a, a->names[i], use, e)) {
			run_out_files(a->names + i + 1, a->n - i - 1,
			    &a->inputs.rules, e);
			return -1;
		}
	return inputs_finish(&a->inputs, e);
}

/* All inputs have said what they are. */
static void
announce(struct sort_streams *a)
{
	if (!a->inputs.told && !a->announces)
		a->out.plain = true;
	if (!a->sums)
		stream_keep_digest(&a->out);
	stream_announce(&a->out, a->inputs.kind);
}

/* What was read may become the output, or nothing does. */
static int
end(struct sort_streams *a, int r, struct err *e)
{
	if (a->writing && r)
		stream_abandon(&a->out);
	else if (a->writing)
		r = stream_finish(&a->out, e);
	record_sums_free(&a->aggregate);
	inputs_free(&a->inputs);
	return r;
}

/* All inputs were read. */
static void
say_whole(struct sort_streams *a)
{
	if (!a->whole)
		return;
	whole_say_parts(a->whole, &a->out);
	whole_say_read(a->whole, &a->out, a->sums);
}

static int
next_sorted(void *source, struct span *lines, size_t max, struct err *e)
{
	return line_sorter_next(source, lines, max, e);
}

static int
sort(
    struct sort_streams *a, struct line_sorter *s, bool in_order, struct err *e)
{
	struct use use = { s, in_order, ST_DATA };

	meter.output_counts = 1;
	if (create(a, e) || read_inputs(a, &use, e) || line_sorter_finish(s, e))
		return -1;
	announce(a);
	say_whole(a);
	if (!a->sums) {
		take_total(a);
		if (!in_order) /* a merge has it last, however it is done */
			stream_tell(&a->out);
	}
	if (put_all(a, next_sorted, s, e))
		return -1;
	return a->sums ? end_sums(a, e) : 0;
}

static int
sort_inputs(struct sort_streams *a, bool in_order, struct err *e)
{
	struct line_sorter s;
	int r;

	line_sorter_init(&s, &a->sorter);
	r = sort(a, &s, in_order, e);
	a->lines = s.lines_in;
	a->bytes = s.bytes_in;
	a->runs = s.runs_written;
	a->buckets = s.buckets.n;
	a->merges = s.merges;
	a->written = s.spill.written + s.buckets.spill.written;
	line_sorter_free(&s);
	return end(a, r, e);
}

int
sort_streams_run(struct sort_streams *a, struct err *e)
{
	return sort_inputs(a, false, e);
}

static int
next_fed(void *source, struct span *lines, size_t max, struct err *e)
{
	return sorted_inputs_next(source, lines, max, e);
}

static int
merge(struct sort_streams *a, struct sorted_inputs *f, struct err *e)
{
	*f = (struct sorted_inputs){ 0 };
	if (create(a, e) ||
	    sorted_inputs_open(f, &a->inputs, a->names, a->n, e))
		return -1;
	announce(a);
	if (put_all(a, next_fed, f, e) || inputs_finish(&a->inputs, e))
		return -1;
	say_whole(a);
	if (a->sums)
		return end_sums(a, e);
	take_total(a);
	return 0;
}

/* Can all inputs be open at once, and does memory have their buffers? */
static bool
can_merge(const struct sort_streams *a)
{
	if (a->n + FILES_KEPT > machine_files())
		return false;
	return a->n <= FEW_INPUTS || a->n * LINES_MEMORY <= a->sorter.memory;
}

int
sort_streams_merge(struct sort_streams *a, struct err *e)
{
	struct sorted_inputs f;
	int r;

	if (!can_merge(a))
		return sort_inputs(a, true, e);
	r = merge(a, &f, e);
	for (size_t i = 0; r && i < f.n; i++)
		if (f.feeds[i].open)
			run_out(&f.feeds[i].in, e);
	sorted_inputs_free(&f);
	return end(a, r, e);
}

int
sort_streams_check(struct sort_streams *a, struct err *e)
{
	struct use use = { NULL, true, ST_DIFFER };

	expect(a);
	return end(a, read_inputs(a, &use, e), e);
}
