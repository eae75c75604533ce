#!/usr/bin/env python3
"""Writes the three days of the shop: what it sold, and what the two channels
say it sold, each in that channel's own format with its own true totals.

    examples/shop/data/make.py [DIRECTORY]

The differences are put in by hand below; everything else follows.
"""
import os
import sys
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")


def order(day, n):
    """An order number: 24 digits, the last ones count the day's orders."""
    return f"{day.replace('-', '')}{n:016d}"


D1, D2, D3 = "2022-11-01", "2022-11-02", "2022-11-03"

# The shop's own books: order, channel, kind, amount, time, status, goods.
# A closed order was never paid. The third was sent in two parcels.
ORDERS = {
    D1: [
        (order(D1, 1), "wechat", "pay", "12.80", "09:12:44", "paid", "绿茶"),
        (order(D1, 2), "wechat", "pay", "38.00", "10:03:10", "paid", "茶杯"),
        (order(D1, 3), "alipay", "pay", "60.00", "11:47:29", "paid", "茶壶"),
        (order(D1, 3), "alipay", "pay", "28.50", "11:47:29", "paid", "茶盘"),
        (order(D1, 4), "alipay", "pay", "45.00", "13:20:05", "paid", "红茶"),
        (order(D1, 5), "wechat", "pay", "20.00", "15:31:52", "closed", "绿茶"),
        (order(D1, 6), "alipay", "pay", "19.90", "20:14:33", "paid", "花茶"),
        (order(D1, 7), "wechat", "pay", "99.90", "23:59:58", "paid", "普洱"),
    ],
    D2: [
        (order(D2, 1), "wechat", "pay", "300.00", "08:55:01", "paid",
         "茶具, 八件"),
        (order(D2, 2), "alipay", "pay", "45.80", "09:40:17", "paid", "红茶"),
        (order(D1, 2), "wechat", "refund", "-38.00", "11:08:26", "paid",
         "茶杯"),
        (order(D2, 3), "wechat", "pay", "25.60", "14:22:39", "paid", "绿茶"),
        (order(D2, 4), "alipay", "pay", "66.00", "18:01:13", "paid", "花茶"),
    ],
    D3: [
        (order(D3, 1), "wechat", "pay", "18.80", "10:10:10", "paid",
         "乌龙茶, 250 克"),
        (order(D3, 2), "alipay", "pay", "129.00", "12:30:48", "paid", "茶壶"),
        (order(D2, 4), "alipay", "refund", "-6.00", "13:05:00", "paid",
         "花茶"),
        (order(D3, 3), "wechat", "pay", "56.50", "21:45:36", "paid", "普洱"),
    ],
}

# What the channels booked: order, kind, amount, time, goods.
# 1 November: the fourth order never arrived, and the last one was booked at
# midnight, on the next day. 2 November: the first order was paid in two
# parts, and the amount of the second is not the shop's.
WECHAT = {
    D1: [
        (order(D1, 1), "pay", "12.80", "09:12:44", "绿茶"),
        (order(D1, 2), "pay", "38.00", "10:03:10", "茶杯"),
    ],
    D2: [
        (order(D1, 7), "pay", "99.90", "00:00:00", "普洱"),
        (order(D2, 1) + "_1", "pay", "100.00", "08:55:01", "茶具, 八件"),
        (order(D2, 1) + "_2", "pay", "200.00", "08:57:30", "茶具, 八件"),
        (order(D1, 2), "refund", "38.00", "11:08:26", "茶杯"),
        (order(D2, 3), "pay", "25.60", "14:22:39", "绿茶"),
    ],
    D3: [
        (order(D3, 1), "pay", "18.80", "10:10:10", "乌龙茶, 250 克"),
        (order(D3, 3), "pay", "56.50", "21:45:36", "普洱"),
    ],
}
ALIPAY = {
    D1: [
        (order(D1, 3), "pay", "88.50", "11:47:29", "茶壶 茶盘"),
        (order(D1, 6), "pay", "19.90", "20:14:33", "花茶"),
    ],
    D2: [
        (order(D2, 2), "pay", "45.08", "09:40:17", "红茶"),
        (order(D2, 4), "pay", "66.00", "18:01:13", "花茶"),
    ],
    D3: [
        (order(D3, 2), "pay", "129.00", "12:30:48", "茶壶"),
        (order(D2, 4), "refund", "-6.00", "13:05:00", "花茶"),
    ],
}


def fee(amount, per_mille):
    exact = Decimal(amount) * per_mille / 1000
    return exact.quantize(CENT, rounding=ROUND_HALF_UP)


def orders_csv(day):
    yield "order,channel,kind,amount,paid_at,status,goods"
    for number, channel, kind, amount, time, status, goods in ORDERS[day]:
        if "," in goods:
            goods = f'"{goods}"'
        yield f"{number},{channel},{kind},{amount},{day} {time},{status},{goods}"


WECHAT_COLUMNS = (
    "交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,"
    "交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,微信退款单号,"
    "商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,"
    "手续费,费率,订单金额,申请退款金额,费率备注")
