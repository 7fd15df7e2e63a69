"""The page that lies in every archive, for whoever finds it and has no Folkmoot."""

NAME = "README.md"
TEXT = """\
# An archive of Folkmoot

All that people gave and did in one place, in files that any program can read. It holds personal data, addresses among
them: keep it as you keep those.

- `manifest.json` tells the form (`format`, `format_version`), when and by which Folkmoot it was written, which kinds of
  things there are, how many, by which words each is told and what sort of value a word has (`kinds`), the bytes and the
  SHA-256 of each file (`files`), and which kinds and which words do not go along, and why (`stays_behind`).
- `things/KIND.jsonl` holds the things of one kind: UTF-8, one JSON object a line, in the order of their keys.
- `files/` holds what people uploaded, byte for byte: pictures by their SHA-256, tables that were imported.

## Words

- A ref, such as `ideas.idea/7`, points to the line with the `id` 7 in `things/ideas.idea.jsonl`. A thing may be gone;
  then what is told of it still stands.
- Moments are ISO 8601 with their distance from UTC.
- `body` is as its writer typed it, Markdown or what another system gave; `body_html` is what is shown of it.
- `things/activity.activity.jsonl` is the stream: what happened, by whom (`actor`), to what (`object`, `target`), where
  (`context`), and when it happened and was recorded.

## Proofs

A `seal` in the stream is the SHA-256 of the salt (`salt`, hexadecimal, beside what was said) followed by the content
as JSON after RFC 8785. Whoever has the line can prove what was said then.
"""
