#include "flow/book/book_parts.h"

#include "sections/named_words.h"

/* An edge, with the condition of the section if it says one, else with this, if
 * there is one. */
static void
after_if(struct book_writing *w, const struct sections_section *s,
    const char *node, const char *otherwise)
{
	const struct sections_entry *entry = sections_entry(s, "if");
	const char *condition = entry ? entry->value : otherwise;

	buf_printf(&w->text->text, "after = %s", node);
	if (condition)
		buf_printf(&w->text->text, " if %s", condition);
	book_line_end(w->text, s, entry);
}

static void
write_match(struct book_writing *w)
{
	const struct sections_section *s = sections_find(w->book, BOOK_JOIN);
	struct buf *line = &w->text->text;

	book_node(w, s, BOOK_MATCH, "join", "");
	book_line(w->text, s, "after = left-sort");
	book_line(w->text, s, "after = right-sort");
	buf_str(line, "run = recon-join");
	if (!strcmp(sections_value(s, "match", "pairs"), "sums"))
		buf_str(line, " -g");
	book_option(w, s, "tolerance", "tolerance");
	book_option(w, s, "date-window", "date-window");
	book_option(w, s, "sum-of", "sum-of");
	book_options(w, s, "options");
	buf_printf(line,
	    " --facts %s/join.facts -o %s/joined %s/left.rec %s/right.rec",
	    w->dir, w->dir, w->dir, w->dir);
	book_line_end(w->text, s, sections_entry(s, "options"));
	book_line(w->text, s, "out = recon-join.written.records int");
	book_line(w->text, s,
	    "out = recon-join.class.matched int, recon-join.class.amount int, "
	    "recon-join.class.left int, recon-join.class.right int");
	book_tries(w, s);
}

static void
write_carry(struct book_writing *w)
{
	const struct sections_section *s = sections_find(w->book, BOOK_ROLL);
	struct buf *line = &w->text->text;

	book_node(w, s, BOOK_CARRY, "roll", "");
	book_line(w->text, s, "after = join");
	buf_printf(line, "run = recon-roll -s %s -d {date}", w->state);
	book_option(w, s, "keep", "keep");
	book_options(w, s, "options");
	buf_printf(line, " --facts %s/roll.facts -o %s/results %s/joined",
	    w->dir, w->dir, w->dir);
	book_line_end(w->text, s, sections_entry(s, "options"));
	book_line(w->text, s,
	    "out = recon-roll.legs.open.records int, "
	    "recon-roll.legs.new.records int, "
	    "recon-roll.legs.closed.records int");
	book_tries_busy(w, s);
}

void
book_write_matching(struct book_writing *w)
{
	book_stage_line(w, BOOK_MATCHING);
	write_match(w);
	write_carry(w);
}

/* Differs where something is open for so long. */
static void
write_overdue(struct book_writing *w)
{
	const struct sections_section *s = sections_find(w->book, BOOK_ROLL);

	if (!sections_entry(s, "overdue"))
		return;
	book_node(w, s, BOOK_OVERDUE, "overdue", "");
	book_line(w->text, s, "after = roll");
	buf_printf(&w->text->text,
	    "run = recon-roll -s %s -d {date} --exit-code", w->state);
	book_option(w, s, "overdue", "overdue");
	book_option(w, s, "holidays", "holidays");
	buf_printf(&w->text->text, " -o %s/overdue", w->dir);
	book_line_end(w->text, s, sections_entry(s, "overdue"));
	book_tries(w, s);
}

static void
write_tell(struct book_writing *w, const struct sections_section *s)
{
	const char *what = sections_value(s, "what", "summary");
	struct buf *line = &w->text->text, name = { 0 };

	buf_printf(&name, "notify-%s%c", s->name, '\0');
	book_node(w, s, BOOK_TELL, name.p, s->name);
	buf_free(&name);
	after_if(w, s, "roll", NULL);
	buf_printf(line, "run = recon-notify --%s -d {date} --book %s", what,
	    w->words);
	book_option(w, s, "target", "target");
	book_option(w, s, "class", "class");
	book_option(w, s, "overdue", "overdue");
	book_option(w, s, "only", "only");
	book_option(w, s, "template", "template");
	buf_str(line, " --targets ");
	named_words_quote(line, sections_value(s, "targets", "targets.ini"));
	buf_str(line, " --outbox ");
	named_words_quote(line, sections_value(s, "outbox", "outbox"));
	book_options(w, s, "options");
	buf_printf(line, " %s/results", w->dir);
	book_line_end(w->text, s, sections_entry(s, "options"));
	book_tries_busy(w, s);
}

