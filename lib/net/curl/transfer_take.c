#include <strings.h>

#include "net/curl/transfer_private.h"
#include "sys/meter.h"

enum { HEADERS_MAX = 1 << 18 /* bytes of all headers of an answer */ };

/* The value of a header of that name; no bytes for another. */
static struct span
value_of(struct span line, const char *name)
{
	size_t n = strlen(name);

	if (line.len <= n || line.p[n] != ':' || strncasecmp(line.p, name, n))
		return SPAN("");
	line = (struct span){ line.p + n + 1, line.len - n - 1 };
	line.len = span_line(line);
	return span_trim(line);
}

/* Keeps a value where it fits; a longer one is not told. */
static void
keep(char *to, size_t room, struct span value)
{
	if (value.len == 0 || value.len >= room)
		return;
	memcpy(to, value.p, value.len);
	to[value.len] = '\0';
}

/* "bytes 100-199/1000" */
static int64_t
read_total(struct span range)
{
	const char *slash = memchr(range.p, '/', range.len);
	uint64_t n;

	if (!slash ||
	    !span_count((struct span){ slash + 1,
			    range.len - (size_t)(slash + 1 - range.p) },
		&n))
		return -1;
	return (int64_t)n;
}

size_t
transfer_on_header(char *p, size_t size, size_t n, void *of)
{
	struct transfer *t = of;
	struct span line = { p, size * n }, range;

	t->header_bytes += line.len;
	if (!t->is_http)
		return line.len;
	if (span_begins(line, SPAN("HTTP/")))
		t->seen.etag[0] = t->seen.modified[0] = '\0';
	keep(t->seen.etag, sizeof t->seen.etag, value_of(line, "etag"));
	keep(t->seen.modified, sizeof t->seen.modified,
	    value_of(line, "last-modified"));
	range = value_of(line, "content-range");
	if (range.len)
		t->total = read_total(range);
	return t->header_bytes > HEADERS_MAX ? 0 : line.len;
}

bool
transfer_is_file(const struct transfer *t, long http)
{
	return !t->is_http || http == 200 || http == 204 ||
	    (http == 206 && t->wish->from);
}

void
transfer_see(struct transfer *t, bool has_more)
{
	const struct transfer_mark *was = t->wish->was;
	curl_off_t length = -1, mtime = -1;

	t->has_begun = true;
	curl_easy_getinfo(t->easy, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &length);
	curl_easy_getinfo(t->easy, CURLINFO_FILETIME_T, &mtime);
	t->seen.mtime = mtime;
	t->seen.size = length;
	if (t->wish->from && t->is_http)
		t->seen.size = t->total;
	else if (t->wish->from && was->size < 0)
		t->seen.size = -1; /* FTP without SIZE */
	else if (t->wish->from)
		t->seen.size = t->wish->from + (has_more ? length : 0);
	/* behind the last byte nothing has come */
	t->is_another = was &&
	    ((t->wish->from && t->wish->look && has_more && t->seen.size < 0) ||
		was->size != t->seen.size || was->mtime != t->seen.mtime ||
		strcmp(was->etag, t->seen.etag));
	if (!t->wish->look && !t->is_another && t->seen.size > 0) {
		meter.in_size = (uint64_t)t->seen.size;
		meter.in_bytes = (uint64_t)t->wish->from;
	}
}

size_t
transfer_on_body(char *p, size_t size, size_t n, void *of)
{
	struct transfer *t = of;
	struct span s = { p, size * n };
	long http = 0;

	curl_easy_getinfo(t->easy, CURLINFO_RESPONSE_CODE, &http);
	if (t->is_http && http >= 300 && http <= 399)
		return s.len; /* what stands there nobody reads */
	if (!transfer_is_file(t, http))
		return 0;
	if (!t->has_begun)
		transfer_see(t, true);
	if (t->is_another || t->wish->look)
		return 0;
	if (!t->has_put && t->wish->from == 0 && t->wish->begins &&
	    t->wish->begins(t->wish->arg, &t->seen, t->e)) {
		t->put_failed = true;
		return 0;
	}
	t->has_put = true;
	meter.in_bytes += s.len;
	t->put_failed = t->wish->put(t->wish->arg, s, t->e) != 0;
	return t->put_failed ? 0 : s.len;
}

int
transfer_on_progress(
    void *of, curl_off_t a, curl_off_t b, curl_off_t c, curl_off_t d)
{
	const struct transfer *t = of;
	const struct transfer_settings *s = t->settings;

	(void)a, (void)b, (void)c, (void)d;
	return s->stop && s->stop(s->stop_arg);
}
