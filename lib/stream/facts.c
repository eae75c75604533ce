#include "stream/facts.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/mem.h"
#include "stream/line/line_digest.h"
#include "text/tsv.h"

static struct facts_file *
add(struct facts_file **list, const char *role, const char *name)
{
	struct facts_file *f = mem_zeroed(1, sizeof *f);

	while (*list)
		list = &(*list)->next;
	*list = f;
	f->role = role ? role : FACTS_READ;
	f->name = mem_dup(span_str(name));
	return f;
}

struct facts_file *
facts_input_by_name(struct facts *all, const char *role, const char *name)
{
	bool is_stdin = !name || !strcmp(name, "-");

	return all ? add(&all->inputs, role, is_stdin ? "stdin" : name) : NULL;
}

struct facts_file *
facts_output_by_name(struct facts *all, const char *role, const char *name)
{
	return all ? add(&all->outputs, role ? role : FACTS_WRITTEN, name)
		   : NULL;
}

struct facts_file *
facts_input(
    struct facts *all, const char *role, const char *name, struct input *in)
{
	struct facts_file *f = facts_input_by_name(all, role, name);

	if (f)
		digest_cover_to(in, &f->digest, !all->is_undigested);
	return f;
}

void
facts_call(struct facts_file *f, const char *name)
{
	if (!f)
		return;
	free(f->name);
	f->name = mem_dup(span_str(name));
}

static void
see(void *arg, struct span bytes)
{
	struct facts_file *f = arg;

	if (f->sum)
		digest_add(f->sum, bytes);
	f->digest.bytes += bytes.len;
}

struct facts_file *
facts_output(
    struct facts *all, const char *role, const char *path, struct output *out)
{
	struct facts_file *f;

	if (!all)
		return NULL;
	f = add(&all->outputs, role, output_is_stdout(path) ? "stdout" : path);
	if (!all->is_undigested)
		f->sum = digest_begin();
	output_watch(out, see, f);
	return f;
}

void
facts_total(struct facts_file *f, const struct total *t)
{
	struct err ignored; /* it is not too large, being there */

	if (!f)
		return;
	total_free(&f->total);
	total_merge(&f->total, t, &ignored);
	f->totalled = true;
}

void
facts_lines(struct facts_file *f, uint64_t digest)
{
	if (!f)
		return;
	f->lines = digest;
	f->digested = true;
}

void
facts_sums(struct facts *all, const char *name, const struct total *t)
{
	struct facts_file *f = all ? add(&all->sums, name, "") : NULL;

	if (f)
		f->digest.known = true;
	facts_total(f, t);
}

void
facts_written(struct facts_file *f)
{
	if (!f)
		return;
	if (f->sum)
		digest_end(f->sum, f->digest.hex);
	f->digest.known = true;
	f->sum = NULL;
}

void
facts_count(struct facts *all, const char *name, uint64_t n, const char *text)
{
	size_t i = 0;

	if (!all)
		return;
	while (i < all->n && strcmp(all->counts[i].name, name))
		i++;
	if (i == all->n) {
		all->counts = mem_grow(
		    all->counts, &all->cap, i + 1, sizeof *all->counts);
		all->counts[all->n++] = (struct facts_count){
			.name = mem_dup(span_str(name)),
			.text = text ? mem_dup(span_str(text)) : NULL,
		};
	}
	all->counts[i].n += n;
}

int
facts_check(const struct facts *all, struct err *e)
{
	for (const struct facts_file *f = all->inputs; f; f = f->next)
		if (!f->digest.known) {
			err_set(e, ST_BROKEN,
			    "was not read to its end: the facts of it are not "
			    "known");
			return err_at(e, f->name, 0);
		}
	return 0;
}

/* What a #total line has behind its first field. */
static void
format_total(struct buf *b, const struct facts_file *f)
{
	static const struct span begin = SPAN("#total\t");
	struct buf line = { 0 };

	total_format(&line, &f->total);
	buf_add(
	    b, (struct span){ line.p + begin.len, line.len - begin.len - 1 });
	if (f->digested) {
		buf_byte(b, '\t');
		line_digest_format(b, f->lines);
	}
	buf_free(&line);
}

