#include "cut/book/cut_jobs.h"

#include "base/mem.h"

/* A job while it is read. */
struct taking {
	struct cut_book *book;
	struct cut_job *job;
	const struct sections_entry *entry;
	struct told *told;
};

static void
tell(const struct taking *t, const char *text, const char *what)
{
	struct buf b = { 0 };

	buf_printf(
	    &b, "%s: \"%s\" %s%c", t->entry->key, t->entry->value, text, '\0');
	told_add(
	    t->told, t->book->file.path, t->entry->line, "%s%s", b.p, what);
	buf_free(&b);
}

/* "sealed", "tied", "locked". */
static bool
is_of_round(struct span s, struct cut_after *to)
{
	static const struct {
		const char *word;
		enum cut_point point;
	} points[] = { { "sealed", CUT_AT_SEALED }, { "tied", CUT_AT_TIED },
		{ "locked", CUT_AT_LOCKED } };

	for (size_t i = 0; i < sizeof points / sizeof *points; i++)
		if (span_eq(s, span_str(points[i].word))) {
			*to = (struct cut_after){ points[i].point, 0 };
			return true;
		}
	return false;
}

/* "ledger.complete" */
static bool
is_of_system(const struct cut_book *b, struct span s, struct cut_after *to)
{
	static const struct {
		const char *word;
		enum cut_point point;
	} points[] = { { "cut", CUT_AT_CUT }, { "ready", CUT_AT_READY },
		{ "complete", CUT_AT_COMPLETE } };
	const char *dot = s.len ? memchr(s.p, '.', s.len) : NULL;
	size_t n = dot ? (size_t)(dot - s.p) : 0;

	if (!dot)
		return false;
	to->which = cut_book_system(b, (struct span){ s.p, n });
	s = (struct span){ dot + 1, s.len - n - 1 };
	for (size_t i = 0; i < sizeof points / sizeof *points; i++)
		if (span_eq(s, span_str(points[i].word))) {
			to->point = points[i].point;
			return to->which < b->n_systems;
		}
	return false;
}

static bool
is_job(const struct cut_book *b, struct span s, struct cut_after *to)
{
	for (size_t i = 0; i < b->n_jobs; i++)
		if (span_eq(s, span_str(b->jobs[i].name))) {
			*to = (struct cut_after){ CUT_AT_JOB, i };
			return true;
		}
	return false;
}

static void
take_point(struct taking *t, struct cut_after *list, size_t *n, bool jobs)
{
	struct span v = span_str(t->entry->value);
	const struct cut_book *b = t->book;
	struct cut_after at = { 0 };

	if (v.len == 0)
		return; /* it was told */
	if (!is_of_round(v, &at) && !is_of_system(b, v, &at) &&
	    (!jobs || !is_job(b, v, &at))) {
		tell(t,
		    "is none of SYSTEM.cut, SYSTEM.ready, SYSTEM.complete, ",
		    jobs ? "sealed, tied, locked and the names of jobs"
			 : "sealed, tied, locked");
		return;
	}
	if (at.point == CUT_AT_READY && !b->systems[at.which].n_after) {
		tell(t, "is never asked: that system gets no data", "");
		return;
	}
	for (size_t i = 0; i < *n; i++)
		if (list[i].point == at.point && list[i].which == at.which) {
			tell(t, "is there twice", "");
			return;
		}
	list[(*n)++] = at;
}

static void
take_points(struct taking *t, const struct sections_section *s)
{
	struct cut_job *job = t->job;

	job->after = mem_zeroed(s->n + 1, sizeof *job->after);
	job->before = mem_zeroed(s->n + 1, sizeof *job->before);
	for (size_t i = 0; i < s->n; i++) {
		t->entry = &s->entries[i];
		if (!strcmp(t->entry->key, "after"))
			take_point(t, job->after, &job->n_after, true);
		else if (!strcmp(t->entry->key, "before"))
			take_point(t, job->before, &job->n_before, false);
	}
}

/* Is it the name of a node of the flow, which has the jobs too? */
static bool
is_taken(const char *name)
{
	static const char *const words[] = { "begin", "announce", "seal", "tie",
		"lock", "sealed", "tied", "locked", "cut-", "ready-",
		"complete-", "extract-", "left-", "right-", "verify-" };

	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		size_t n = strlen(words[i]);

		if (words[i][n - 1] == '-' ? !strncmp(name, words[i], n)
					   : !strcmp(name, words[i]))
			return true;
	}
	return false;
}

static void
take(struct cut_book *b, struct cut_job *job, struct told *told)
{
	const struct sections_section *s = job->section;
	struct taking t = { b, job, sections_entry(s, "system"), told };

	sections_lacks(&b->file, s, "system", told);
	sections_lacks(&b->file, s, "run", told);
	job->run = sections_value(s, "run", "");
	if (t.entry && cut_name_is(span_str(t.entry->value))) {
		job->system = cut_book_system(b, span_str(t.entry->value));
		if (job->system == b->n_systems)
			tell(&t, "is no system of the book", "");
	}
	if (is_taken(job->name))
		told_add(told, b->file.path, job->line,
		    "[job %s]: a step of the round is called so", job->name);
	take_points(&t, s);
}

void
cut_jobs_read(struct cut_book *b, struct told *told)
{
	b->jobs = mem_zeroed(b->file.n + 1, sizeof *b->jobs);
	for (size_t i = 0; i < b->file.n; i++) {
		const struct sections_section *s = &b->file.list[i];

		if (s->part != CUT_PART_JOB)
			continue;
		b->jobs[b->n_jobs++] = (struct cut_job){ .name = s->name,
			.title = sections_value(s, "title", s->name),
			.section = s,
			.line = s->line };
	}
	if (b->n_jobs > CUT_JOBS_MAX)
		told_add(told, b->file.path, b->jobs[CUT_JOBS_MAX].line,
		    "more than %d jobs", CUT_JOBS_MAX);
	for (size_t i = 0; i < b->n_jobs; i++)
		take(b, &b->jobs[i], told);
}
