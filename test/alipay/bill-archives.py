"""Makes bill-archives.json: the same bill, packed in the ways that writers of zip archives have.

    python3 test/alipay/bill-archives.py

Python's zipfile is the writer: nothing of it is this project's. Times are fixed, so that each run gives the same.
"""

import base64
import io
import json
import pathlib
import zipfile

DETAIL = '''#支付宝业务明细查询
#账号：[20880000000000000156]
#起始日期：[2026年01月31日 00:00:00]   终止日期：[2026年02月01日 00:00:00]
#-----------------------------------------业务明细列表----------------------------------------
支付宝交易号,商户订单号,业务类型,商品名称,完成时间,对方账户,订单金额（元）,商家实收（元）,退款批次号/请求号,备注
2026013122001400000000000001\t,ORDER-1\t,交易\t,咖啡 PK\x03\x04 PK\x01\x02 PK\x07\x08 PK\x05\x06,2026-01-31 09:30:05,*明(li***@mail.example)\t,88.88,88.80,\t,
2026013122001400000000000002\t,ORDER-2\t,交易\t,"茶, 两杯 ""大""",2026-01-31 10:00:00,*明(li***@mail.example)\t,100000.10,100000.10,\t,
2026013122001400000000000001\t,ORDER-1\t,退款\t,咖啡,2026-01-31 11:00:00,*明(li***@mail.example)\t,-8.88,-8.88,REFUND-1\t,退
#-----------------------------------------业务明细列表结束------------------------------------
#交易合计：2笔，商家实收共100088.90元，商家优惠共0.00元
#退款合计：1笔，商家实收退款共-8.88元，商家优惠退款共0.00元
#导出时间：[2026年02月01日 08:00:00]
'''

SUMMARY = '''#支付宝业务汇总查询
#账号：[20880000000000000156]
#-----------------------------------------业务汇总列表----------------------------------------
门店编号,门店名称,交易订单总笔数,退款订单总笔数,订单金额（元）
S-1\t,一号店\t,2,1,100080.10
合计\t,\t,2,1,100080.10
#----------------------------------------业务汇总列表结束-------------------------------------
#导出时间：[2026年02月01日 08:00:00]
'''

STEM = "20880000000000000156_20260131_业务明细"
FILES = [(f"{STEM}.csv", DETAIL), (f"{STEM}(汇总).csv", SUMMARY)]


class GbkInfo(zipfile.ZipInfo):
    """An entry whose name is GBK and says nothing of it, as Java's older writers leave it."""

    def _encodeFilenameFlags(self):
        return self.filename.encode("gbk"), self.flag_bits & ~0x800


class Unseekable(io.RawIOBase):
    """An output that cannot go back: sizes are written behind the entries."""

    def __init__(self):
        self.bytes = bytearray()

    def writable(self):
        return True

    def write(self, data):
        self.bytes += data
        return len(data)


def archive(files=FILES, method=zipfile.ZIP_DEFLATED, info=zipfile.ZipInfo, streamed=False):
    out = Unseekable() if streamed else io.BytesIO()
    with zipfile.ZipFile(out, "w") as bundle:
        for name, text in files:
            entry = info(name, (2026, 2, 1, 8, 0, 0))
            entry.compress_type = method
            data = text if isinstance(text, bytes) else text.replace("\n", "\r\n").encode("gbk")
            with bundle.open(entry, "w") as writing:
                writing.write(data)
    data = bytes(out.bytes) if streamed else out.getvalue()
    return base64.b64encode(data).decode()


made = {
    "plain": archive(),
    "gbk-names": archive(info=GbkInfo),
    "stored": archive(method=zipfile.ZIP_STORED),
    "streamed": archive(info=GbkInfo, streamed=True),
    "streamed and stored": archive(method=zipfile.ZIP_STORED, streamed=True),
    "in a folder": archive([("bill/", b""), *((f"bill/{name}", text) for name, text in FILES)]),
    "of nothing": archive([]),
    "with another file": archive([*FILES, ("readme.txt", b"read me")]),
    "bzip2": archive(method=zipfile.ZIP_BZIP2),
}
target = pathlib.Path(__file__).with_name("bill-archives.json")
target.write_text(json.dumps({"detail": DETAIL, "summary": SUMMARY, "archives": made}, ensure_ascii=False, indent=1) + "\n")
