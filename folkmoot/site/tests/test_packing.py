"""Pages go out packed; what programs read, files and streams go as they are."""

import gzip

import pytest

PACKED = {"Accept-Encoding": "gzip"}


@pytest.mark.parametrize("path", ["/", "/ideas/", "/go/", "/account/login/"])
def test_a_page_is_packed_for_a_browser_that_can_unpack_it(client, garden, path):
    packed, plain = client.get(path, headers=PACKED), client.get(path)

    assert packed["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed["Vary"]
    assert "</html>" in gzip.decompress(packed.content).decode()
    assert "Content-Encoding" not in plain


def test_the_length_of_the_same_page_varies(client, garden):
    assert len({len(client.get("/keys/", headers=PACKED).content) for _ in range(12)}) > 1


@pytest.mark.parametrize("path", ["/feeds/", "/numbers/overdue.csv", "/moderation/log.csv"])
def test_what_programs_read_goes_as_it_is(client, garden, path):
    answer = client.get(path, headers=PACKED)
    assert answer.status_code == 200
    assert "Content-Encoding" not in answer
