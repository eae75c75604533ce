#include "outbox/files/spool.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <unistd.h>

#include "stream/line/line_digest.h"
#include "sys/clock.h"
#include "text/tsv.h"
#include "value/time/utc_text.h"

static const struct span head = SPAN("#outbox"), end_word = SPAN("#end"),
			 member_word = SPAN("member");

static const struct {
	struct span word;
	enum outbox_kind kind;
} kinds[] = {
	{ SPAN("event"), OUTBOX_EVENT },
	{ SPAN("ask"), OUTBOX_ASK },
	{ SPAN("ask-any"), OUTBOX_ASK_ANY },
};

static int
bad(const struct spool *s, const char *what, struct err *e)
{
	err_set(e, ST_DATA, "%s", what);
	return err_at(e, lines_name(&s->lines), s->lines.count);
}

/* 1 with a line that has its LF; -1, told, where there is none: the file has
 * to say where it ends. */
static int
next_line(struct spool *s, struct span *line, struct err *e)
{
	enum line_outcome r = lines_next(&s->lines, line, e);

	if (r == LINE_ERROR)
		return -1;
	if (r == LINE_END || s->lines.unended)
		return bad(s, "it was cut off: there is no #end", e);
	s->offset += line->len + 1;
	return 1;
}

/* "#outbox 1<TAB>BOOK<TAB>TIME" */
static int
read_head(struct spool *s, struct err *e)
{
	struct span line, field, version = SPAN("#outbox 1");

	if (next_line(s, &line, e) < 0)
		return -1;
	s->digest = line_digest(line);
	if (!tsv_next(&line, &field) || !span_eq(field, version))
		return bad(s,
		    span_begins(field, head)
			? "it is of a version that is not known here"
			: "no file of events: #outbox 1 is not its first line",
		    e);
	if (!tsv_next(&line, &field) || !tsv_unescape(&s->book, field) ||
	    !tsv_next(&line, &field) || line.p ||
	    !utc_text_parse(field, &s->added_s))
		return bad(s, "a damaged first line", e);
	return 0;
}

int
spool_open(struct spool *s, const char *path, struct err *e)
{
	*s = (struct spool){ 0 };
	if (lines_open(&s->lines, path, e))
		return -1;
	if (read_head(s, e)) {
		spool_close(s);
		return -1;
	}
	return 0;
}

void
spool_close(struct spool *s)
{
	lines_close(&s->lines);
	buf_free(&s->book);
	buf_free(&s->key);
}

/* Takes a line of an event or a member; false for what is neither. The key is
 * left escaped. */
static bool
parse(struct span line, struct spool_item *item, struct span *key)
{
	struct span word, id;

	if (!tsv_next(&line, &word) || !tsv_next(&line, &id) ||
	    !event_id_parse(id, &item->id))
		return false;
	item->is_event = !span_eq(word, member_word);
	if (!item->is_event)
		return !line.p;
	item->json = (struct span){ 0 };
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		if (!span_eq(word, kinds[i].word))
			continue;
		item->kind = kinds[i].kind;
		return tsv_next(&line, key) && tsv_next(&line, &item->json) &&
		    !line.p && item->json.len;
	}
	return false;
}

/* "#end<TAB>events=N<TAB>xxh3=DIGEST", and nothing behind it. */
static int
check_end(struct spool *s, struct span line, struct err *e)
{
	struct buf want = { 0 };
	struct span more;
	bool same;

	buf_add(&want, end_word);
	buf_printf(&want, "\tevents=%" PRIu32 "\t", s->n);
	line_digest_format(&want, s->digest);
	same = span_eq(line, buf_span(&want));
	buf_free(&want);
	if (!same)
		return bad(s,
		    "#end and what stands above it do not agree: it was "
		    "changed or is damaged",
		    e);
	switch (lines_next(&s->lines, &more, e)) {
	case LINE_ERROR:
		return -1;
	case LINE_OK:
		return bad(s, "there is a line behind #end", e);
	default:
		return 0;
	}
}

