#include "io/md5.h"

#include "test.h"

/* RFC 1321, A.5 */
static void
the_digests_of_the_rfc(void)
{
	static const char *const rows[][2] = {
		{ "", "d41d8cd98f00b204e9800998ecf8427e" },
		{ "abc", "900150983cd24fb0d6963f7d28e17f72" },
		{ "abcdefghijklmnopqrstuvwxyz",
		    "c3fcd3d76192e4007dfb496cca67e13b" },
	};
	char hex[MD5_TEXT + 1];

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct md5_sum *s = md5_begin();

		for (const char *p = rows[i][0]; *p; p++)
			md5_add(s, (struct span){ p, 1 });
		md5_end(s, hex);
		EXPECT_STR(hex, rows[i][1]);
	}
}

int
main(void)
{
	test("the digests of RFC 1321, in pieces", the_digests_of_the_rfc);
	return test_done();
}
