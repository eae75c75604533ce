#include "mail/mail_message.h"

#include "test.h"

static struct event ev;
static struct names to, cc;
static struct buf b;

/* The mail of an event. */
static const char *
mail(const char *line)
{
	const struct mail_message m = { "recon@shop.example", &to, &cc,
		1667304005, "\n" };
	struct err e;

	EXPECT(event_parse(&ev, span_str(line), &e) == 0);
	buf_clear(&b);
	mail_message_add(&b, &m, &ev);
	buf_byte(&b, '\0');
	return b.p;
}

static void
plain(void)
{
	EXPECT_STR(mail("{\"id\":\"e-1\",\"title\":\"A17 is open\",\"text\":"
			"\"12.80\"}"),
	    "From: recon@shop.example\n"
	    "To: ops@shop.example\n"
	    "Subject: =?UTF-8?B?QTE3IGlzIG9wZW4=?=\n"
	    "Date: Tue, 1 Nov 2022 12:00:05 +0000\n"
	    "Message-ID: <e-1@shop.example>\n"
	    "Auto-Submitted: auto-generated\n"
	    "MIME-Version: 1.0\n"
	    "Content-Type: text/plain; charset=UTF-8\n"
	    "Content-Transfer-Encoding: base64\n"
	    "\n"
	    "MTIuODA=\n");
}

static void
html(void)
{
	EXPECT(strstr(mail("{\"id\":\"e-1\",\"text\":\"12.80\",\"html\":"
			   "\"<b>\"}"),
	    "Subject: =?UTF-8?B?ZS0x?=\n"));
	EXPECT(strstr(b.p,
	    "Content-Type: multipart/alternative; boundary=\"=_recon\"\n"
	    "\n"
	    "--=_recon\n"
	    "Content-Type: text/plain; charset=UTF-8\n"
	    "Content-Transfer-Encoding: base64\n"
	    "\n"
	    "MTIuODA=\n"
	    "--=_recon\n"
	    "Content-Type: text/html; charset=UTF-8\n"
	    "Content-Transfer-Encoding: base64\n"
	    "\n"
	    "PGI+\n"
	    "--=_recon--\n"));
}

static void
hostile(void)
{
	mail("{\"id\":\"e\",\"title\":\"a\\r\\nBcc: x@y\\u0000\\u202e\","
	     "\"text\":\"b\\r\\n.\\r\\nRCPT TO:<x@y>\\n--=_recon--\","
	     "\"html\":\"--=_recon--\"}");
	EXPECT(!strstr(b.p, "Bcc") && !strstr(b.p, "RCPT"));
	/* a\x0d\x0aBcc: x@y\x00\xe2\x80\xae */
	EXPECT(strstr(b.p,
	    "Subject: =?UTF-8?B?YVx4MGRceDBhQmNjOiB4QHlceDAwXHhlMlx4ODBceGFl?="
	    "\n"));
}

/* No line is longer than RFC 5322 and RFC 2047 want it. */
static void
long_lines(void)
{
	static char line[40000];
	char *p = line + sprintf(line, "{\"id\":\"e\",\"title\":\"");

	for (int i = 0; i < 1000; i++, p += 3)
		memcpy(p, "\xe4\xb8\x80", 3);
	p += sprintf(p, "\",\"text\":\"");
	memset(p, 'x', 30000);
	sprintf(p + 30000, "\"}");
	mail(line);
	for (const char *s = b.p; *s;) {
		size_t n = strcspn(s, "\n");

		EXPECT(n <= 85); /* "Subject: " and a word, or 76 */
		s += n + 1;
	}
}

static void
addresses(void)
{
	static const char *const good[] = { "a@b", "ops+recon@shop.example",
		"o'x_y@a-b.c" };
	static const char *const bad[] = { "", "a", "@b", "a@", "a@b@c",
		"a b@c", "a@b\n", "<a@b>", "\"a\"@b", "-f@b", "a,b@c",
		"\xe4\xb8\x80@b" };

	for (size_t i = 0; i < sizeof good / sizeof *good; i++)
		EXPECT(mail_is_address(span_str(good[i])));
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		EXPECT(!mail_is_address(span_str(bad[i])));
}

static void
several(void)
{
	names_add(&to, SPAN("b@shop.example"));
	names_add(&cc, SPAN("c@shop.example"));
	EXPECT(strstr(mail("{\"id\":\"e\"}"),
	    "To: ops@shop.example,\n b@shop.example\n"
	    "Cc: c@shop.example\nSubject:"));
}

int
main(void)
{
	names_add(&to, SPAN("ops@shop.example"));
	test("an event is a mail of its title and text", plain);
	test("html stands beside the text", html);
	test("no byte of an event is a header, a command or a boundary",
	    hostile);
	test("lines are short whatever is in them", long_lines);
	test("an address is one, and no option and no list", addresses);
	test("several are told, those in copy too", several);
	event_free(&ev);
	names_free(&to);
	names_free(&cc);
	buf_free(&b);
	return test_done();
}
