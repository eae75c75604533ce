#include "join/join_streams.h"

#include "join/join_doubts.h"
#include "join/join_parallel.h"
#include "stream/run_out.h"

/* The part of memory for the records of a KEY where inputs are sorted, too. */
enum { KEY_SHARE = 4 };

static int
create(struct join_streams *s, struct err *e)
{
	if (stream_create(&s->out, s->output, STREAM_RESULT, s->plain, e))
		return -1;
	stream_note(&s->out, s->rules.facts, FACTS_WRITTEN, s->output);
	return 0;
}

static int
create_passes(struct join_streams *s, struct err *e)
{
	if (!s->open[0])
		return 0;
	if (open_files_create(&s->passes, s->open[0], s->open[1], s->plain, e))
		return -1;
	s->join.open = &s->passes;
	stream_note(
	    &s->passes.side[0], s->rules.facts, "left-open", s->open[0]);
	stream_note(
	    &s->passes.side[1], s->rules.facts, "right-open", s->open[1]);
	return 0;
}

static int
sort_inputs(struct join_streams *s, struct err *e)
{
	struct line_sorter_options *key = &s->how.spill;

	s->sorted = (struct sorted_sources){
		.names = s->names,
		.n = s->n,
		.rules = s->rules,
		.whole = s->whole,
		.sorter = *key,
	};
	s->sorted.sorter.threads = s->threads;
	key->memory /= KEY_SHARE;
	s->sorted.sorter.memory -= key->memory;
	return sorted_sources_open(&s->sorted, &s->group, e);
}

/* A stage before may have failed for another reason, of which more is known at
 * the end of all inputs. */
static int
run_out_all(struct join_streams *s, struct err *e)
{
	for (size_t i = 0; i < s->group.n_sources && !s->sorts; i++)
		run_out(&s->group.sources[i].in, e);
	return -1;
}

/* Are the inputs all that was to come? What is written says so. */
static int
check_whole(struct join_streams *s, struct err *e)
{
	struct total sides = { 0 };
	int r = 0;

	if (!s->whole)
		return 0;
	for (size_t i = 0; i < s->group.n_sources && !s->sorts && r == 0; i++)
		r = whole_take(s->whole, &s->group.sources[i].in, e);
	if (r == 0)
		r = group_total(&s->group, &sides, e);
	if (r == 0)
		r = whole_check(s->whole, &sides, STREAM_RECORD, e);
	total_free(&sides);
	if (r)
		return -1;
	whole_say_parts(s->whole, &s->out);
	whole_say_read(s->whole, &s->out, true);
	for (int i = 0; i < 2 && s->join.open; i++)
		whole_say_parts(s->whole, &s->passes.side[i]);
	return 0;
}

static int
join_all(struct join_streams *s, struct err *e)
{
	if (s->sorts && sort_inputs(s, e))
		return -1;
	if (s->how.spill.memory < LINE_SORTER_MEMORY_MIN)
		s->how.spill.memory = LINE_SORTER_MEMORY_MIN;
	if (join_parallel_run(&s->join, &s->group, &s->out, s->threads,
		JOIN_PARALLEL_BLOCK, e))
		return run_out_all(s, e);
	if (s->sorts && sorted_sources_check(&s->sorted, &s->group, e))
		return -1;
	s->filled = s->sorts ? s->sorted.filled : group_filled(&s->group);
	return check_whole(s, e);
}

static int
finish(struct join_streams *s, struct err *e)
{
	s->lines = s->out.total.records;
	if (!s->join.open)
		return stream_finish(&s->out, e);
	for (int i = 0; i < 2; i++)
		s->passed += s->passes.side[i].total.records;
	return open_files_finish(&s->passes, &s->out, e);
}

int
join_streams_run(struct join_streams *s, struct err *e)
{
	s->join.rules = &s->how;
	if (!s->sorts &&
	    group_open(&s->group, s->names, (int)s->n, &s->rules, e))
		return -1;
	if (create(s, e))
		return -1;
	if (create_passes(s, e) == 0 && join_all(s, e) == 0)
		return finish(s, e);
	stream_abandon(&s->out);
	if (s->join.open)
		open_files_abandon(&s->passes);
	return -1;
}

bool
join_streams_doubts(const struct join_streams *s, struct buf *b)
{
	return join_doubts(&s->join, &s->group, s->filled, b);
}

void
join_streams_free(struct join_streams *s)
{
	group_close(&s->group);
	sorted_sources_free(&s->sorted);
	join_free(&s->join);
}
