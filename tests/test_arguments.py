"""Spider arguments: what is taken, and what is refused with which words."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from newsbot.crawl.arguments import (
    MEANINGS,
    ArgumentError,
    Arguments,
    read_arguments,
    start_of_day,
)
from newsbot.spiders.sindonews import SindonewsSpider

NOW = datetime(2026, 5, 15, 3, 0, tzinfo=UTC)
FIRST = "https://nasional.sindonews.com/read/101/12/panen-raya-1778810400"
SECOND = "https://daerah.sindonews.com/read/103/6/pasar-pagi-1778810500"


def read(**given: str) -> Arguments:
    return read_arguments(given, SindonewsSpider.channels, SindonewsSpider.rules.urls, NOW)


def refusal(**given: str) -> str:
    with pytest.raises(ArgumentError) as raised:
        read(**given)
    return str(raised.value)


def test_nothing_given_is_plain() -> None:
    arguments = read()

    assert arguments == Arguments(None, None, {}, (), None)
    assert arguments.plain


@pytest.mark.parametrize(
    "given",
    [{"since": "2026-05-01"}, {"until": "2026-05-01"}, {"channels": "ekbis"}, {"urls": FIRST},
     {"query": "banjir"}],
)  # fmt: skip
def test_anything_given_is_not_plain(given: dict[str, str]) -> None:
    assert not read(**given).plain


@pytest.mark.parametrize(
    ("text", "since"),
    [
        ("2024-06-20", "2024-06-20T00:00:00+07:00"),
        (" 2024-06-20 ", "2024-06-20T00:00:00+07:00"),
        ("20240620", "2024-06-20T00:00:00+07:00"),
        ("2024-06-20T13:45", "2024-06-20T13:45:00+07:00"),
        ("2024-06-20 13:45:59", "2024-06-20T13:45:59+07:00"),
        ("2024-06-20T13:45+08:00", "2024-06-20T13:45:00+08:00"),
        ("2024-06-20T13:45:00Z", "2024-06-20T13:45:00+00:00"),
        ("2024-02-29", "2024-02-29T00:00:00+07:00"),
    ],
)
def test_since(text: str, since: str) -> None:
    moment = read(since=text).since

    assert moment is not None
    assert moment.isoformat() == since


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("2024-06-20", "2024-06-20T23:59:59.999999+07:00"),  # that day, too
        ("20240620", "2024-06-20T23:59:59.999999+07:00"),
        ("2024-06-20T13:45", "2024-06-20T13:45:00+07:00"),
        ("2024-06-20 00:00", "2024-06-20T00:00:00+07:00"),
        ("2024-06-20T13", "2024-06-20T13:00:00+07:00"),
        ("2024-06-20T13:45+08:00", "2024-06-20T13:45:00+08:00"),
        ("2030-01-01", "2030-01-01T23:59:59.999999+07:00"),
        ("2999-12-31", "2999-12-31T23:59:59.999999+07:00"),
    ],
)
def test_until(text: str, until: str) -> None:
    moment = read(until=text).until

    assert moment is not None
    assert moment.isoformat() == until


@pytest.mark.parametrize("name", ["since", "until"])
@pytest.mark.parametrize(
    "text",
    ["kemarin", "20-06-2024", "20/06/2024", "2024-6-20", "2024-06-31", "2024-06-20T25:00", "2024",
     "2024-06-20 WIB", "20 Juni 2024", "0", "-1", "\ud800", "2024-06-20T13:45 07:00"],
)  # fmt: skip
def test_no_date(name: str, text: str) -> None:
    message = refusal(**{name: text})

    assert message.startswith(f"{name}={text} is no date; write 2024-06-20, 2024-06-20T13:45 (WIB)")


def test_one_day_may_be_asked_for() -> None:
    arguments = read(since="2026-05-14", until="2026-05-14")

    assert arguments.since is not None
    assert arguments.until is not None
    assert arguments.since < arguments.until


def test_since_in_the_future() -> None:
    assert refusal(since="2026-05-16") == "since=2026-05-16 lies in the future"
    assert "future" in refusal(since="2026-05-15T10:01")
    assert read(since="2026-05-15T10:00").since == NOW


@pytest.mark.parametrize(
    ("since", "until"),
    [
        ("2026-05-02", "2026-05-01"),
        ("2026-05-01T10:00", "2026-05-01T09:59"),
        ("2026-05-01T10:00+07:00", "2026-05-01T10:00+08:00"),
    ],
)
def test_since_after_until(since: str, until: str) -> None:
    assert refusal(since=since, until=until) == f"since={since} is after until={until}"


@pytest.mark.parametrize(
    ("text", "channels"),
    [
        ("ekbis", {"ekbis": "8"}),
        ("8", {"ekbis": "8"}),
        (" Ekbis , TEKNO,", {"ekbis": "8", "tekno": "612"}),
        ("612,ekbis", {"tekno": "612", "ekbis": "8"}),
        ("ekbis,8,ekbis", {"ekbis": "8"}),
    ],
)
def test_channels_by_name_or_number(text: str, channels: dict[str, str]) -> None:
    assert read(channels=text).channels == channels


@pytest.mark.parametrize("wanted", ["olahraga", "0", "ekbis tekno", "9999", "è"])
def test_an_unknown_channel_is_told_the_known_ones(wanted: str) -> None:
    message = refusal(channels=f"ekbis,{wanted}")

    assert message.startswith(f"unknown channel {wanted!r}; this portal has nasional (5), ")
    assert message.endswith("tekno (612)")


def test_a_portal_without_channels() -> None:
    with pytest.raises(ArgumentError, match="this portal has none"):
        read_arguments({"channels": "ekbis"}, {}, SindonewsSpider.rules.urls, NOW)


@pytest.mark.parametrize("text", [",", " , ,"])
def test_a_list_of_no_channel(text: str) -> None:
    assert "channel" in refusal(channels=text)


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        (FIRST, ["101-1778810400"]),
        (f"{FIRST},{SECOND}", ["101-1778810400", "103-1778810500"]),
        (f" {SECOND} , {FIRST} ,", ["103-1778810500", "101-1778810400"]),
        (f"{FIRST},{FIRST}/5,{FIRST}?showpage=all#x", ["101-1778810400"]),
        (FIRST.replace("https", "http").replace("/read/", "/newsread/"), ["101-1778810400"]),
    ],
)
def test_urls(text: str, keys: list[str]) -> None:
    assert [article.key for article in read(urls=text).urls] == keys


@pytest.mark.parametrize(
    "text",
    [
        f"{FIRST}\n{SECOND}\n",
        f"{FIRST}\r\n{SECOND}\r\n",
        f"\ufeff{FIRST}\n{SECOND}",
        f"# yang hilang\n\n  {FIRST}  \n\t# {FIRST}/5\n \n{SECOND}\n\n",
        f"{FIRST}/5\n{SECOND}\n{FIRST}?utm_source=x",
    ],
    ids=["plain", "crlf", "byte-order-mark", "comments-and-blanks", "variants"],
)
def test_urls_of_a_file(tmp_path: Path, text: str) -> None:
    file = tmp_path / "daftar.txt"
    file.write_bytes(text.encode())

    arguments = read(urls=f"@{file}")

    assert sorted(article.url for article in arguments.urls) == sorted([FIRST, SECOND])


@pytest.mark.parametrize(
    "foreign",
    ["https://p.id/read/1/2/a-1778810400", "https://www.sindonews.com/", "101", "http://[bad",
     "https://hi-lite.sindonews.com/read/101/12/panen-raya-1778810400"],
)  # fmt: skip
def test_a_foreign_address(tmp_path: Path, foreign: str) -> None:
    file = tmp_path / "daftar.txt"
    file.write_text(f"{FIRST}\n{foreign}\n", encoding="utf-8")

    message = f"{foreign} is not the address of an article of this portal"

    assert refusal(urls=f"{FIRST},{foreign}") == message
    assert refusal(urls=f"@{file}") == message


@pytest.mark.parametrize("content", ["", "\n \n", "# nanti\n", "\ufeff"])
def test_a_file_without_addresses(tmp_path: Path, content: str) -> None:
    file = tmp_path / "daftar.txt"
    file.write_text(content, encoding="utf-8")

    assert refusal(urls=f"@{file}") == f"urls=@{file} names no article"


def test_a_list_without_addresses() -> None:
    assert refusal(urls=" , ") == "urls= ,  names no article"


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    file = tmp_path / "tiada.txt"

    assert refusal(urls=f"@{file}") == f"cannot read {file}: No such file or directory"


def test_a_folder(tmp_path: Path) -> None:
    assert refusal(urls=f"@{tmp_path}") == f"cannot read {tmp_path}: Is a directory"
    assert "Is a directory" in refusal(urls="@")


def test_a_binary_file(tmp_path: Path) -> None:
    file = tmp_path / "gambar.jpg"
    file.write_bytes(b"\xff\xd8\xff\xe0" + bytes(range(256)))

    assert refusal(urls=f"@{file}") == f"cannot read {file}: it is not a UTF-8 text file"


@pytest.mark.parametrize("name", ["a\0b", "a\ud800b"])
def test_a_file_name_that_cannot_be(name: str) -> None:
    assert "cannot read" in refusal(urls=f"@{name}")


@pytest.mark.parametrize(
    ("others", "named"),
    [
        ({"since": "2026-05-01"}, "since"),
        ({"since": "2026-05-01", "query": "banjir"}, "since, query"),
        ({"channels": "ekbis"}, "channels"),
    ],
)
def test_urls_go_alone(others: dict[str, str], named: str) -> None:
    assert (
        refusal(urls=FIRST, **others) == f"urls goes alone: with it, {named} would have no effect"
    )


def test_a_query_goes_with_the_rest() -> None:
    arguments = read(query="banjir bandang", since="2026-05-01", channels="daerah")

    assert (arguments.query, arguments.channels) == ("banjir bandang", {"daerah": "7"})


@pytest.mark.parametrize(
    "others", [{"since": "2026-05-01"}, {"until": "2026-05-01"}, {"urls": FIRST},
               {"since": "2026-05-01", "channels": "ekbis", "order": "oldest"}]
)  # fmt: skip
def test_again_with_a_range_or_urls(others: dict[str, str]) -> None:
    assert read(again="yes", **others).again
    assert not read(again="no", **others).again
    assert not read(**others).again


@pytest.mark.parametrize("others", [{}, {"channels": "ekbis"}, {"query": "banjir"}])
def test_again_without_a_range(others: dict[str, str]) -> None:
    told = "again=yes reads a range again: give since, until or both, or urls"
    assert refusal(again="yes", **others) == told
    assert not read(again="no", **others).again


def test_again_is_yes_or_no() -> None:
    assert refusal(again="ya", since="2026-05-01") == "again=ya is neither no nor yes"


@pytest.mark.parametrize("name", ["sinse", "Since", "start_urls", "", "url"])
def test_an_unknown_name(name: str) -> None:
    assert refusal(**{name: "x"}) == (
        f"unknown argument {name!r}; known are since, until, channels, urls, query, order, again"
    )


@pytest.mark.parametrize("name", ["since", "until", "channels", "urls", "query"])
@pytest.mark.parametrize("value", ["", " ", "\t\n"])
def test_an_empty_value(name: str, value: str) -> None:
    assert refusal(**{name: value}) == f"{name} is empty; give it a value or leave it out"


@pytest.mark.parametrize(
    ("moment", "midnight"),
    [
        ("2026-05-15T10:00:00+07:00", "2026-05-15T00:00:00+07:00"),
        ("2026-05-14T16:59:59+00:00", "2026-05-14T00:00:00+07:00"),
        ("2026-05-14T17:00:00+00:00", "2026-05-15T00:00:00+07:00"),
        ("2026-05-15T00:30:00+09:00", "2026-05-14T00:00:00+07:00"),
    ],
)
def test_days_begin_in_wib(moment: str, midnight: str) -> None:
    assert start_of_day(datetime.fromisoformat(moment)).isoformat() == midnight


@pytest.mark.parametrize(
    ("name", "text"), [("since", "0001-01-01"), ("since", "1989-12-31"), ("until", "9999-12-31")]
)
def test_a_year_out_of_this_world(name: str, text: str) -> None:
    assert refusal(**{name: text}) == f"{name}={text} lies outside of 1990 to 2999"


def test_readme_tells_of_each_argument_what_the_help_does() -> None:
    readme = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `(\w+)` \| (.+) \|$", readme, re.M))
    for name, meaning in MEANINGS.items():
        assert rows[name].replace("`", "").startswith(meaning)
