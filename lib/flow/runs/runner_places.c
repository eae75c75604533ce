#include "flow/runs/runner_places.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/mem.h"

struct runner_class *
runner_class_of(struct runner_places *p, const char *name)
{
	struct runner_class **at = &p->classes, *c;

	while ((c = *at) && strcmp(c->name, name))
		at = &c->next;
	if (!c) {
		c = *at = mem_zeroed(1, sizeof *c);
		c->name = mem_dup(span_str(name));
		c->limit = -1;
		c->freed = 1;
		c->own = *name == '\0' || strchr(name, ' ');
	}
	return c;
}

struct runner_lane *
runner_lane_of(struct runner_places *p, const char *class, const char *lane)
{
	struct runner_class *c = runner_class_of(p, class);
	struct runner_lane **at = &c->lanes, *l;

	while ((l = *at) && strcmp(l->name, lane))
		at = &l->next;
	if (!l) {
		l = *at = mem_zeroed(1, sizeof *l);
		l->name = mem_dup(span_str(lane));
		l->of = c;
	}
	return l;
}

static void
free_read(struct flow_classes *c)
{
	if (c)
		flow_classes_free(c);
	free(c);
}

/* Classes are known by the first file that has them. */
static void
say_all(struct runner_places *p)
{
	for (struct runner_class *c = p->classes; c; c = c->next)
		c->said = NULL;
	for (size_t i = 0; i < p->n_dirs; i++)
		for (size_t k = 0; p->files[i] && k < p->files[i]->n; k++) {
			struct flow_class *of = &p->files[i]->list[k];
			struct runner_class *c = runner_class_of(p, of->name);

			if (!c->said)
				c->said = of;
		}
}

/* What was read before stays where it cannot be read now. */
static void
read_file(struct runner_places *p, size_t i, struct told *told)
{
	struct flow_classes *c = mem_zeroed(1, sizeof *c);
	struct buf path = { 0 };
	size_t before = told->n;
	struct err e;

	buf_str(&path, p->dirs[i]);
	buf_str(&path, "classes.ini");
	buf_byte(&path, '\0');
	if (access(path.p, F_OK) && errno == ENOENT) {
		free_read(p->files[i]);
		p->files[i] = NULL;
		free_read(c);
	} else if (flow_classes_read(c, path.p, told, &e)) {
		told_err(told, path.p, 0, &e);
		free_read(c);
	} else if (told->n > before) {
		free_read(c);
	} else {
		free_read(p->files[i]);
		p->files[i] = c;
	}
	buf_free(&path);
}

void
runner_places_learn(struct runner_places *p, struct span dir, struct told *told)
{
	for (size_t i = 0; i < p->n_dirs; i++)
		if (span_eq(dir, span_str(p->dirs[i])))
			return;
	p->dirs =
	    mem_grow(p->dirs, &p->cap_dirs, p->n_dirs + 1, sizeof *p->dirs);
	p->files =
	    mem_grow(p->files, &p->cap_files, p->n_dirs + 1, sizeof *p->files);
	p->dirs[p->n_dirs] = mem_dup(dir);
	p->files[p->n_dirs] = NULL;
	read_file(p, p->n_dirs++, told);
	say_all(p);
}

void
runner_places_again(struct runner_places *p, struct told *told)
{
	for (size_t i = 0; i < p->n_dirs; i++)
		read_file(p, i, told);
	say_all(p);
	runner_places_look(p);
}

/* What classes.ini says of that lane alone; 0: nothing. */
static size_t
said_of_lane(const struct runner_class *c, const char *lane)
{
	for (size_t i = 0; c->said && i < c->said->n_lanes; i++)
		if (!strcmp(c->said->lanes[i].name, lane))
			return c->said->lanes[i].limit;
	return 0;
}

static size_t
limit_of(const struct runner_class *c, const char *lane)
{
	size_t said = said_of_lane(c, lane);

	if (c->own)
		return strncmp(c->name, "send ", 5) ? SIZE_MAX
						    : RUNNER_EVENTS_MAX;
	if (c->limit >= 0)
		return (size_t)c->limit;
	return said ? said : c->said ? c->said->limit : 1;
}

bool
runner_class_is_broken(const struct runner_class *c)
{
	return c->open_until && c->said && c->said->breaker;
}

void
runner_lane_saw(struct runner_lane *l, bool is_event)
{
	*(is_event ? &l->events : &l->processes) = true;
}

bool
runner_lane_is_of_events(const struct runner_lane *l)
{
	return l->events && !l->processes;
}

size_t
runner_lane_room(const struct runner_lane *l, int64_t now)
{
	const struct runner_class *c = l->of;
	size_t limit = limit_of(c, l->name), taken = l->under_way;

	/* as many as the lane "broken" has, in whichever, until one goes well */
	if (strcmp(l->name, RUNNER_LANE_RUNS) && runner_class_is_broken(c)) {
		size_t broken = said_of_lane(c, "broken");

		if (now < c->open_until)
			return 0;
		limit = c->limit == 0 ? 0 : broken ? broken : 1;
		taken = c->under_way;
	}
	return limit == SIZE_MAX ? SIZE_MAX : limit > taken ? limit - taken : 0;
}

void
runner_class_keep(struct runner_class *c, const struct flow_store_class *from)
{
	free(c->who);
	free(c->why);
	c->limit = from->limit;
	c->who = from->who ? mem_dup(span_str(from->who)) : NULL;
	c->why = from->why ? mem_dup(span_str(from->why)) : NULL;
	c->at = from->at;
	c->open_until = from->open_until;
}

struct flow_store_class
runner_class_kept(const struct runner_class *c)
{
	return (struct flow_store_class){ c->name, c->limit, c->who, c->why,
		c->at, c->open_until };
}

void
runner_places_moved(struct runner_places *p, int64_t by)
{
	for (struct runner_class *c = p->classes; c; c = c->next)
		if (c->open_until)
			c->open_until += by;
}

void
runner_places_clear(struct runner_places *p)
{
	for (struct runner_class *c = p->classes; c; c = c->next) {
		c->under_way = 0;
		c->limit = -1;
		c->open_until = 0;
		for (struct runner_lane *l = c->lanes; l; l = l->next) {
			l->under_way = 0;
			l->backlog = false;
		}
	}
}

void
runner_places_freed(struct runner_places *p)
{
	for (struct runner_class *c = p->classes; c; c = c->next)
		c->freed++;
}

void
runner_places_look(struct runner_places *p)
{
	runner_places_freed(p);
	for (struct runner_class *c = p->classes; c; c = c->next)
		for (struct runner_lane *l = c->lanes; l; l = l->next)
			l->backlog = true;
}

void
runner_places_free(struct runner_places *p)
{
	struct runner_class *c;
	struct runner_lane *l;

	while ((c = p->classes)) {
		while ((l = c->lanes)) {
			c->lanes = l->next;
			free(l->name);
			free(l);
		}
		p->classes = c->next;
		free(c->who);
		free(c->why);
		free(c->name);
		free(c);
	}
	for (size_t i = 0; i < p->n_dirs; i++) {
		free_read(p->files[i]);
		free(p->dirs[i]);
	}
	free(p->files);
	free(p->dirs);
	*p = (struct runner_places){ 0 };
}