WECHAT_TOTALS = ("总交易单数,应结订单总金额,退款总金额,充值券退款总金额,"
                 "手续费总金额,订单总金额,申请退款总金额")


def wechat_csv(day):
    """The merchant bill: a BOM, a backtick before every value, totals."""
    paid = refunded = fees = Decimal(0)
    yield "\ufeff" + WECHAT_COLUMNS
    for n, (number, kind, amount, time, goods) in enumerate(WECHAT[day], 1):
        serial = f"4200001641{day.replace('-', '')}{n:010d}"
        refund = kind == "refund"
        charge = fee("-" + amount if refund else amount, 6)
        cells = [
            f"{day} {time}", "wx8f2d07a1c6b35e90", "1600123456", "0", "",
            serial, number, f"oUpF8uMuAJO_M2pxb1Q9z{n:07d}", "JSAPI",
            "REFUND" if refund else "SUCCESS", "OTHERS", "CNY",
            "0.00" if refund else amount, "0.00",
            "5030120" + serial[7:] if refund else "0",
            "R" + number if refund else "0",
            amount if refund else "0.00", "0.00",
            "ORIGINAL" if refund else "", "SUCCESS" if refund else "",
            goods, "", f"{charge}000", "0.60%",
            "0.00" if refund else amount, amount if refund else "0.00", ""]
        yield ",".join("`" + c for c in cells)
        fees += charge
        if refund:
            refunded += Decimal(amount)
        else:
            paid += Decimal(amount)
    yield WECHAT_TOTALS
    totals = [f"{len(WECHAT[day])}.0", paid.quantize(CENT),
              refunded.quantize(CENT), "0.00", fees.quantize(CENT),
              paid.quantize(CENT), refunded.quantize(CENT)]
    yield ",".join(f"`{c}" for c in totals)


ALIPAY_COLUMNS = (
    "支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,门店编号,门店名称,"
    "操作员,终端号,对方账户,订单金额（元）,商家实收（元）,支付宝红包（元）,"
    "集分宝（元）,支付宝优惠（元）,商家优惠（元）,券核销金额（元）,券名称,"
    "商家红包消费金额（元）,卡消费金额（元）,退款批次号/请求号,服务费（元）,"
    "分润（元）,备注")


def next_day(day):
    return {D1: D2, D2: D3, D3: "2022-11-04"}[day]


def chinese(day):
    return "{}年{}月{}日".format(*day.split("-"))


def alipay_csv(day):
    """The business bill: # lines around it, numbers end with a TAB."""
    sums = {"pay": [0, Decimal(0)], "refund": [0, Decimal(0)]}
    yield "#支付宝业务明细查询"
    yield "#账号：[20880021234567890156]"
    yield (f"#起始日期：[{chinese(day)} 00:00:00]   "
           f"终止日期：[{chinese(next_day(day))} 00:00:00]")
    yield "#" + "-" * 41 + "业务明细列表" + "-" * 40
    yield ALIPAY_COLUMNS
    for n, (number, kind, amount, time, goods) in enumerate(ALIPAY[day], 1):
        first = number[:8] if kind == "refund" else day.replace("-", "")
        cells = [
            f"{first}220014{n:014d}\t", f"{number}\t",
            "退款" if kind == "refund" else "交易", goods,
            f"{day} {time}", f"{day} {time}", "", "", "", "",
            f"*客(138****{n:04d})", amount, amount,
            "0.00", "0.00", "0.00", "0.00", "0.00", "", "0.00", "0.00",
            f"R{number}\t" if kind == "refund" else "",
            -fee(amount, 6), "0.00", ""]
        yield ",".join(map(str, cells))
        sums[kind][0] += 1
        sums[kind][1] += Decimal(amount)
    pay, refund = sums["pay"], sums["refund"]
    yield "#" + "-" * 41 + "业务明细列表结束" + "-" * 36
    yield (f"#交易合计：{pay[0]}笔，商家实收共{pay[1].quantize(CENT)}元，"
           "商家优惠共0.00元")
    yield (f"#退款合计：{refund[0]}笔，商家实收退款共"
           f"{refund[1].quantize(CENT)}元，商家优惠退款共0.00元")
    yield f"#导出时间：[{chinese(next_day(day))} 09:30:00]"


def write(path, lines, end, encoding):
    with open(path, "w", encoding=encoding, newline="") as f:
        for line in lines:
            f.write(line + end)


def main():
    here = sys.argv[1] if len(sys.argv) > 1 else os.path.dirname(__file__)
    for day in ORDERS:
        where = os.path.join(here, day)
        os.makedirs(where, exist_ok=True)
        write(f"{where}/orders.csv", orders_csv(day), "\n", "utf-8")
        write(f"{where}/wechat.csv", wechat_csv(day), "\r\n", "utf-8")
        write(f"{where}/alipay.csv", alipay_csv(day), "\r\n", "gb18030")


main()
