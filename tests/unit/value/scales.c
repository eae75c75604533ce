#include "value/scales.h"
#include "test.h"

static void
scales(void)
{
	struct scales s = SCALES_NONE;
	static const char *const bad[] = { "", "=2", "CNY=", "CNY=19", "19",
		"-1", "x", "cny=2", "CNY=2 ", "C=2", "CNY=002", "CNY==2" };

	EXPECT(scales_of(&s, SPAN("JPY")) == 0);
	EXPECT(scales_set(&s, "JPY=2") && scales_set(&s, "USDT=18"));
	EXPECT(scales_of(&s, SPAN("JPY")) == 2);
	EXPECT(scales_of(&s, SPAN("USDT")) == 18);
	EXPECT(scales_of(&s, SPAN("CNY")) == 2);
	EXPECT(scales_set(&s, "4") && scales_set(&s, "JPY=0"));
	EXPECT(scales_of(&s, SPAN("JPY")) == 0);
	EXPECT(scales_of(&s, SPAN("CNY")) == 4);
	EXPECT(scales_of(&s, SPAN("-")) == 4);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		EXPECT(!scales_set(&s, bad[i]));
	EXPECT(s.n == 2 && s.all == 4);
	EXPECT(scales_set(&s, "RMB=3") && scales_of(&s, SPAN("CNY")) == 3);
}

static void
many_scales(void)
{
	struct scales s = SCALES_NONE;
	char text[16];

	for (int i = 0; i < SCALES_MAX; i++) {
		snprintf(text, sizeof text, "C%02d=3", i);
		EXPECT(scales_set(&s, text));
	}
	EXPECT(!scales_set(&s, "CNY=3"));
	EXPECT(scales_set(&s, "C00=1"));
	EXPECT(scales_of(&s, SPAN("C00")) == 1);
}

int
main(void)
{
	test("--scale overrides the list, all or one by one", scales);
	test("more scales than there is room for are refused", many_scales);
	return test_done();
}
