#include "cut/flow/cut_flow_parts.h"

/* Is the extract of a system wanted as that side of some pair? */
static bool
is_side(const struct cut_book *b, size_t system, bool left)
{
	for (size_t i = 0; i < b->n_pairs; i++) {
		const struct cut_pair *p = &b->pairs[i];

		if (left ? p->from == system && !p->left
			 : p->to == system && !p->right)
			return true;
	}
	return false;
}

static void
write_begin(struct cut_flow_text *t)
{
	cut_flow_node(t, "begin", NULL, "the directory", "建目录");
	cut_flow_line(t, "after = seal");
	cut_flow_line(t, "run = mkdir -p %s", t->work);
	cut_flow_line(t, "idempotent = yes");
}

static void
write_extract(struct cut_flow_text *t, size_t system)
{
	const struct cut_system *s = &t->book->systems[system];
	bool left = is_side(t->book, system, true);
	bool right = is_side(t->book, system, false);
	struct buf name = { 0 };

	if (!left && !right)
		return;
	buf_printf(&name, "extract-%s%c", s->name, '\0');
	cut_flow_node(t, name.p, s->title, "extract", "抽取数据");
	cut_flow_line(t, "after = begin");
	buf_str(t->text, "run =");
	cut_flow_command(t, "extract");
	if (left)
		buf_printf(t->text, " --left %s/%s.left", t->work, s->name);
	if (right)
		buf_printf(t->text, " --right %s/%s.right", t->work, s->name);
	cut_flow_date_of(t, system);
	cut_flow_polls(t, t->book->stuck);
	buf_free(&name);
}

/* A side that has a command of its own. */
static void
write_own(struct cut_flow_text *t, const struct cut_pair *p, const char *side)
{
	const struct cut_system *from = &t->book->systems[p->from];
	const struct cut_system *to = &t->book->systems[p->to];
	bool left = side[0] == 'l';
	struct buf name = { 0 };

	if (left ? !p->left : !p->right)
		return;
	buf_printf(&name, "%s-%s-%s%c", side, from->name, to->name, '\0');
	cut_flow_node(
	    t, name.p, left ? from->title : to->title, "extract", "抽取数据");
	cut_flow_line(t, "after = begin");
	buf_str(t->text, "run =");
	cut_flow_command(t, "extract");
	buf_printf(t->text, " --of %s --%s %s/%s-%s.%s",
	    left ? to->name : from->name, side, t->work, from->name, to->name,
	    side);
	cut_flow_date_of(t, left ? p->from : p->to);
	cut_flow_polls(t, t->book->stuck);
	buf_free(&name);
}

/* The node that makes a side, or the file that it makes. */
static void
add_side(struct cut_flow_text *t, const struct cut_pair *p, const char *side,
    bool file)
{
	const char *from = t->book->systems[p->from].name;
	const char *to = t->book->systems[p->to].name;
	bool left = side[0] == 'l', own = (left ? p->left : p->right) != NULL;

	if (own && file)
		buf_printf(t->text, " %s/%s-%s.%s", t->work, from, to, side);
	else if (own)
		cut_flow_line(t, "after = %s-%s-%s", side, from, to);
	else if (file)
		buf_printf(
		    t->text, " %s/%s.%s", t->work, left ? from : to, side);
	else
		cut_flow_line(t, "after = extract-%s", left ? from : to);
}

static void
write_pair(struct cut_flow_text *t, const struct cut_pair *p)
{
	const struct cut_system *from = &t->book->systems[p->from];
	const struct cut_system *to = &t->book->systems[p->to];
	struct buf name = { 0 }, title = { 0 };

	write_own(t, p, "left");
	write_own(t, p, "right");
	buf_printf(&name, "verify-%s-%s%c", from->name, to->name, '\0');
	buf_printf(&title, "%s, %s%c", from->title, to->title, '\0');
	cut_flow_node(t, name.p, title.p, "verify", "核对");
	add_side(t, p, "left", false);
	add_side(t, p, "right", false);
	buf_str(t->text, "run = recon-join");
	if (p->options[0])
		buf_printf(t->text, " %s", p->options);
	buf_printf(t->text, " --facts %s/%s-%s.facts -o %s/%s-%s.results",
	    t->work, from->name, to->name, t->work, from->name, to->name);
	add_side(t, p, "left", true);
	add_side(t, p, "right", true);
	buf_byte(t->text, '\n');
	cut_flow_tries(t);
	buf_free(&name);
	buf_free(&title);
}

/* What a pair leaves: the node, or the facts. */
static void
add_pairs(struct cut_flow_text *t, bool facts)
{
	const struct cut_book *b = t->book;

	for (size_t i = 0; i < b->n_pairs; i++) {
		const char *from = b->systems[b->pairs[i].from].name;
		const char *to = b->systems[b->pairs[i].to].name;

		if (facts)
			buf_printf(
			    t->text, " %s/%s-%s.facts", t->work, from, to);
		else
			cut_flow_line(t, "after = verify-%s-%s", from, to);
	}
}

static void
write_tie(struct cut_flow_text *t)
{
	cut_flow_node(t, "tie", NULL, "tie the date", "核对结论");
	add_pairs(t, false);
	cut_flow_after(t, CUT_STEP_TIE,
	    t->book->n_pairs ? CUT_STEP_SEAL : cut_steps_n(t->book));
	buf_str(t->text, "run =");
	cut_flow_command(t, "tie");
	cut_flow_book(t);
	buf_printf(t->text, " %s", t->date);
	add_pairs(t, true);
	buf_byte(t->text, '\n');
	cut_flow_polls(t, t->book->stuck);
}

static void
write_lock(struct cut_flow_text *t)
{
	cut_flow_node(t, "lock", NULL, "lock the date", "锁账");
	cut_flow_after(t, CUT_STEP_LOCK, cut_steps_n(t->book));
	buf_str(t->text, "run =");
	cut_flow_command(t, "lock");
	cut_flow_date(t);
	cut_flow_polls(t, t->book->stuck);
}

void
cut_flow_write_verify(struct cut_flow_text *t)
{
	const struct cut_book *b = t->book;

	if (b->n_pairs)
		write_begin(t);
	for (size_t i = 0; i < b->n_systems; i++)
		write_extract(t, i);
	for (size_t i = 0; i < b->n_pairs; i++)
		write_pair(t, &b->pairs[i]);
	write_tie(t);
	write_lock(t);
}
