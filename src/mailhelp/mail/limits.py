"""How much of a mail is read: one table."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What a mail may have at most before it gets only the plain reading; sizes in bytes.

    header: one header, unfolded. header_block: all headers at the top. part_header_block: the headers of one part;
    inner_header_block: of a mail inside the mail, of which Content-Type may have part_header_block;
    part_headers: of all parts together. marks: lines that begin with "--". kept_in: a part body over this is kept from
    the parsers and read where it stands; kept_in_all: so is what is beyond this of all bodies.
    bodies: text parts read as body;
    text: characters read of all of them together. The html limits are for one part;
    html_entities counts "&"; html_reopened how often formatting that was left open goes on in another block.
    """

    mail: int = 40 * 1024 * 1024
    header: int = 16 * 1024
    header_block: int = 256 * 1024
    headers: int = 1_000
    depth: int = 100
    parts: int = 1_000
    part_header_block: int = 4 * 1024
    inner_header_block: int = 64 * 1024
    part_headers: int = 256 * 1024
    marks: int = 100_000
    kept_in: int = 4 * 1024
    kept_in_all: int = 1024 * 1024
    bodies: int = 100
    text: int = 1024 * 1024
    html: int = 512 * 1024
    html_depth: int = 256
    html_attributes: int = 2_000
    html_entities: int = 20_000
    html_reopened: int = 100_000
    ids: int = 50
    addresses: int = 1_000
    attachments: int = 1_000
    plain_text: int = 64 * 1024


DEFAULT = Limits()
