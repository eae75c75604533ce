#include "cut/flow/cut_flow_parts.h"

/* Keys that the flow has as the book does. */
static bool
is_passed(const char *key)
{
	static const char *const own[] = { "title", "system", "after", "before",
		"run" };

	for (size_t i = 0; i < sizeof own / sizeof *own; i++)
		if (!strcmp(key, own[i]))
			return false;
	return true;
}

/* A command, with the date of the round in place of {date}; {{ is a brace. */
static void
put_run(struct cut_flow_text *t, const char *run)
{
	const struct span name = SPAN("{date}");

	while (*run)
		if (!strncmp(run, name.p, name.len)) {
			buf_str(t->text, t->date);
			run += name.len;
		} else {
			if (run[0] == '{' && run[1] == '{')
				buf_byte(t->text, *run++);
			buf_byte(t->text, *run++);
		}
	buf_byte(t->text, '\n');
}

static void
write_job(struct cut_flow_text *t, size_t i)
{
	const struct cut_job *job = &t->book->jobs[i];
	const struct cut_after at = { CUT_AT_JOB, i };
	const struct sections_section *s = job->section;

	cut_flow_node(t, job->name, t->book->systems[job->system].title,
	    job->title, job->title);
	cut_flow_after(t, cut_step_of(t->book, &at), cut_steps_n(t->book));
	buf_str(t->text, "run = ");
	put_run(t, job->run);
	for (size_t k = 0; k < s->n; k++)
		if (is_passed(s->entries[k].key))
			cut_flow_line(t, "%s = %s", s->entries[k].key,
			    s->entries[k].value);
}

void
cut_flow_write_jobs(struct cut_flow_text *t)
{
	for (size_t i = 0; i < t->book->n_jobs; i++)
		write_job(t, i);
}
