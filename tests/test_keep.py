"""Values and their units are held together, and nothing else is changed."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_builder.markup.keep import keep

HELD = [
    ("签约企业有6家，节约7万元", ["6家", "7万元"]),
    ("涉及2000余万元、超6亿元", ["2000余万元", "6亿元"]),
    ("不晚于2024年5月28日", ["2024年5月28日"]),
    ("比上一版提高3.98分", ["3.98分"]),
    ("降低2.2个百分点，增速−37.6%", ["2.2个百分点", "−37.6%"]),
    ("全市第1位（并列）", ["第1位"]),
    ("没有数", []),
]


@pytest.mark.parametrize(("text", "held"), HELD)
def test_a_value_stays_with_its_unit(text: str, held: list[str]) -> None:
    """Number, multiple, unit and the parts of a date do not part at a line's end."""
    assert re.findall('<span class="keep">([^<]*)</span>', str(keep(text))) == held


@settings(derandomize=True, deadline=None)
@given(st.text(alphabet=st.sampled_from("<>&\"'第0123.余万元年月日%a 。"), max_size=40))
def test_text_is_escaped_and_otherwise_the_same(text: str) -> None:
    """Whatever stands in the text is shown as it is, and never as markup."""
    plain = keep(text).striptags() if "  " not in text else None
    html = str(keep(text)).replace('<span class="keep">', "").replace("</span>", "")
    assert "<" not in html
    assert plain is None or plain == " ".join(text.split())
