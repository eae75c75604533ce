#include "value/time/zone.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/buf.h"
#include "value/time/date.h"
#include "io/input.h"
#include "base/mem.h"

enum {
	DAY = 86400,
	OFFSET_MAX_S = 26 * 3600, /* either way, RFC 9636 */
	HEADER = 44,              /* bytes of a TZif header */
	FILE_MAX = 1 << 20,       /* bytes; real ones have a few thousand */
};

static uint32_t
be32(const char *s)
{
	const unsigned char *p = (const unsigned char *)s;

	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 |
	    (uint32_t)p[2] << 8 | p[3];
}

static int64_t
be64(const char *s)
{
	return (int64_t)((uint64_t)be32(s) << 32 | be32(s + 4));
}

/* The numbers of a header, in the order they are in. */
struct counts {
	size_t isut, isstd, leap, time, type, chars;
};

static bool
read_header(struct span s, struct counts *c)
{
	if (s.len < HEADER || memcmp(s.p, "TZif", 4) || s.p[4] < '2')
		return false;
	*c = (struct counts){ be32(s.p + 20), be32(s.p + 24), be32(s.p + 28),
		be32(s.p + 32), be32(s.p + 36), be32(s.p + 40) };
	return c->type > 0 && c->type <= 256;
}

/* Bytes of the block behind a header, its times of size bytes each. */
static size_t
block_size(const struct counts *c, size_t size)
{
	return c->time * (size + 1) + c->type * 6 + c->chars +
	    c->leap * (size + 4) + c->isstd + c->isut;
}

/* The offset of a type; false where no clock could show it (RFC 9636). */
static bool
read_offset(const char *type, int32_t *offset)
{
	*offset = (int32_t)be32(type);
	return *offset > -25 * 3600 && *offset < 26 * 3600;
}

static bool
read_table(struct zone *z, const char *p, const struct counts *c)
{
	const char *kinds = p + c->time * 8;
	const char *types = kinds + c->time;

	z->n = c->time;
	z->at = mem_alloc(z->n * sizeof *z->at);
	z->offsets = mem_alloc((z->n + 1) * sizeof *z->offsets);
	if (!read_offset(types, &z->offsets[0]))
		return false;
	for (size_t i = 0; i < z->n; i++) {
		size_t kind = (unsigned char)kinds[i];

		z->at[i] = be64(p + i * 8);
		if (kind >= c->type || (i && z->at[i] <= z->at[i - 1]) ||
		    !read_offset(types + kind * 6, &z->offsets[i + 1]))
			return false;
	}
	return true;
}

/*
 * A whole file: a block with times of 4 bytes that is passed over, the same
 * with 8, the rule. False where it is not that.
 */
static bool
read_zone(struct zone *z, struct span s)
{
	struct counts c;

	for (size_t size = 4; size <= 8; size += 4) {
		size_t n;

		if (!read_header(s, &c))
			return false;
		n = HEADER + block_size(&c, size);
		if (n > s.len)
			return false;
		if (size == 8 && (c.leap || !read_table(z, s.p + HEADER, &c)))
			return false;
		s.p += n;
		s.len -= n;
	}
	if (s.len < 2 || s.p[0] != '\n' || s.p[s.len - 1] != '\n')
		return false;
	s = (struct span){ s.p + 1, s.len - 2 };
	z->has_rule = s.len > 0;
	return !z->has_rule || tz_rule_parse(s, &z->rule);
}

static int
read_file(struct zone *z, const char *path, struct err *e)
{
	struct input in;
	struct buf b = { 0 };
	int64_t n;
	bool good;

	if (input_open(&in, path, e))
		return -1;
	do {
		n = input_read(&in, buf_room(&b, 4096), 4096, e);
		b.len += n > 0 ? (size_t)n : 0;
	} while (n > 0 && b.len < FILE_MAX);
	input_close(&in);
	good = n == 0 && read_zone(z, buf_span(&b));
	buf_free(&b);
	if (n < 0)
		return -1;
	return good ? 0
		    : err_set(e, ST_FAIL,
			  "%s: is not a time zone file "
			  "this program can read",
			  path);
}

/* Where the file of a zone is; the caller frees. */
static char *
find(const char *name)
{
	static const char *const places[] = { "/usr/share/zoneinfo",
		"/usr/lib/zoneinfo", "/usr/share/lib/zoneinfo",
		"/etc/zoneinfo" };

	for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
		struct buf path = { 0 };

		buf_printf(&path, "%s/%s", places[i], name);
		buf_byte(&path, '\0');
		if (access(path.p, F_OK) == 0)
			return path.p;
		buf_free(&path);
	}
	return NULL;
}

