/*
 * sim_files: files of a simulated world, and flows made by chance.
 */
#ifndef SIM_FILES_H
#define SIM_FILES_H

#include <errno.h>

#include "simulation/sim.h"

static int
sim_read(struct world *world, const char *path, bool trusted, struct buf *b,
    struct err *e)
{
	struct sim *s = sim_of(world);

	(void)trusted;
	for (size_t i = 0; i < s->n_files; i++) {
		const struct sim_file *f = &s->files[i];

		if (strcmp(f->path, path) || !f->there)
			continue;
		buf_str(b, f->broken ? "[node\n" : f->text);
		return 0;
	}
	errno = ENOENT;
	return err_set(e, ST_FAIL, "%s: there is no such file", path);
}

static int
sim_list(struct world *world, const char *dir, const char *end,
    struct names *names, struct err *e)
{
	struct sim *s = sim_of(world);

	(void)dir;
	(void)e;
	for (size_t i = 0; i < s->n_files; i++) {
		const char *name = strrchr(s->files[i].path, '/') + 1;

		if (s->files[i].there && strstr(name, end))
			names_add(names, span_str(name));
	}
	return 0;
}

/* Directories of attempts are not there; those of pruned runs are gone. */
static int
sim_remove(struct world *world, const char *dir, struct err *e)
{
	(void)e;
	if (!sim_of(world)->dead)
		sim_log(sim_of(world), "remove %s", dir);
	return 0;
}

static void
sim_file(struct sim *s, const char *name, struct buf *text)
{
	struct buf path = { 0 };

	buf_printf(&path, "%s/%s", s->dir, name);
	s->files =
	    mem_grow(s->files, &s->cap_files, s->n_files + 1, sizeof *s->files);
	s->files[s->n_files++] = (struct sim_file){ mem_dup(buf_span(&path)),
		mem_dup(buf_span(text)), true, false };
	buf_free(&path);
	buf_clear(text);
}

static void
sim_edges(struct sim *s, struct buf *b, unsigned node)
{
	static const char *const joins[] = { "all", "some", "any" };
	unsigned n = node ? sim_chance(s, 3) : 0;
	bool used[16] = { false };

	for (unsigned i = 0; i < n; i++) {
		unsigned p = sim_chance(s, node);

		if (used[p])
			continue;
		used[p] = true;
		buf_printf(b, "after = n%u", p);
		if (sim_chance(s, 4) == 0)
			buf_printf(b, " if n%u.status = %s", p,
			    sim_chance(s, 2) ? "done" : "failed");
		buf_byte(b, '\n');
	}
	if (n > 1 && sim_chance(s, 2))
		buf_printf(b, "join = %s\n", joins[sim_chance(s, 3)]);
}

static void
sim_tries(struct sim *s, struct buf *b, bool process)
{
	if (sim_chance(s, 2))
		buf_printf(b, "retry = %u\nbackoff = %us x2 max 10m\n",
		    1 + sim_chance(s, 3), 1 + sim_chance(s, 90));
	if (sim_chance(s, 3) == 0)
		buf_printf(b, "every = %us\ntimes = %u\n",
		    1 + sim_chance(s, 600), 1 + sim_chance(s, 4));
	if (sim_chance(s, 2))
		buf_printf(b, "timeout = %us\n", 1 + sim_chance(s, 120));
	if (process && sim_chance(s, 3) == 0)
		buf_str(b,
		    sim_chance(s, 2) ? "idempotent = yes\n"
				     : "idempotent = yes\naway = 2m\n");
	if (process && sim_chance(s, 4) == 0)
		buf_str(b, "out = total int\n");
	if (sim_chance(s, 2))
		buf_printf(b, "class = c%u\n", sim_chance(s, 2));
	if (sim_chance(s, 2))
		buf_str(b, "give-up = fail\n");
}

/* sub: it may run another. */
static void
sim_node(struct sim *s, struct buf *b, unsigned node, bool sub)
{
	unsigned kind = sim_chance(s, sub ? 12 : 9);

	buf_printf(b, "[node n%u]\n", node);
	if (kind < 4) {
		buf_str(b, "run = work {key}\n");
		sim_tries(s, b, true);
	} else if (kind == 4) {
		buf_str(b, "sh = work \"$RECON_P_KEY\"\n");
		sim_tries(s, b, true);
	} else if (kind < 7) {
		buf_str(b, "send = robot\ntext = about {key}\n");
		sim_tries(s, b, false);
	} else if (kind == 7) {
		buf_printf(b, "delay = %us\n", sim_chance(s, 300));
	} else if (kind == 8) {
		buf_str(b,
		    sim_chance(s, 3) ? "approve = finance\n"
				     : "run = work\napprove = finance\n");
	} else {
		buf_str(b, "flow = sub.flow\n");
		if (sim_chance(s, 2))
			buf_str(b,
			    "for-each = lines.txt\n"
			    "param key = {line.2}\n");
		else
			buf_str(b, "param key = {key}\n");
		if (sim_chance(s, 2))
			buf_str(b, "class = c1\n");
		if (sim_chance(s, 2))
			buf_str(b, "give-up = fail\n");
	}
	if (kind < 7 && sim_chance(s, 5) == 0)
		buf_str(b, "when-run = look {key}\n");
	if (kind != 7 && sim_chance(s, 6) == 0)
		buf_printf(b, "delay = %us\n", 1 + sim_chance(s, 60));
	sim_edges(s, b, node);
}

static void
sim_flow(struct sim *s, const char *name, bool sub)
{
	static const char *const catch[] = { "none", "last", "all max 3" };
	static const char *const overlap[] = { "wait", "skip", "run" };
	struct buf b = { 0 };
	unsigned n = 1 + sim_chance(s, 6);

	buf_str(&b,
	    "[flow]\ntitle = one\n[param key]\ntype = word\n"
	    "default = none\n[alarm]\nsend = robot\nsend = other\n");
	for (unsigned i = 0; i < n; i++)
		sim_node(s, &b, i, sub);
	if (sub && sim_chance(s, 2))
		buf_printf(&b,
		    "[schedule s]\nat = 00:10, 06:00, 12:30, 18:45\n"
		    "zone = %s\ncatch-up = %s\noverlap = %s\ngrace = 5m\n"
		    "done-by = 20:00\n",
		    sim_chance(s, 2) ? "UTC" : "Europe/Berlin",
		    catch[sim_chance(s, 3)], overlap[sim_chance(s, 3)]);
	sim_file(s, name, &b);
	buf_free(&b);
}

static void
sim_flows(struct sim *s)
{
	struct buf b = { 0 };

	sim_flow(s, "main0.flow", true);
	sim_flow(s, "main1.flow", true);
	sim_flow(s, "main2.flow", true);
	sim_flow(s, "sub.flow", false);
	for (unsigned i = 0, n = sim_chance(s, 5); i < n; i++)
		buf_printf(&b, "item%u\tvalue%u\n", i, i);
	if (sim_chance(s, 5) == 0)
		buf_str(&b, "item0\tagain\n");
	buf_byte(&b, '\n');
	b.len--;
	if (b.len == 0)
		buf_str(&b, "one\tvalue\n");
	sim_file(s, "lines.txt", &b);
	buf_str(&b, "[ping]\nsend = life\nevery = 1h\n[alarm]\nsend = other\n");
	sim_file(s, "runner.ini", &b);
	buf_free(&b);
}

#endif