int
spool_next(struct spool *s, struct spool_item *item, struct err *e)
{
	struct span line, key = { 0 };

	item->offset = s->offset;
	if (next_line(s, &line, e) < 0)
		return -1;
	if (span_begins(line, end_word))
		return check_end(s, line, e);
	s->digest += line_digest(line);
	if (!parse(line, item, &key))
		return bad(s, "no line of a file of events", e);
	if (!item->is_event)
		return s->n ? 1 : bad(s, "a member before the first event", e);
	if (s->n == OUTBOX_EVENTS_MAX)
		return bad(s, "too many events", e);
	item->n = ++s->n;
	buf_clear(&s->key);
	if (!tsv_unescape(&s->key, key))
		return bad(s, "a damaged key", e);
	item->key = buf_span(&s->key);
	return 1;
}

/* Adds the bytes from the offset up to an LF to *line, without it. */
static int
read_line(
    int fd, const char *path, uint64_t offset, struct buf *line, struct err *e)
{
	enum { PIECE = 1 << 14 };

	for (;;) {
		char *to = buf_room(line, PIECE), *lf;
		ssize_t n = pread(fd, to, PIECE, (off_t)(offset + line->len));

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return err_sys(e, ST_FAIL, "%s", path);
		if (n == 0)
			return err_set(e, ST_DATA, "%s: it was cut off", path);
		lf = memchr(to, '\n', (size_t)n);
		line->len += lf ? (size_t)(lf - to) : (size_t)n;
		if (lf)
			return 0;
	}
}

int
spool_read_at(const char *path, struct spool_item *item, struct buf *line,
    struct buf *key, struct err *e)
{
	struct event_id id = item->id;
	struct span escaped;
	int fd = open(path, O_RDONLY | O_CLOEXEC), r;

	if (fd < 0)
		return err_sys(e, ST_FAIL, "%s", path);
	buf_clear(line);
	buf_clear(key);
	r = read_line(fd, path, item->offset, line, e);
	close(fd);
	if (r)
		return -1;
	if (!parse(buf_span(line), item, &escaped) || !item->is_event ||
	    event_id_cmp(&id, &item->id) || !tsv_unescape(key, escaped))
		return err_set(e, ST_DATA,
		    "%s: the event at byte %" PRIu64 " was changed", path,
		    item->offset);
	item->key = buf_span(key);
	return 0;
}

/* Writes the line that is made. */
static void
put_line(struct spool_out *s)
{
	s->digest += line_digest(buf_span(&s->line));
	buf_byte(&s->line, '\n');
	output_write(&s->out, buf_span(&s->line));
	buf_clear(&s->line);
}

int
spool_out_open(struct spool_out *s, const char *path, struct span book,
    int64_t added_s, struct err *e)
{
	char time[CLOCK_TEXT_CAP];

	*s = (struct spool_out){ 0 };
	if (output_open(&s->out, path, e))
		return -1;
	clock_format(added_s, time);
	buf_str(&s->line, "#outbox 1\t");
	tsv_escape(&s->line, book);
	buf_printf(&s->line, "\t%s", time);
	put_line(s);
	return 0;
}

static void
put_id(struct spool_out *s, struct span word, const struct event_id *id)
{
	char text[EVENT_ID_TEXT + 1];

	event_id_format(id, text);
	buf_add(&s->line, word);
	buf_byte(&s->line, '\t');
	buf_str(&s->line, text);
}

void
spool_out_event(struct spool_out *s, enum outbox_kind kind,
    const struct event_id *id, struct span key, struct span json)
{
	put_id(s, kinds[kind].word, id);
	buf_byte(&s->line, '\t');
	tsv_escape(&s->line, key);
	buf_byte(&s->line, '\t');
	buf_add(&s->line, json);
	put_line(s);
	s->n++;
}

void
spool_out_member(struct spool_out *s, const struct event_id *id)
{
	put_id(s, member_word, id);
	put_line(s);
}

int
spool_out_commit(struct spool_out *s, struct err *e)
{
	buf_add(&s->line, end_word);
	buf_printf(&s->line, "\tevents=%" PRIu32 "\t", s->n);
	line_digest_format(&s->line, s->digest);
	buf_byte(&s->line, '\n');
	output_write(&s->out, buf_span(&s->line));
	buf_free(&s->line);
	return output_close(&s->out, e);
}

void
spool_out_abandon(struct spool_out *s)
{
	output_abandon(&s->out);
	buf_free(&s->line);
}
