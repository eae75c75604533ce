#define _GNU_SOURCE /* memmem */
#include "explain/try_profiles.h"

#include <dirent.h>
#include <stdlib.h>

#include "clean/clean_options.h"
#include "base/mem.h"
#include "io/profile.h"

struct span
tried_profiles_name(const char *path)
{
	const char *slash = strrchr(path, '/');
	struct span s = span_str(slash ? slash + 1 : path);

	if (s.len > 4 && !memcmp(s.p + s.len - 4, ".ini", 4))
		s.len -= 4;
	return s;
}

/* Fills c as recon-clean -p would; -1 for a profile it would refuse. */
static int
take_profile(struct clean *c, const struct profile *p, struct err *e)
{
	clean_init(c);
	for (size_t i = 0; i < p->n; i++)
		if (!strcmp(p->entries[i].section, "recon-clean") &&
		    clean_take(c, p->entries[i].key, p->entries[i].value, e))
			return -1;
	return clean_settle(c, false, e);
}

static size_t
count_named(const struct clean *c)
{
	return c->layout.header.n + c->layout.expect.n;
}

static void
add_near(struct tried_profiles *r, const struct clean *c, const char *path,
    const struct err *e)
{
	if (r->near && count_named(c) <= r->near_named)
		return;
	free(r->near);
	r->near = mem_dup(span_str(path));
	r->near_named = count_named(c);
	r->why = *e;
}

static void
add_other(struct tried_profiles *r, const char *path)
{
	buf_str(&r->others, ", ");
	buf_add(&r->others, tried_profiles_name(path));
}

/* Is it the best so far? */
static bool
add_fit(struct tried_profiles *r, const struct clean *c, const char *path)
{
	if (r->path && count_named(c) <= r->named) {
		add_other(r, path);
		return false;
	}
	if (r->path)
		add_other(r, r->path);
	free(r->path);
	r->path = mem_dup(span_str(path));
	r->named = count_named(c);
	r->rows = c->counts.out;
	return true;
}

/* One that refuses the bill, and names more of its columns than those that
 * read it, is what the bill was meant for. */
static void
choose(struct tried_profiles *r)
{
	if (r->near && r->path && r->near_named > r->named) {
		add_other(r, r->path);
		free(r->path);
		r->path = NULL;
	} else if (r->near && r->path) {
		free(r->near);
		r->near = NULL;
	}
}

static bool
has_names(struct span text, const struct names *names)
{
	for (size_t i = 0; i < names->n; i++)
		if (!memmem(
			text.p, text.len, names->list[i].p, names->list[i].len))
			return false;
	return true;
}

/* A profile that asks for no column and knows no format reads anything. */
static bool
may_fit(const struct clean *c, const struct try_profiles_rules *rules)
{
	const struct layout *l = &c->layout;

	if (l->format.kind == FORMAT_FIXED)
		return true;
	if (!format_has_lines(l->format.kind))
		return l->format.kind == rules->kind;
	return l->names.n ||
	    (l->header.n && has_names(rules->head, &l->header));
}

/* One whose header was found, and that then fails, is near. */
static void
try_profile(struct tried_profiles *r, struct clean *c,
    const struct try_profiles_rules *rules, const char *path)
{
	struct err e;

	struct layout *l = &c->layout;
	bool as_sheet =
	    rules->kind == FORMAT_XLSX && l->format.kind == FORMAT_CSV;

	if (as_sheet)
		l->format.kind = FORMAT_XLSX;
	if (as_sheet && rules->sheet)
		l->format.sheet = rules->sheet;
	if (!l->entry)
		l->entry = rules->entry;
	if (!may_fit(c, rules))
		return;
	if (clean_bill(c, rules->bill, &e) == 0) {
		if (c->counts.out && add_fit(r, c, path))
			r->as_sheet = as_sheet;
	} else if (c->wrote_header && l->header.n) {
		add_near(r, c, path, &e);
	}
}

static void
try_path(struct tried_profiles *r, const struct try_profiles_rules *rules,
    const char *path)
{
	struct stream_out out;
	struct rejects rejects = { .wanted = false };
	struct clean c = { .out = &out, .rejects = &rejects };
	struct profile p;
	struct err e;

	if (profile_load(&p, path, NULL, &e))
		return;
	if (stream_create(&out, "/dev/null", STREAM_TABLE, true, &e) == 0) {
		if (take_profile(&c, &p, &e) == 0)
			try_profile(r, &c, rules, path);
		stream_abandon(&out);
	}
	clean_free(&c);
	profile_free(&p);
}

static int
is_profile(const struct dirent *d)
{
	size_t n = strlen(d->d_name);

	return d->d_name[0] != '.' && n > 4 &&
	    !strcmp(d->d_name + n - 4, ".ini");
}

/* Every profile of a directory, in the order of their names. */
static void
try_dir(struct tried_profiles *r, const struct try_profiles_rules *rules,
    struct span dir)
{
	char *name = mem_dup(dir);
	struct dirent **list;
	int n = scandir(name, &list, is_profile, alphasort);
	struct buf path = { 0 };

	for (int i = 0; i < n; i++) {
		buf_clear(&path);
		buf_printf(&path, "%s/%s%c", name, list[i]->d_name, '\0');
		try_path(r, rules, path.p);
		free(list[i]);
	}
	if (n >= 0)
		free(list);
	buf_free(&path);
	free(name);
}

void
try_profiles_bill(
    struct tried_profiles *r, const struct try_profiles_rules *rules)
{
	const char *dirs = getenv("RECON_PROFILES");

	*r = (struct tried_profiles){ 0 };
	while (dirs && *dirs) {
		size_t n = strcspn(dirs, ":");

		if (n)
			try_dir(r, rules, (struct span){ dirs, n });
		dirs += n + (dirs[n] == ':');
	}
	if (rules->installed)
		try_dir(r, rules, span_str(rules->installed));
	choose(r);
}

void
tried_profiles_refused(struct tried_profiles *r, const struct err *e)
{
	free(r->near);
	r->near = r->path;
	r->near_named = r->named;
	r->path = NULL;
	r->why = *e;
}

void
tried_profiles_free(struct tried_profiles *r)
{
	free(r->path);
	buf_free(&r->others);
	free(r->near);
}
