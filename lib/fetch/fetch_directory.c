#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "fetch/fetch.h"
#include "fetch/whole.h"
#include "net/curl/url_edit.h"

/* A file of the directory. */
struct member {
	struct buf url, file, done, digest; /* owned */
	struct fetch_place place;
};

static bool
ends(struct span name, const char *suffix)
{
	size_t n = suffix ? strlen(suffix) : 0;

	return n && !strstr(suffix, "://") && name.len >= n &&
	    !memcmp(name.p + name.len - n, suffix, n);
}

/* Is it wanted? A name that could lead elsewhere is not one of a file. */
static bool
is_wanted(const struct fetch_plan *p, struct span s)
{
	char *name = mem_dup(s);
	bool wanted = s.len && s.p[0] != '.' && strlen(name) == s.len &&
	    !strchr(name, '/') && !ends(s, p->done_suffix) &&
	    !ends(s, p->digest_suffix) &&
	    fnmatch(p->match_glob, name, FNM_PERIOD) == 0;

	free(name);
	return wanted;
}

static int
list_here(const char *url, struct names *names, struct err *e)
{
	struct buf path = { 0 };
	struct dirent *entry;
	struct stat st;
	DIR *d = NULL;

	if (url_path(&path, url))
		d = opendir(path.p);
	if (!d)
		err_sys(e, errno == ENOENT ? ST_AGAIN : ST_FAIL, "%s", url);
	while (d && (entry = readdir(d)))
		if (fstatat(dirfd(d), entry->d_name, &st, 0) ||
		    S_ISREG(st.st_mode)) /* or will be told */
			names_add(names, span_str(entry->d_name));
	buf_free(&path);
	if (!d)
		return -1;
	closedir(d);
	return 0;
}

static int
by_bytes(const void *a, const void *b)
{
	return span_cmp(*(const struct span *)a, *(const struct span *)b);
}

static int
list(struct fetch *f, struct names *names, struct err *e)
{
	const char *url = f->plan->place.url;
	int r = url_is(url, "file") ? list_here(url, names, e)
				    : transfer_list(f->net, url, names, e);

	if (r == 0)
		qsort(names->list, names->n, sizeof *names->list, by_bytes);
	return r;
}

static void
make_member(struct member *m, const struct fetch_plan *p, struct span name)
{
	char *s = mem_dup(name);

	*m = (struct member){ 0 };
	url_with_suffix(&m->url, p->place.url, s);
	buf_printf(&m->file, "%s/%s", p->place.file, s);
	buf_byte(&m->file, '\0');
	if (p->done_suffix)
		fetch_plan_beside(&m->done, m->url.p, p->done_suffix);
	if (p->digest_suffix)
		fetch_plan_beside(&m->digest, m->url.p, p->digest_suffix);
	m->place = (struct fetch_place){ .url = m->url.p,
		.file = m->file.p,
		.name = m->file.p + strlen(p->place.file) + 1,
		.done = m->done.p,
		.digest = m->digest.p };
	free(s);
}

static void
free_member(struct member *m)
{
	buf_free(&m->url);
	buf_free(&m->file);
	buf_free(&m->done);
	buf_free(&m->digest);
}

/* Has the file here the digest that the bill has? */
static bool
has_digest(struct fetch *f, const struct fetch_place *a)
{
	int fd = a->digest ? open(a->file, O_RDONLY | O_CLOEXEC) : -1;
	struct file_sums sums;
	struct err e;
	bool has = fd >= 0 && file_sums_of(&sums, fd, a->file, &e) == 0 &&
	    whole_digest(f, a, &sums, &e) == 0;

	if (fd >= 0)
		close(fd);
	return has || !a->digest;
}

/* Is it here already, of the size and the time that it has there? */
static bool
is_here(struct fetch *f, const struct fetch_place *a)
{
	struct transfer_mark was = { 0 }, now;
	struct transfer_wish w = { .url = a->url, .was = &was, .look = true };
	struct stat st;
	struct err e;

	if (stat(a->file, &st) || !S_ISREG(st.st_mode) || st.st_size == 0)
		return false;
	was.size = w.from = st.st_size;
	was.mtime = st.st_mtime;
	return transfer_run(f->net, &w, &now, &e) == TRANSFER_WHOLE &&
	    has_digest(f, a);
}

static int
fetch_member(struct fetch *f, const struct fetch_place *a, struct err *e)
{
	struct file_sums sums;
	struct partial p;

	if (is_here(f, a)) {
		fetch_note_same(f, a);
		return 0;
	}
	if (fetch_begin(f, a, &p, e))
		return -1;
	if (fetch_try(f, a, &p, &sums, e) == 0)
		return fetch_settle(f, a, &p, &sums, e);
	fetch_give_up(f, a, &p, e);
	return -1;
}

/* How much trouble a status is. */
static int
weight(enum status s)
{
	return s == ST_FAIL ? 3 : s == ST_DATA ? 2 : s == ST_AGAIN ? 1 : 4;
}

/* A walk over all that are wanted and did not come before. */
struct walk {
	struct names came;
	size_t wanted, lacking;
	struct buf told; /* a line for each that did not come, and a NUL */
	struct err worst;
};

static void
visit(struct fetch *f, struct walk *w, struct span name)
{
	struct member m;
	struct err e;

	w->wanted++;
	if (names_find(&w->came, name) >= 0)
		return;
	make_member(&m, f->plan, name);
	if (fetch_member(f, &m.place, &e) == 0) {
		names_add(&w->came, name);
	} else {
		if (w->lacking++ == 0 ||
		    weight(e.status) > weight(w->worst.status))
			w->worst = e;
		buf_str(&w->told, e.text);
		buf_byte(&w->told, '\0');
	}
	free_member(&m);
}

static int
walk(struct fetch *f, struct walk *w, struct err *e)
{
	struct names names = { 0 };
	int r = list(f, &names, e);

	w->wanted = w->lacking = 0;
	buf_clear(&w->told);
	for (size_t i = 0; i < names.n && r == 0; i++)
		if (is_wanted(f->plan, names.list[i]))
			visit(f, w, names.list[i]);
	names_free(&names);
	if (r == 0 && w->wanted == 0)
		return err_set(e, ST_AGAIN, "%s: no file there matches %s yet",
		    f->plan->place.url, f->plan->match_glob);
	if (w->lacking)
		*e = w->worst;
	if (w->lacking > 1)
		err_set(e, w->worst.status, "%s: %zu of %zu files did not come",
		    f->plan->place.url, w->lacking, w->wanted);
	return r || w->lacking ? -1 : 0;
}

/* Each that did not come, where the error says only how many. */
static void
tell(const struct fetch *f, const struct walk *w)
{
	const char *p = w->told.p, *end = p + w->told.len;

	for (; w->lacking > 1 && p < end; p += strlen(p) + 1)
		f->say(p);
}

int
fetch_directory(struct fetch *f, struct err *e)
{
	struct walk w = { 0 };
	const char *dir = f->plan->place.file;
	struct stat st;
	int64_t wait = 0;
	unsigned n = 0;
	int r;

	if (stat(dir, &st))
		return err_sys(e, ST_FAIL, "%s", dir);
	if (!S_ISDIR(st.st_mode))
		return err_set(e, ST_FAIL, "%s: is no directory", dir);
	do {
		r = walk(f, &w, e);
		n++;
	} while (r && fetch_again(f, n, &wait, e));
	if (r)
		tell(f, &w);
	names_free(&w.came);
	buf_free(&w.told);
	return r;
}
