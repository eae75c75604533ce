#include "report/proof/run_again.h"

#include "text/tsv.h"

enum { DEPTH_MAX = 16 };

/* Is it one that only reads and writes a stream? Facts may be written by anybody,
 * and a command that they tell is copied into a shell. */
static bool
is_filter(struct span program)
{
	static const char *const names[] = { "recon-fetch", "recon-clean",
		"recon-key", "recon-sort", "recon-join" };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (span_eq(program, span_str(names[i])))
			return true;
	return false;
}

/* Does it get its input from a command, of which facts have the name only? */
static bool
runs_command(const struct stage *s)
{
	for (size_t i = 0; i < s->inputs.n; i++)
		if (span_begins(s->inputs.of[i].name, SPAN("cmd:")))
			return span_eq(s->program, SPAN("recon-fetch"));
	return false;
}

const struct stage_file *
run_again_written(const struct stage *s)
{
	for (size_t i = 0; i < s->outputs.n; i++)
		if (span_eq(s->outputs.of[i].role, SPAN("written")) &&
		    !tsv_is_none(s->outputs.of[i].digest))
			return &s->outputs.of[i];
	return NULL;
}

/* With all that it reads through pipes: do they nothing else? recon-roll keeps
 * what it does. Facts that are forged may go round in a circle. */
static bool
is_harmless(const struct stages *all, const struct stage *s, int depth)
{
	const struct stage *from;
	bool piped = false;

	if (!is_filter(s->program) || runs_command(s) || depth == DEPTH_MAX)
		return false;
	for (size_t i = 0; i < s->inputs.n; i++) {
		const struct stage_file *in = &s->inputs.of[i];

		if (!span_eq(in->name, SPAN("stdin")))
			continue;
		if (piped ||
		    (stages_wrote(all, in->digest, s, &from) &&
			!is_harmless(all, from, depth + 1)))
			return false;
		piped = true; /* nothing reads two of them */
	}
	return true;
}

bool
run_again(const struct stages *all, const struct stage *s)
{
	return run_again_written(s) && is_harmless(all, s, 0);
}