static void
format_file(struct buf *b, const char *what, const struct facts_file *f)
{
	buf_printf(b, "%s\t%s\t", what, f->role);
	tsv_escape(b, span_str(f->name));
	if (f->digest.known)
		buf_printf(
		    b, "\t%" PRIu64 "\t%s", f->digest.bytes, f->digest.hex);
	else
		buf_str(b, "\t-\t-");
	if (f->totalled && f->digest.known) {
		buf_byte(b, '\t');
		format_total(b, f);
	}
	buf_byte(b, '\n');
}

void
facts_format_files(const struct facts *all, struct buf *b)
{
	for (const struct facts_file *f = all->inputs; f; f = f->next)
		format_file(b, "input", f);
	for (const struct facts_file *f = all->outputs; f; f = f->next)
		format_file(b, "output", f);
}

/* Fields NAME=VALUE become lines ROLE.NAME<TAB>VALUE. */
static void
format_sums(struct buf *b, const struct facts_file *of)
{
	struct buf fields = { 0 };
	struct span rest, f;

	format_total(&fields, of);
	rest = buf_span(&fields);
	while (tsv_next(&rest, &f)) {
		const char *eq = memchr(f.p, '=', f.len);
		size_t name = (size_t)(eq - f.p);

		buf_printf(b, "%s.%.*s\t%.*s\n", of->role, (int)name, f.p,
		    (int)(f.len - name - 1), eq + 1);
	}
	buf_free(&fields);
}

static bool
counts(const struct facts_file *f, const char *role)
{
	return f->totalled && f->digest.known && !strcmp(f->role, role);
}

/* The first of a list that counts under that role. */
static const struct facts_file *
first_of(const struct facts_file *list, const char *role)
{
	while (list && !counts(list, role))
		list = list->next;
	return list;
}

/* The sums of each role, where its first file stands. */
static int
format_roles(struct buf *b, const struct facts_file *list, struct err *e)
{
	for (const struct facts_file *f = list; f; f = f->next) {
		const struct facts_file *g = f;
		struct facts_file all = { .role = f->role, .digested = true };
		int r = 0;

		if (first_of(list, f->role) != f)
			continue;
		for (; g && r == 0; g = first_of(g->next, f->role)) {
			r = total_merge(&all.total, &g->total, e);
			all.lines += g->lines;
			all.digested &= g->digested;
		}
		if (r == 0)
			format_sums(b, &all);
		total_free(&all.total);
		if (r)
			return -1;
	}
	return 0;
}

static void
format_count(struct buf *b, const struct facts_count *c)
{
	buf_printf(b, "%s\t%" PRIu64, c->name, c->n);
	if (c->text) {
		buf_byte(b, '\t');
		tsv_escape(b, span_str(c->text));
	}
	buf_byte(b, '\n');
}

int
facts_format_counts(const struct facts *all, struct buf *b, struct err *e)
{
	if (format_roles(b, all->inputs, e) || format_roles(b, all->outputs, e))
		return -1;
	for (const struct facts_file *f = all->sums; f; f = f->next)
		format_sums(b, f);
	for (size_t i = 0; i < all->n; i++)
		format_count(b, &all->counts[i]);
	return 0;
}

static void
free_files(struct facts_file *f)
{
	while (f) {
		struct facts_file *next = f->next;

		if (f->sum)
			digest_drop(f->sum);
		total_free(&f->total);
		free(f->name);
		free(f);
		f = next;
	}
}

void
facts_free(struct facts *all)
{
	free_files(all->inputs);
	free_files(all->outputs);
	free_files(all->sums);
	for (size_t i = 0; i < all->n; i++) {
		free(all->counts[i].name);
		free(all->counts[i].text);
	}
	free(all->counts);
	*all = (struct facts){ 0 };
}
