#include "join/equal_loop.h"

#include "base/simd.h"

enum {
	/* Bytes that are read: a short front and the TAB behind it lie in two
	 * pieces. */
	ROOM = PIECE_WIDE + ALIKE_TAIL_MAX,
};

/*
 * The front at p, if it is short; ROOM bytes can be read there, and some
 * before it. Where it ends is seen from the TABs: the next line need not wait
 * for the number.
 */
static inline bool
read_front(const char *p, const struct amount_form *form, struct front *f)
{
	uint64_t tabs = piece_wide_controls(p), behind = tabs & (tabs - 1);

	if (!behind)
		return false;
	f->key_len = (size_t)__builtin_ctzll(tabs);
	f->len = (size_t)__builtin_ctzll(behind);
	return p[f->key_len] == '\t' && alike_is_key(p, f->key_len) &&
	    amount_scan_form(
		form, p + f->len, f->len - f->key_len - 1, &f->minor);
}

/* Does the line go on with the tail of the one before, and end? */
static inline bool
has_tail(const struct lane *lane, size_t front)
{
	return !(~piece_same(lane->next + front, lane->tail) &
	    (((uint64_t)1 << lane->tail_len) - 1));
}

/* May the line at p follow, as one of another KEY? Both KEYs are short. */
static inline bool
follows(const char *line, size_t key_len, const char *p)
{
	uint64_t differ = ~piece_same(line, p) & UINT32_MAX;
	size_t same;

	if (!differ)
		differ = ~piece_wide_same(line, p);
	if (!differ)
		return false;
	same = (size_t)__builtin_ctzll(differ);
	return same <= key_len &&
	    (unsigned char)line[same] < (unsigned char)p[same];
}

/* Is the line at q, of the other lane, the same up to SIDE, do both end with
 * it, and may they follow? */
static inline bool
is_pair(const struct lane *a, const struct lane *b, const struct front *at,
    size_t front)
{
	return !(~piece_wide_same(a->next, b->next) &
		   (((uint64_t)1 << front) - 1)) &&
	    has_tail(a, front) && has_tail(b, front) &&
	    follows(a->line, at->key_len, a->next);
}

/* What is worked on is kept where nobody else may change it. */
bool
road_run(struct road *r)
{
	const struct amount_form form = amount_form(r->scale);
	const struct agree *agree = r->agree;
	struct front at = r->front, next = { 0 };
	struct lane a = r->a, b = r->b;
	uint64_t taken = r->taken;
	int64_t read = r->read;
	struct agree_pen pen;
	bool open = true;

	if (at.len >= PIECE_WIDE || at.len - at.key_len - 1 > AGREE_AMOUNT_MAX)
		return true;
	agree_pen_begin(&pen, &r->to->out);
	while (a.end - a.next >= ROOM && b.end - b.next >= ROOM &&
	    read_front(a.next, &form, &next)) {
		open = is_pair(&a, &b, &at, next.len) && taken < ROAD_LINES_MAX;
		if (!open)
			break;
		agree_pen_put(&pen, agree, a.line, at.key_len, at.len);
		taken++;
		read += next.minor;
		at = next;
		lane_advance(&a, next.len);
		lane_advance(&b, next.len);
	}
	agree_pen_end(&pen);
	r->front = at;
	r->a = a;
	r->b = b;
	r->taken = taken;
	r->read = read;
	return open;
}
