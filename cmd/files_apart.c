#include "files_apart.h"

#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/mem.h"
#include "failed.h"
#include "io/output.h"

void
files_apart_note(
    struct program *p, const struct option_row *row, const char *path)
{
	size_t i = 0;

	while (i < p->n_files && strcmp(p->files[i].option, row->name))
		i++;
	if (i == p->n_files) {
		p->files =
		    mem_grow(p->files, &p->cap_files, i + 1, sizeof *p->files);
		p->n_files++;
	}
	p->files[i] = (struct program_file){ row->name, path, row->file };
}

enum { LINKS_MAX = 40 }; /* that are followed, as by Linux */

/* A file as the system knows it. */
struct known {
	const char *option; /* NULL: standard output or an operand */
	const char *path;
	enum option_file is;
	char *real; /* owned: the path without links, or NULL */
	struct stat st;
	bool there;
};

/* Goes down to a name, or up. */
static void
step(struct buf *real, struct span name)
{
	if (name.len == 0 || span_eq(name, SPAN(".")))
		return;
	if (!span_eq(name, SPAN(".."))) {
		buf_byte(real, '/');
		buf_add(real, name);
		return;
	}
	while (real->len && real->p[--real->len] != '/')
		;
}

/* Where a link leads; false for what is none. */
static bool
read_link(struct buf *real, struct buf *to)
{
	char target[PATH_MAX];
	ssize_t n;

	buf_byte(real, '\0');
	n = readlink(real->p, target, sizeof target);
	real->len--;
	if (n <= 0)
		return false;
	to->len = 0;
	buf_add(to, (struct span){ target, (size_t)n });
	return true;
}

/* The path without links, as realpath(3) has it, but also of what is not there
 * yet, at whatever depth: a directory of state is made before an output in it
 * is opened. The caller frees; NULL where the way here is not known. */
static char *
resolve(const char *path)
{
	struct buf real = { 0 }, todo = { 0 }, next = { 0 };
	char here[PATH_MAX] = "/";
	unsigned links = 0;
	size_t at = 0;

	if (path[0] != '/' && !getcwd(here, sizeof here))
		return NULL;
	if (strcmp(here, "/"))
		buf_str(&real, here);
	buf_str(&todo, path);
	while (at < todo.len) {
		struct span rest = { todo.p + at, todo.len - at }, name = rest;
		const char *slash = memchr(rest.p, '/', rest.len);
		size_t was = real.len;
		struct buf done;

		if (slash)
			name.len = (size_t)(slash - rest.p);
		at += name.len + (slash ? 1 : 0);
		step(&real, name);
		if (links == LINKS_MAX || !read_link(&real, &next))
			continue;
		links++;
		real.len = next.p[0] == '/' ? 0 : was;
		buf_byte(&next, '/');
		buf_add(&next, (struct span){ todo.p + at, todo.len - at });
		done = todo;
		todo = next;
		next = done;
		at = 0;
	}
	buf_byte(&real, '\0');
	buf_free(&todo);
	buf_free(&next);
	return real.p;
}

static struct known
know(const char *option, const char *path, enum option_file is)
{
	struct known k = { option, path, is, .real = resolve(path) };

	k.there = stat(path, &k.st) == 0;
	return k;
}

/* The one that is open already. */
static struct known
know_open(int fd, const char *path, enum option_file is)
{
	struct known k = { .path = path, .is = is };

	k.there = fstat(fd, &k.st) == 0;
	return k;
}

static bool
is_one(const struct known *a, const struct known *b)
{
	if (a->there && b->there)
		return S_ISREG(a->st.st_mode) && a->st.st_dev == b->st.st_dev &&
		    a->st.st_ino == b->st.st_ino;
	return a->there == b->there && a->real && b->real &&
	    !strcmp(a->real, b->real);
}

/* Does the file lie in the directory, at whatever depth? */
static bool
lies_in(const struct known *file, const struct known *dir)
{
	size_t n = dir->real ? strlen(dir->real) : 0;

	return n && file->real && !strncmp(file->real, dir->real, n) &&
	    file->real[n] == '/' && (!file->there || S_ISREG(file->st.st_mode));
}

static void
put_name(struct buf *b, const struct known *k)
{
	if (k->option)
		buf_printf(b, "--%s", k->option);
	else if (k->is == OPTION_FILE_OUT)
		buf_str(b, k->path);
	else
		buf_printf(b, "the input %s", excerpt(span_str(k->path)).s);
}

static _Noreturn void
refuse(const struct known *a, const struct known *b, const char *what)
{
	struct buf text = { 0 };

	if (!a->option)
		failed_keep_off(); /* #failed does not go into an input */
	put_name(&text, a);
	buf_str(&text, what);
	put_name(&text, b);
	if (b->is != OPTION_FILE_STATE)
		buf_str(&text, " are the same file");
	buf_byte(&text, '\0');
	messages_bad_usage(text.p);
}

static void
check_output(const struct known *all, size_t n, size_t i, bool in_place)
{
	const struct known *out = &all[i];

	for (size_t k = 0; k < n; k++) {
		bool is_output = all[k].is == OPTION_FILE_OUT;

		if (k == i || (is_output && k < i))
			continue;
		if (all[k].is == OPTION_FILE_STATE) {
			if (lies_in(out, &all[k]))
				refuse(
				    out, &all[k], " is in the directory of ");
			continue;
		}
		if (in_place && !is_output && !all[k].option && out->option &&
		    !strcmp(out->option, "output"))
			continue;
		if (is_one(out, &all[k]))
			refuse(out, &all[k], " and ");
	}
}

/* All of them, outputs first; standard output stands for itself where the
 * shell has made it a file. */
static size_t
list(const struct program *p, struct known *all)
{
	size_t n = 0;

	if (output_is_stdout(p->output))
		all[n++] = know_open(
		    STDOUT_FILENO, "standard output", OPTION_FILE_OUT);
	for (size_t i = 0; i < p->n_files; i++) {
		const struct program_file *f = &p->files[i];

		if (f->is != OPTION_FILE_OUT || !output_is_stdout(f->path))
			all[n++] = know(f->option, f->path, f->is);
	}
	for (int i = 0; i < p->n_operands; i++)
		all[n++] = strcmp(p->operands[i], "-")
		    ? know(NULL, p->operands[i], OPTION_FILE_IN)
		    : know_open(STDIN_FILENO, "stdin", OPTION_FILE_IN);
	if (p->values_name) {
		all[n] = know(NULL, p->values_name, OPTION_FILE_OUT);
		all[n++].path = "RECON_OUT";
	}
	if (p->profile.path)
		all[n++] = know("profile", p->profile.path, OPTION_FILE_IN);
	return n;
}

void
files_apart_check(const struct program *p)
{
	size_t most = p->n_files + (size_t)p->n_operands + 3, n;
	struct known *all = mem_zeroed(most, sizeof *all);

	n = list(p, all);
	for (size_t i = 0; i < n; i++)
		if (all[i].is == OPTION_FILE_OUT)
			check_output(all, n, i, p->in_place);
	for (size_t i = 0; i < n; i++)
		free(all[i].real);
	free(all);
}