static void
write_look(struct book_writing *w)
{
	const struct sections_section *s = sections_find(w->book, BOOK_REVIEW);
	bool overdue = sections_entry(sections_find(w->book, BOOK_ROLL),
			   "overdue") != NULL;

	if (!s)
		return;
	book_node(w, s, BOOK_LOOK, "review", sections_value(s, "group", ""));
	after_if(w, s, overdue ? "overdue" : "roll",
	    overdue ? "overdue.status = differs"
		    : "roll.out.recon-roll.legs.open.records > 0");
	buf_printf(
	    &w->text->text, "approve = %s", sections_value(s, "group", ""));
	book_line_end(w->text, s, sections_entry(s, "group"));
}

void
book_write_differences(struct book_writing *w)
{
	book_stage_line(w, BOOK_DIFFERENCES);
	write_overdue(w);
	for (size_t i = 0; i < w->book->n; i++)
		if (w->book->list[i].part == BOOK_NOTIFY)
			write_tell(w, &w->book->list[i]);
	write_look(w);
}

/* The facts of each step of both sides that leaves some. */
static void
add_facts(struct book_writing *w, enum book_part part)
{
	static const char *const does[] = { "fetch", "clean", "key", "sort" };
	bool fetched =
	    sections_entry(sections_find(w->book, part), "fetch") != NULL;

	for (size_t i = fetched ? 0 : 1; i < 4; i++)
		buf_printf(&w->text->text, " --with-facts %s/%s-%s.facts",
		    w->dir, book_part_name(part), does[i]);
}

static void
write_keep(struct book_writing *w)
{
	const struct sections_section *s = sections_find(w->book, BOOK_STORE);
	struct buf *line = &w->text->text;

	if (!s)
		return;
	book_node(w, s, BOOK_KEEP, "store", "");
	book_line(w->text, s, "after = roll");
	buf_str(line, "run = recon-store --wait 60");
	book_option(w, s, "db", "db");
	buf_printf(line, " --book %s -d {date}", w->words);
	add_facts(w, BOOK_LEFT);
	add_facts(w, BOOK_RIGHT);
	buf_printf(line,
	    " --with-facts %s/join.facts --with-facts %s/roll.facts", w->dir,
	    w->dir);
	book_options(w, s, "options");
	buf_printf(line, " %s/results", w->dir);
	book_line_end(w->text, s, sections_entry(s, "options"));
	book_tries_busy(w, s);
}

/* What the sides are called, if people have said it of both. */
static void
add_sides(struct book_writing *w)
{
	const char *left =
	    sections_value(sections_find(w->book, BOOK_LEFT), "title", NULL);
	const char *right =
	    sections_value(sections_find(w->book, BOOK_RIGHT), "title", NULL);
	struct buf *line = &w->text->text;

	if (!left || !right)
		return;
	buf_str(line, " --left-is ");
	named_words_quote_plain(line, left);
	buf_str(line, " --right-is ");
	named_words_quote_plain(line, right);
}

static void
write_page(struct book_writing *w)
{
	const struct sections_section *s = sections_find(w->book, BOOK_REPORT);
	struct buf *line = &w->text->text;

	if (!s)
		return;
	book_node(w, s, BOOK_PAGE, "report", "");
	book_line(w->text, s, "after = roll");
	buf_printf(line, "run = recon-report -d {date} --lang %s",
	    w->zh ? "zh" : "en");
	if (sections_entry(s, "title")) {
		buf_str(line, " --title ");
		named_words_quote_plain(line, sections_value(s, "title", ""));
	}
	add_sides(w);
	book_option(w, s, "by", "by");
	buf_printf(line, " --stages %s/*.facts", w->dir);
	book_options(w, s, "options");
	buf_printf(line, " -o %s/day.html %s/results", w->dir, w->dir);
	book_line_end(w->text, s, sections_entry(s, "options"));
	book_tries(w, s);
}

void
book_write_results(struct book_writing *w)
{
	book_stage_line(w, BOOK_RESULTS);
	write_keep(w);
	write_page(w);
}