/* A zone of one offset: "UTC", "+08:00". */
static bool
fixed(struct zone *z, const char *name)
{
	struct span s = span_str(name);
	char west[] = "<->-00:00";

	if (strcmp(name, "UTC")) {
		if (s.len != 6 || (*name != '+' && *name != '-') ||
		    name[3] != ':' || strcmp(name + 1, "24") >= 0)
			return false;
		memcpy(west + 4, name + 1, 5);
		west[3] = *name == '+' ? '-' : '+';
	}
	return z->has_rule = tz_rule_parse(span_str(west), &z->rule);
}

int
zone_load(struct zone *z, const char *name, struct err *e)
{
	char *path;
	int r;

	*z = (struct zone){ 0 };
	if (fixed(z, name))
		return 0;
	path = *name && *name != '/' && !strstr(name, "..") ? find(name) : NULL;
	if (!path)
		return err_set(e, ST_FAIL,
		    "\"%s\" is not a zone: neither "
		    "UTC, nor +HH:MM, nor in the system's tz data as "
		    "Asia/Shanghai is",
		    name);
	r = read_file(z, path, e);
	free(path);
	if (r)
		zone_free(z);
	return r;
}

static int
year_of(int64_t utc)
{
	int y, m, d;

	date_civil(
	    (int32_t)((utc - (utc % DAY + DAY) % DAY) / DAY), &y, &m, &d);
	return y;
}

/* The stretch around utc that the rule gives, which holds from begin on. */
static struct zone_span
by_rule(const struct zone *z, int64_t utc, int64_t begin)
{
	const struct tz_rule *r = &z->rule;
	struct zone_span s = { begin, INT64_MAX, r->std };
	int64_t latest = INT64_MIN;
	int year = year_of(utc);

	if (!r->has_dst)
		return s;
	for (int y = year > 0 ? year - 1 : 0; y <= year + 1 && y < 10000; y++) {
		int64_t change[2];

		tz_rule_year(r, y, change);
		for (int i = 0; i < 2; i++) {
			if (change[i] > utc) {
				if (change[i] < s.until)
					s.until = change[i];
			} else if (change[i] >= latest) {
				latest = change[i];
				s.offset = i == 0 ? r->dst : r->std;
			}
		}
	}
	if (latest > begin)
		s.from = latest;
	return s;
}

/* Without the answer given last. */
static struct zone_span
look_up(const struct zone *z, int64_t utc)
{
	size_t lo = 0, hi = z->n; /* at[lo - 1] <= utc < at[hi] */

	while (lo < hi) {
		size_t mid = (lo + hi) / 2;

		if (z->at[mid] <= utc)
			lo = mid + 1;
		else
			hi = mid;
	}
	if (lo == z->n && z->has_rule)
		return by_rule(z, utc, lo ? z->at[lo - 1] : INT64_MIN);
	return (struct zone_span){ lo ? z->at[lo - 1] : INT64_MIN,
		lo < z->n ? z->at[lo] : INT64_MAX, z->offsets[lo] };
}

struct zone_span
zone_at(struct zone *z, int64_t utc)
{
	if (utc < z->last.from || utc >= z->last.until)
		z->last = look_up(z, utc);
	return z->last;
}

int
zone_moments(struct zone *z, int64_t local, int64_t utc[2])
{
	int64_t t = local - OFFSET_MAX_S, end = local + OFFSET_MAX_S;
	int n = 0;

	while (t <= end && n < 2) {
		struct zone_span s = zone_at(z, t);
		int64_t moment = local - s.offset;

		if (moment >= s.from && moment < s.until)
			utc[n++] = moment;
		if (s.until == INT64_MAX)
			break;
		t = s.until;
	}
	return n;
}

int64_t
zone_first_moment(struct zone *z, int64_t local)
{
	int64_t from = local - OFFSET_MAX_S; /* before, they show less */

	for (;;) {
		struct zone_span s = zone_at(z, from);
		int64_t moment = local - s.offset;

		if (moment < from) /* skipped */
			moment = from;
		if (moment < s.until)
			return moment;
		from = s.until;
	}
}

void
zone_free(struct zone *z)
{
	free(z->at);
	free(z->offsets);
	*z = (struct zone){ 0 };
}
